package org.gongping.draw.pool;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.rule.LegalPeriod;

/** Takes a person into the pool, or changes what the pool knows of one. */
public final class EnterExpert {
    private final ExpertRepository experts;
    private final SpecialtyRepository specialties;
    private final IdentityNumber identities;
    private final Registering registering;
    private final ChangeLog changes;
    private final InstantSource clock;

    public EnterExpert(
            ExpertRepository experts,
            SpecialtyRepository specialties,
            IdentityNumber identities,
            Registering registering,
            ChangeLog changes,
            InstantSource clock) {
        this.experts = experts;
        this.specialties = specialties;
        this.identities = identities;
        this.registering = registering;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * What a form says.
     *
     * @param content its identity is not looked at
     * @param identityNo empty to leave it as it is
     */
    public record Form(ExpertContent content, Optional<String> identityNo) {}

    public Outcome<Expert> register(Transaction tx, Actor actor, Form form) {
        Optional<String> identity = form.identityNo().flatMap(identities::digest);
        if (identity.isEmpty()) {
            return Outcome.refused(badIdentity());
        }
        experts.queueWriters(tx);
        Classification classes = specialties.classification(tx);
        ExpertContent content = withIdentity(form.content(), identity.get());
        Optional<Refusal> refusal = unlived(form).or(() -> refusal(tx, content, classes, Optional.empty()));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        Instant now = clock.instant();
        ExpertContent entered = content.following(null, LegalPeriod.day(now));
        Map<String, List<ExpertRepository.Bearer>> bearers = experts.byIdentities(tx, Set.of(content.identity()));
        ExpertRepository.Entry entry = registering.fresh(entered, Registering.counting(bearers, content), classes, now);
        experts.insert(tx, List.of(entry));
        changes.record(
                tx,
                actor,
                entry.expert(),
                ChangeLog.Made.added(entry.expert().id(), Change.Action.REGISTER, ContentJson.write(entered)),
                AuditKind.EXPERT_REGISTER,
                step -> step.with("library", content.library()));
        return Outcome.done(entry.expert());
    }

    /** @param version that the writer saw */
    public Outcome<Expert> change(Transaction tx, Actor actor, UUID id, long version, Form form) {
        experts.queueWriters(tx);
        Optional<Expert> found = experts.lock(tx, id);
        if (found.isEmpty()) {
            return Outcome.refused(new Refusal.NotFound("expert"));
        }
        Expert known = found.get();
        if (known.version() != version) {
            return Outcome.refused(movedOn());
        }
        if (known.state() == Expert.State.RETIRED) {
            return Outcome.refused(retired());
        }
        Optional<String> identity = form.identityNo().flatMap(identities::digest);
        if (form.identityNo().isPresent() && identity.isEmpty()) {
            return Outcome.refused(badIdentity());
        }
        Classification classes = specialties.classification(tx);
        ExpertContent content =
                withIdentity(form.content(), identity.orElse(known.content().identity()));
        Optional<Refusal> refusal = unlived(form).or(() -> refusal(tx, content, classes, Optional.of(known)));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        Instant now = clock.instant();
        ExpertContent entered = content.following(known.content(), LegalPeriod.day(now));
        if (entered.equals(known.content())) {
            return Outcome.done(known);
        }
        ExpertRepository.Entry entry = Registering.changed(known, entered, known.state(), classes, now);
        experts.update(tx, List.of(entry));
        var made = new ChangeLog.Made(
                id,
                Change.Action.CHANGE,
                ContentJson.change(ContentJson.write(known.content()), ContentJson.write(entered)));
        changes.record(
                tx,
                actor,
                entry.expert(),
                made,
                AuditKind.EXPERT_CHANGE,
                step -> step.with("changed", ContentJson.changed(made.content())));
        return Outcome.done(entry.expert());
    }

    /** An identity number that is given now must fit the years of work. */
    private Optional<Refusal> unlived(Form form) {
        LocalDate today = LegalPeriod.day(clock.instant());
        return form.identityNo()
                .flatMap(number -> IdentityNumber.doubt(number, form.content().fieldSince(), today))
                .map(doubt -> switch (doubt) {
                    case BORN_LATER ->
                        Refusal.Invalid.of(
                                "/identityNo",
                                "证件号码中的出生日期晚于今天，请对照证件核对",
                                "The birth date in the identity number lies after today: compare it with the document");
                    case TOO_YOUNG ->
                        Refusal.Invalid.of(
                                "/fieldSince",
                                "从业起始早于证件号码所示的 " + IdentityNumber.WORKING_AGE + " 周岁，请核对证件号码和日期",
                                "In the field since before the age of " + IdentityNumber.WORKING_AGE
                                        + ", by the identity number: check both");
                });
    }

    private Optional<Refusal> refusal(
            Transaction tx, ExpertContent content, Classification classes, Optional<Expert> known) {
        List<Refusal.FieldError> errors = FormCheck.of(content, classes);
        if (!errors.isEmpty()) {
            return Optional.of(new Refusal.Invalid(errors));
        }
        boolean renumbers = known.isPresent()
                && !(known.get().content().poolNo().equals(content.poolNo())
                        && known.get().content().library().equals(content.library()));
        if (renumbers) {
            return Optional.of(
                    Refusal.Invalid.of("/poolNo", "编号和所属专家库不能更改", "Number and library of an expert never change"));
        }
        if (known.isEmpty()
                && !experts.byNumbers(tx, Set.of(content.poolNo()), false).isEmpty()) {
            return Optional.of(
                    conflict("pool-number-taken", "该编号已登记，请换一个编号", "This number is taken: give another one"));
        }
        boolean inThisLibrary =
                experts
                        .byIdentities(tx, Set.of(content.identity()))
                        .getOrDefault(content.identity(), List.of())
                        .stream()
                        .anyMatch(bearer -> bearer.library().equals(content.library())
                                && known.filter(self -> self.id().equals(bearer.id()))
                                        .isEmpty());
        if (inThisLibrary) {
            return Optional.of(conflict(
                    "person-registered",
                    "此人已在本专家库中（证件号码相同），请在原有记录上修改",
                    "This person is in this library (equal identity numbers): change that record"));
        }
        boolean accountTaken = content.account() != null
                && experts.byAccounts(tx, Set.of(content.account())).values().stream()
                        .anyMatch(poolNo -> !poolNo.equals(content.poolNo()));
        return accountTaken
                ? Optional.of(conflict("account-taken", "该登录账号已属于另一位专家", "The login belongs to another expert"))
                : Optional.empty();
    }

    static Refusal movedOn() {
        return conflict(
                "version",
                "记录已被他人更改，请重新载入后再改",
                "Somebody else changed the record: load it again and repeat your change");
    }

    static Refusal retired() {
        return conflict(
                "expert-retired",
                "该专家已出库，记录不再更改；重新入库须使用新编号登记",
                "The expert has left the pool and the record is closed: register a new number to take the person in again");
    }

    private static Refusal badIdentity() {
        return Refusal.Invalid.of(
                "/identityNo",
                "证件号码不正确（校验位、生日或格式），请对照证件核对",
                "The identity number is not valid (check character, birth date or form): compare it with the document");
    }

    private static Refusal conflict(String code, String zh, String en) {
        return new Refusal.Conflict(code, zh, en, Optional.empty());
    }

    private static ExpertContent withIdentity(ExpertContent form, String identity) {
        return new ExpertContent(
                form.poolNo(),
                form.library(),
                identity,
                form.name(),
                form.phone(),
                form.email(),
                form.account(),
                form.region(),
                form.specialties(),
                form.employer(),
                form.employerName(),
                form.fieldSince(),
                form.title(),
                form.titleLevel(),
                form.sanctioned(),
                form.employments(),
                form.qualifications(),
                form.relations());
    }
}

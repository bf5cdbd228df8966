package org.gongping.service.draw.pool;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.draw.pool.BarExpert;
import org.gongping.draw.pool.ChangeRepository;
import org.gongping.draw.pool.EnterExpert;
import org.gongping.draw.pool.Expert;
import org.gongping.draw.pool.ExpertFilter;
import org.gongping.draw.pool.ExpertListRepository;
import org.gongping.draw.pool.ExpertListRepository.Listed;
import org.gongping.draw.pool.ExpertRepository;
import org.gongping.draw.pool.IdentityNumber;
import org.gongping.draw.pool.NoteExpert;
import org.gongping.draw.pool.Performance;
import org.gongping.draw.pool.ReadExperts;
import org.gongping.draw.pool.Specialty;
import org.gongping.draw.pool.SpecialtyRepository;
import org.gongping.draw.pool.Standing;
import org.gongping.draw.pool.TitleLevel;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.wire.Page;

/** The experts of the pool. */
public final class ExpertRoutes implements Routes {
    private final ExpertRepository experts;
    private final ChangeRepository changes;
    private final SpecialtyRepository specialties;
    private final ReadExperts read;
    private final EnterExpert enter;
    private final BarExpert bar;
    private final NoteExpert note;
    private final IdentityNumber identities;
    private final InstantSource clock;

    public ExpertRoutes(
            ExpertRepository experts,
            ChangeRepository changes,
            SpecialtyRepository specialties,
            ReadExperts read,
            EnterExpert enter,
            BarExpert bar,
            NoteExpert note,
            IdentityNumber identities,
            InstantSource clock) {
        this.experts = experts;
        this.changes = changes;
        this.specialties = specialties;
        this.read = read;
        this.enter = enter;
        this.bar = bar;
        this.note = note;
        this.identities = identities;
        this.clock = clock;
    }

    record SpecialtyJson(String code, String parent, String zh, String en, String source) {
        static SpecialtyJson of(Specialty specialty) {
            return new SpecialtyJson(
                    specialty.code(),
                    specialty.parent().orElse(null),
                    specialty.zh(),
                    specialty.en().orElse(null),
                    specialty.source());
        }
    }

    record StandingJson(int minYears, Set<TitleLevel> titleLevels) {
        static StandingJson of(Standing standing) {
            return new StandingJson(standing.minYears(), EnumSet.copyOf(standing.titleLevels()));
        }
    }

    record SummaryJson(
            int all,
            int retired,
            int duplicates,
            int suspended,
            int unavailable,
            int expired,
            int expiring,
            StandingJson standing) {
        static SummaryJson of(ExpertListRepository.Summary summary, Optional<Standing> standing) {
            return new SummaryJson(
                    summary.all(),
                    summary.retired(),
                    summary.duplicates(),
                    summary.suspended(),
                    summary.unavailable(),
                    summary.expired(),
                    summary.expiring(),
                    standing.map(StandingJson::of).orElse(null));
        }
    }

    record SuspensionInput(
            Instant startsAt,
            Instant endsAt,
            String reason,
            String decidedBy,
            String documentNo,
            String documentSha256) {}

    record LiftingInput(String reason, String decidedBy, String documentSha256) {}

    record AbsenceInput(Instant startsAt, Instant endsAt, String reason) {}

    record PerformanceInput(LocalDate notedOn, Performance.Kind kind, String score, String remark, String notedBy) {}

    record RetirementInput(String reason) {}

    @Override
    public void mount(Operations operations) {
        operations.handle(
                "listSpecialties",
                call -> Answer.ok(new Page.All<>(specialties.all(call.transaction()).stream()
                        .map(SpecialtyJson::of)
                        .toList())));
        operations.handle(
                "getExpertPool",
                call -> Answer.ok(SummaryJson.of(read.summary(call.transaction()), read.standing(call.transaction()))));
        operations.handle("listExperts", this::list);
        operations.handle("createExpert", this::create);
        operations.handle("getExpert", call -> card(call, 200, call.uuid("expertId")));
        operations.handle("updateExpert", this::update);
        operations.handle("getMyExpert", call -> shown(200, read.own(call.transaction(), call.actor())));
        operations.handleTraced(
                "unmaskExpert",
                call -> Answer.ok(
                        read.look(call.transaction(), call.actor(), call.uuid("expertId"), call.text("reason")),
                        ExpertJson.Personal::of));
        operations.handle("getExpertHistory", this::history);
        operations.handle("suspendExpert", this::suspend);
        operations.handle("liftSuspension", this::lift);
        operations.handle("setExpertUnavailable", call -> {
            AbsenceInput input = call.body(AbsenceInput.class);
            return changed(
                    call,
                    201,
                    note.setUnavailable(
                            call.transaction(),
                            call.actor(),
                            call.uuid("expertId"),
                            input.startsAt(),
                            input.endsAt(),
                            input.reason()));
        });
        operations.handle(
                "removeExpertAbsence",
                call -> changed(
                        call,
                        200,
                        note.setAvailable(
                                call.transaction(), call.actor(), call.uuid("expertId"), call.uuid("absenceId"))));
        operations.handle("noteExpertPerformance", this::notePerformance);
        operations.handle(
                "retireExpert",
                call -> changed(
                        call,
                        200,
                        bar.retire(
                                call.transaction(),
                                call.actor(),
                                call.uuid("expertId"),
                                call.body(RetirementInput.class).reason())));
    }

    private Answer list(Call call) {
        Optional<String> after = call.optionalText("after").map(ExpertRoutes::number);
        if (after.filter(String::isEmpty).isPresent()) {
            return Answer.refused(Refusal.Invalid.of("query/after", "翻页位置无效", "This is no place in the list"));
        }
        int limit = call.integer("limit");
        ExpertFilter filter = new ExpertFilter(
                call.optionalText("q").map(String::strip).filter(words -> !words.isEmpty()),
                call.optionalText("specialty"),
                call.optionalText("region"),
                call.optionalText("state").map(ExpertFilter.Availability::valueOf),
                call.optionalText("library"));
        List<Listed> rows = read.page(call.transaction(), filter, after.orElse(null), limit + 1);
        return Answer.ok(Page.of(rows, limit, row -> cursor(row.poolNo()), ExpertJson.Row::of));
    }

    private static String cursor(String poolNo) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(poolNo.getBytes(StandardCharsets.US_ASCII));
    }

    /** Empty for what is no cursor. */
    private static String number(String cursor) {
        try {
            String number = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            return number.matches("[0-9A-Za-z._-]{1,32}") ? number : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private Answer create(Call call) {
        if (!identities.hasKey()) {
            return Answer.refused(noKey());
        }
        return changed(
                call,
                201,
                enter.register(
                        call.transaction(),
                        call.actor(),
                        call.body(ExpertJson.Input.class).fresh()));
    }

    private Answer update(Call call) {
        ExpertJson.Input input = call.body(ExpertJson.Input.class);
        if (input.identityNo() != null && !identities.hasKey()) {
            return Answer.refused(noKey());
        }
        UUID id = call.uuid("expertId");
        Outcome<Expert> known = experts.lock(call.transaction(), id)
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("expert")));
        return changed(
                call,
                200,
                known.then(expert -> enter.change(
                        call.transaction(),
                        call.actor(),
                        id,
                        call.expectedVersion(),
                        input.changing(expert.content()))));
    }

    /** Nobody can be told from anybody without the key. */
    static Refusal noKey() {
        return new Refusal.Conflict(
                "identity-key-missing",
                "本平台尚未配置证件号码摘要密钥，不能登记或导入专家；请平台管理员设置 pool.identityKey 后重启",
                "This server has no key for identity numbers, so nobody can be registered: the platform administrator sets pool.identityKey and restarts",
                Optional.empty());
    }

    private Answer history(Call call) {
        int limit = call.integer("limit");
        UUID id = call.uuid("expertId");
        return Answer.ok(
                Page.after(call)
                        .then(before -> read.mayRead(call.transaction(), call.actor(), id)
                                .map(_ -> changes.page(call.transaction(), id, before, limit + 1))),
                rows -> Page.of(rows, limit, row -> row.id().toString(), ExpertJson.ChangeJson::of));
    }

    private Answer suspend(Call call) {
        SuspensionInput input = call.body(SuspensionInput.class);
        return changed(
                call,
                201,
                bar.suspend(
                        call.transaction(),
                        call.actor(),
                        call.uuid("expertId"),
                        new BarExpert.Decision(
                                input.startsAt(),
                                Optional.ofNullable(input.endsAt()),
                                input.reason(),
                                input.decidedBy(),
                                Optional.ofNullable(input.documentNo()),
                                input.documentSha256())));
    }

    private Answer lift(Call call) {
        LiftingInput input = call.body(LiftingInput.class);
        return changed(
                call,
                200,
                bar.lift(
                        call.transaction(),
                        call.actor(),
                        call.uuid("expertId"),
                        call.uuid("suspensionId"),
                        input.reason(),
                        input.decidedBy(),
                        Optional.ofNullable(input.documentSha256())));
    }

    private Answer notePerformance(Call call) {
        PerformanceInput input = call.body(PerformanceInput.class);
        return changed(
                call,
                201,
                note.notePerformance(
                        call.transaction(),
                        call.actor(),
                        call.uuid("expertId"),
                        new Performance(
                                null,
                                input.notedOn(),
                                input.kind(),
                                Optional.ofNullable(input.score()).map(BigDecimal::new),
                                input.remark(),
                                input.notedBy())));
    }

    private Answer changed(Call call, int status, Outcome<Expert> outcome) {
        return shown(status, outcome.then(expert -> read.card(call.transaction(), expert.id())));
    }

    private Answer card(Call call, int status, UUID id) {
        return shown(
                status,
                read.mayRead(call.transaction(), call.actor(), id).then(_ -> read.card(call.transaction(), id)));
    }

    private Answer shown(int status, Outcome<ReadExperts.Card> outcome) {
        return Answer.of(outcome, card -> {
            ExpertJson.Whole whole = ExpertJson.Whole.of(card, clock.instant());
            Answer answer = status == 201 ? Answer.created(whole) : Answer.ok(whole);
            return answer.withVersion(card.expert().version());
        });
    }
}

package org.gongping.core.bid.plan;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.core.seal.SealedBox;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;

/**
 * Takes the public key that a holder made on its own machine. Until publication a holder may replace its key; then
 * bidders seal to it, and it stands.
 */
public final class RegisterOpeningKey {
    private final ProjectAccess access;
    private final OpeningPlanRepository plans;
    private final OrganisationRepository organisations;
    private final AuditLog audit;
    private final InstantSource clock;

    public RegisterOpeningKey(
            ProjectAccess access,
            OpeningPlanRepository plans,
            OrganisationRepository organisations,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.plans = plans;
        this.organisations = organisations;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param key X25519, 32 bytes */
    public Outcome<OpeningKey> execute(Transaction tx, Actor actor, UUID projectId, Holder holder, byte[] key) {
        return access.acting(tx, actor, projectId, holder.role()).then(project -> {
            Optional<OpeningPlan> plan = plans.find(tx, projectId);
            if (plan.isEmpty() || !plan.get().holders().contains(holder)) {
                return Outcome.refused(new Refusal.NotFound("holder"));
            }
            if (!project.isDraft()) {
                return Outcome.refused(new Refusal.WrongPhase(
                        project.phase(),
                        "DRAFT",
                        "招标文件已发布，投标人按已公布的公钥加密，不能再更换",
                        "The tender document is out: bidders seal to the published key, and it stands"));
            }
            Map<Holder, OpeningKey> keys = plans.keys(tx, projectId);
            Organisation own = actor.organisationCreditCode()
                    .flatMap(code -> organisations.findByCreditCode(tx, code))
                    .orElseThrow();
            boolean isAnothers = keys.values().stream()
                    .anyMatch(other ->
                            other.holder() != holder && other.organisationId().equals(own.id()));
            if (isAnothers) {
                return Outcome.refused(
                        new Refusal.Forbidden("two-holders", "同一单位不得保管两份密钥", "One organisation holds no two shares"));
            }
            return register(tx, actor, project, keys, own, holder, key);
        });
    }

    private Outcome<OpeningKey> register(
            Transaction tx,
            Actor actor,
            Project project,
            Map<Holder, OpeningKey> keys,
            Organisation own,
            Holder holder,
            byte[] key) {
        int no = Optional.ofNullable(keys.get(holder)).map(OpeningKey::no).orElse(0) + 1;
        OpeningKey made = new OpeningKey(holder, no, key, own.id(), clock.instant());
        if (!canBeSealedTo(key) || !plans.insert(tx, project.id(), made)) {
            return Outcome.refused(Refusal.Invalid.of(
                    "/key",
                    "该公钥无效或已被登记，请重新生成",
                    "This key is registered already, or nothing can be sealed to it: make another"));
        }
        audit.append(
                tx,
                AuditStep.inTender(AuditKind.OPENING_KEY, actor, holder.role().token(), project.id(), project.code())
                        .with("holder", holder.token())
                        .with("no", no)
                        .with("key", HexFormat.of().formatHex(key)));
        return Outcome.done(made);
    }

    private static boolean canBeSealedTo(byte[] key) {
        try {
            SealedBox.seal(new byte[1], key, new byte[0]);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

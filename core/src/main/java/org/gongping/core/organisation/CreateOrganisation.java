package org.gongping.core.organisation;

import java.time.InstantSource;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;

/** Registers an organisation under its unified social credit code. */
public final class CreateOrganisation {
    private final OrganisationRepository organisations;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Ids ids;

    public CreateOrganisation(OrganisationRepository organisations, AuditLog audit, InstantSource clock, Ids ids) {
        this.organisations = organisations;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    public Outcome<Organisation> execute(
            Transaction tx, Actor actor, String name, Organisation.Kind kind, String creditCode) {
        if (!CreditCode.isValid(creditCode)) {
            return Outcome.refused(Refusal.Invalid.of(
                    "/creditCode",
                    "统一社会信用代码校验位不正确，请核对",
                    "The check character of the unified social credit code does not agree"));
        }
        Organisation organisation = new Organisation(ids.next(), name, kind, creditCode);
        if (!organisations.insert(tx, organisation, clock.instant())) {
            return Outcome.refused(new Refusal.Conflict(
                    "credit-code-taken",
                    "该统一社会信用代码已登记",
                    "An organisation with this credit code is registered",
                    organisations.findByCreditCode(tx, creditCode).map(found -> found)));
        }
        audit.append(
                tx,
                AuditStep.onPlatform(AuditKind.ORGANISATION_CREATE, actor, Role.PLATFORM_ADMINISTRATOR.token())
                        .object("organisation", organisation.id())
                        .with("name", name)
                        .with("kind", kind.name())
                        .with("creditCode", creditCode));
        return Outcome.done(organisation);
    }
}

package org.gongping.core.bid;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.ProjectAccess;

/**
 * Shows who registered. Until the deadline names and number are hidden from every role (rule S06; 招标投标法 Art. 22);
 * only the bidder sees its own registration. Contact data are masked for all but the bidder itself.
 */
public final class ReadRegistrations {
    private final ProjectAccess access;
    private final RegistrationRepository registrations;
    private final PersonalDataRepository personalData;
    private final InstantSource clock;

    public ReadRegistrations(
            ProjectAccess access,
            RegistrationRepository registrations,
            PersonalDataRepository personalData,
            InstantSource clock) {
        this.access = access;
        this.registrations = registrations;
        this.personalData = personalData;
        this.clock = clock;
    }

    /** A registration with the contact data that the reader may see; null where they were erased. */
    public record Shown(Registration registration, String contactName, String contactPhone) {}

    public Outcome<List<Shown>> all(Transaction tx, Actor actor, UUID projectId) {
        return access.reading(tx, actor, projectId).then(view -> {
            if (view.sides().contains(Role.BIDDER) || view.sides().isEmpty()) {
                return Outcome.refused(new Refusal.NotFound("registrations"));
            }
            boolean hidden = view.project().isDraft()
                    || clock.instant().isBefore(view.project().bidDeadline());
            if (hidden) {
                return Outcome.refused(new Refusal.Forbidden(
                        "hidden-until-deadline",
                        "投标截止前，潜在投标人的名称和数量对所有角色保密（《招标投标法》第二十二条，规则 S06）",
                        "Until the deadline names and number of bidders are hidden from every role (rule S06)"));
            }
            List<Registration> list = registrations.list(tx, projectId);
            Map<UUID, String> values = values(tx, list);
            return Outcome.done(list.stream()
                    .map(each -> new Shown(
                            each,
                            Masked.name(values.get(each.contactName())),
                            Masked.phone(values.get(each.contactPhone()))))
                    .toList());
        });
    }

    public Outcome<Shown> own(Transaction tx, Actor actor, UUID projectId) {
        return registrations
                .own(tx, projectId, actor)
                .map(registration -> {
                    Map<UUID, String> values = values(tx, List.of(registration));
                    return Outcome.done(new Shown(
                            registration,
                            values.get(registration.contactName()),
                            values.get(registration.contactPhone())));
                })
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("registration")));
    }

    private Map<UUID, String> values(Transaction tx, List<Registration> list) {
        return personalData.values(
                tx,
                list.stream()
                        .flatMap(each -> Stream.of(each.contactName(), each.contactPhone()))
                        .filter(id -> id != null)
                        .toList());
    }
}

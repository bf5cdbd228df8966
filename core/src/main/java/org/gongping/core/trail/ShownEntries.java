package org.gongping.core.trail;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.audit.TrailFilter;
import org.gongping.core.audit.sequence.SequenceRepository;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.bid.Masked;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.tender.ProjectAccess;

/** Puts beside records what a person needs to read them. */
public final class ShownEntries {
    private final SequenceRepository places;
    private final PersonalDataRepository personalData;
    private final RegistrationRepository registrations;
    private final BidRepository bids;
    private final InstantSource clock;

    public ShownEntries(
            SequenceRepository places,
            PersonalDataRepository personalData,
            RegistrationRepository registrations,
            BidRepository bids,
            InstantSource clock) {
        this.places = places;
        this.personalData = personalData;
        this.registrations = registrations;
        this.bids = bids;
        this.clock = clock;
    }

    /**
     * Records with what goes beside them.
     *
     * @param indexes places in the log by entry; a row that waits for its place has none
     * @param actors masked names of the actors by their pseudonym
     * @param objects names of lots, registrations and bids by type and id, such as {@code lot:<id>}
     */
    public record Shown(
            List<AuditEntry> rows, Map<UUID, Long> indexes, Map<String, String> actors, Map<String, String> objects) {}

    /** The query as records can be asked, for this reader and at this moment. */
    public Outcome<TrailFilter> filter(Transaction tx, ProjectAccess.View view, TrailQuery query) {
        return query.filter(names(tx, view));
    }

    private TrailNames names(Transaction tx, ProjectAccess.View view) {
        return TrailNames.of(tx, view, registrations, bids, clock);
    }

    Shown of(Transaction tx, ProjectAccess.View view, List<AuditEntry> rows) {
        Map<String, String> actors = personalData.accounts(tx, view.project().id());
        actors.replaceAll((_, account) -> Masked.name(account));
        return new Shown(
                rows,
                places.places(tx, rows.stream().map(AuditEntry::id).toList()),
                actors,
                names(tx, view).objects());
    }
}

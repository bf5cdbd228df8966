package org.gongping.core.opening.hall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.plan.Holder;
import org.gongping.core.bid.submission.SubmissionRepository;
import org.gongping.core.db.Transaction;

/** What the opening record says of the course of a meeting online, beside what was read out. */
public final class HallCourse {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HallRepository halls;
    private final SubmissionRepository submissions;
    private final AuditRepository audit;

    public HallCourse(HallRepository halls, SubmissionRepository submissions, AuditRepository audit) {
        this.halls = halls;
        this.submissions = submissions;
        this.audit = audit;
    }

    /**
     * The supervisor stopped the meeting.
     *
     * @param until when it went on; null if it has not
     */
    public record Pause(Instant at, Instant until, String reason) {}

    /**
     * No server ran, and what time that took was given back.
     *
     * @param at when it was
     */
    public record Outage(Instant at, long seconds) {}

    /**
     * @param isOnline the meeting was held in a hall
     * @param openedByHolders bids that the announced remedy opened (rule O04)
     * @param shares holders that brought shares of a bid; without an entry where no remedy is announced
     * @param checkedIn when bidders signed in, by bid
     * @param confirmed when bidders confirmed what was read of their bids in the last sitting, by bid
     * @param pauses in order
     * @param outages in order
     */
    public record Told(
            boolean isOnline,
            Set<UUID> openedByHolders,
            Map<UUID, Set<Holder>> shares,
            Map<UUID, Instant> checkedIn,
            Map<UUID, Instant> confirmed,
            List<Pause> pauses,
            List<Outage> outages) {}

    public Told of(Transaction tx, UUID projectId, UUID lotId, List<Bid> bids) {
        return halls.find(tx, projectId, lotId)
                .map(hall -> new Told(
                        true,
                        halls.openedByHolders(tx, projectId, lotId),
                        shares(tx, hall, bids),
                        checkedIn(tx, hall, bids),
                        halls.confirmations(tx, hall),
                        pauses(tx, hall),
                        outages(tx, hall)))
                .orElseGet(() -> new Told(false, Set.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of()));
    }

    private Map<UUID, Set<Holder>> shares(Transaction tx, Hall hall, List<Bid> bids) {
        Map<UUID, Set<Holder>> shares = new HashMap<>();
        if (hall.remedyEndsAt() != null) {
            bids.forEach(bid -> shares.put(bid.id(), Set.of()));
            shares.putAll(halls.holders(tx, hall, List.of(EnvelopeKind.values())));
        }
        return shares;
    }

    private Map<UUID, Instant> checkedIn(Transaction tx, Hall hall, List<Bid> bids) {
        Map<UUID, Instant> byRegistration = halls.checkIns(tx, hall.projectId(), hall.lotId());
        Map<UUID, Instant> byBid = new HashMap<>();
        for (Bid bid : bids) {
            submissions
                    .find(tx, hall.projectId(), bid.submissionId())
                    .map(submission -> byRegistration.get(submission.registrationId()))
                    .ifPresent(at -> byBid.put(bid.id(), at));
        }
        return byBid;
    }

    private List<Pause> pauses(Transaction tx, Hall hall) {
        List<Pause> pauses = new ArrayList<>();
        for (AuditEntry entry : entries(tx, hall, AuditKind.OPENING_PAUSE, AuditKind.OPENING_RESUME)) {
            if (entry.kind().equals(AuditKind.OPENING_PAUSE.code())) {
                pauses.add(new Pause(
                        entry.createdAt(), null, body(entry).path("reason").asText()));
            } else {
                Pause begun = pauses.removeLast();
                pauses.add(new Pause(begun.at(), entry.createdAt(), begun.reason()));
            }
        }
        return pauses;
    }

    private List<Outage> outages(Transaction tx, Hall hall) {
        return entries(tx, hall, AuditKind.OPENING_EXTEND).stream()
                .map(entry -> new Outage(
                        entry.createdAt(), body(entry).path("seconds").asLong()))
                // A server that joins others gives back a moment, which is no outage.
                .filter(outage -> outage.seconds() > 0)
                .toList();
    }

    /** In order. */
    private List<AuditEntry> entries(Transaction tx, Hall hall, AuditKind... kinds) {
        List<String> codes = Stream.of(kinds).map(AuditKind::code).toList();
        return audit.ofKinds(tx, hall.projectId(), codes, false).reversed().stream()
                .filter(entry -> entry.record().contains("\"lot:" + hall.lotId() + "\""))
                .toList();
    }

    private static JsonNode body(AuditEntry entry) {
        try {
            return JSON.readTree(entry.record()).path("body");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is no JSON", e);
        }
    }
}

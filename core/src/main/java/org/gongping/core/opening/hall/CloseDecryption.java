package org.gongping.core.opening.hall;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.OpeningSummary;
import org.gongping.core.bid.plan.Holder;
import org.gongping.core.bid.submission.Submission;
import org.gongping.core.bid.submission.SubmissionRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.opening.ReadBid;

/**
 * Closes the decryption for all: what was opened is read out of the envelopes and shown, all of it in one step, so that
 * nobody could see another bid while deciding over its own. Of each bid that stayed closed, the announced remedy
 * included, the host says by whose cause (rules O02 to O04; 电子招标投标办法 Art. 31). By itself it closes when every bid is open.
 */
public final class CloseDecryption {
    private final HallDesk desk;
    private final HallRepository halls;
    private final KeyTrialRepository trials;
    private final SubmissionRepository submissions;
    private final OpenedBids opened;
    private final ReadBid reading;
    private final HallRoom room;
    private final AuditLog audit;
    private final InstantSource clock;

    public CloseDecryption(
            HallDesk desk,
            HallRepository halls,
            KeyTrialRepository trials,
            SubmissionRepository submissions,
            OpenedBids opened,
            ReadBid reading,
            HallRoom room,
            AuditLog audit,
            InstantSource clock) {
        this.desk = desk;
        this.halls = halls;
        this.trials = trials;
        this.submissions = submissions;
        this.opened = opened;
        this.reading = reading;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
    }

    /** By whose cause a bid stayed closed: revocation by the bidder's own, else withdrawal. */
    public record Failure(UUID bidId, boolean isBidderCause, String reason) {}

    public Outcome<Hall> execute(Transaction tx, Actor actor, UUID projectId, UUID lotId, List<Failure> failures) {
        return desk.acting(tx, actor, projectId, lotId, Role.TENDER_AGENT).then(at -> {
            if (at.hall().isPaused()) {
                return HallDesk.paused(at.hall());
            }
            if (at.hall().stage(clock.instant()) != Hall.Stage.SETTLING) {
                return HallDesk.refuse(
                        "window-open",
                        at.hall().closedAt() == null ? "解密时限未到，不得提前结束解密（规则 O01）" : "解密已经结束",
                        "The window is still open, or closed already (rule O01)");
            }
            if (!trials.underWay(tx, at.hall()).isEmpty()) {
                return HallDesk.refuse(
                        "keys-checking",
                        "有投标人在时限内提交的密钥正在核验，核验完毕后方可结束解密，请稍候再试（规则 O01）",
                        "Keys that came within the window are still being tried: close the decryption when that is done"
                                + " (rule O01)");
            }
            if (at.hall().isRemedyDue(clock.instant()) && !isRemedyTried(tx, at)) {
                return HallDesk.refuse(
                        "remedy-window",
                        "招标文件公布了补救方案：保管方的补救时限未到，也未对每份未解密的投标试过，不得认定责任（规则 O02、O04）",
                        "A remedy is announced, and its holders still have time: nobody decides over a bid that stayed closed"
                                + " before they have tried or the time is over (rules O02, O04)");
            }
            return settled(tx, at, failures).map(causes -> close(tx, actor, Role.TENDER_AGENT.token(), at, causes));
        });
    }

    /** Whether holders enough have brought their shares of each bid that is closed, and it opened with them neither. */
    private boolean isRemedyTried(Transaction tx, HallDesk.Standing at) {
        Map<UUID, Decryption> decryptions = halls.decryptions(tx, at.hall());
        return at.awaited().stream()
                .filter(bid -> !isOpen(at, decryptions, bid))
                .allMatch(bid -> decryptions
                        .getOrDefault(bid.id(), Decryption.none(bid.id()))
                        .isTriedBy(Decryption.By.HOLDERS));
    }

    private Outcome<Map<UUID, Failure>> settled(Transaction tx, HallDesk.Standing at, List<Failure> failures) {
        Map<UUID, Failure> causes = new HashMap<>();
        Map<UUID, Integer> places = new HashMap<>();
        List<Refusal.FieldError> errors = new ArrayList<>();
        for (int i = 0; i < failures.size(); i++) {
            Failure failure = failures.get(i);
            if (causes.put(failure.bidId(), failure) != null
                    || at.awaited(failure.bidId()).isEmpty()) {
                errors.add(new Refusal.FieldError(
                        "/failures/" + i + "/bidId", "不是待开启的投标，或者重复", "No bid that is awaited, or named twice"));
            }
            places.put(failure.bidId(), i);
        }
        Map<UUID, Decryption> decryptions = halls.decryptions(tx, at.hall());
        for (Bid bid : at.awaited()) {
            boolean isOpen = isOpen(at, decryptions, bid);
            Failure cause = causes.get(bid.id());
            if (isOpen != (cause == null)) {
                errors.add(new Refusal.FieldError(
                        isOpen ? "/failures/" + places.get(bid.id()) : "/failures",
                        isOpen ? "该投标已解密" : "第 " + bid.no() + " 号投标未解密，须认定责任并写明原因（规则 O02）",
                        isOpen
                                ? "This bid is open"
                                : "Bid " + bid.no() + " stayed closed: say by whose cause, and why (rule O02)"));
            } else if (cause != null
                    && (cause.reason() == null || cause.reason().isBlank())) {
                errors.add(new Refusal.FieldError(
                        "/failures/" + places.get(bid.id()) + "/reason", "请写明原因", "Say why it could not be opened"));
            }
        }
        return errors.isEmpty() ? Outcome.done(causes) : Outcome.refused(new Refusal.Invalid(errors));
    }

    private static boolean isOpen(HallDesk.Standing at, Map<UUID, Decryption> decryptions, Bid bid) {
        return decryptions.getOrDefault(bid.id(), Decryption.none(bid.id())).isOpen(at.kinds());
    }

    /** Closes when nobody is awaited any more, though not in a pause; the hall as it stands then. */
    Hall ifAllOpen(Transaction tx, HallDesk.Standing at) {
        Map<UUID, Decryption> decryptions = halls.decryptions(tx, at.hall());
        boolean allOpen = !at.hall().isPaused() && at.awaited().stream().allMatch(bid -> isOpen(at, decryptions, bid));
        return allOpen ? close(tx, Actor.SERVER, "server", at, Map.of()) : at.hall();
    }

    private Hall close(Transaction tx, Actor actor, String side, HallDesk.Standing at, Map<UUID, Failure> causes) {
        Instant now = clock.instant();
        UUID projectId = at.project().id();
        Hall closed = at.hall().closed(now);
        halls.write(tx, closed);
        audit.append(
                tx,
                AuditStep.inTender(
                                AuditKind.OPENING_CLOSE,
                                actor,
                                side,
                                projectId,
                                at.project().code())
                        .object("lot", at.lot().id())
                        .rule(at.project().ruleSet())
                        .with("opened", at.awaited().size() - causes.size())
                        .with("failed", causes.size())
                        .with("shares", sharesOf(tx, at))
                        .with(
                                "later",
                                at.isLastSitting()
                                        ? List.of()
                                        : at.plan().kindsOf(2).stream()
                                                .map(EnvelopeKind::token)
                                                .toList()));
        Map<UUID, Decryption> decryptions = halls.decryptions(tx, at.hall());
        for (Bid bid : at.awaited()) {
            Failure cause = causes.get(bid.id());
            // The summary that is read out lies in the price envelope, and this may be sealed until the second sitting.
            if (cause != null) {
                reading.record(tx, actor, side, at.project(), at.lot(), bid, failed(cause));
            } else if (at.isLastSitting()) {
                reading.record(
                        tx,
                        actor,
                        side,
                        at.project(),
                        at.lot(),
                        bid,
                        read(tx, projectId, decryptions.get(bid.id()), bid));
            }
        }
        room.tell(tx, projectId, at.lot().id(), HallStep.Kind.CLOSED, null);
        return closed;
    }

    /** Who of the holders brought shares, of which bids. */
    private ArrayNode sharesOf(Transaction tx, HallDesk.Standing at) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Map<UUID, Set<Holder>> brought = halls.holders(tx, at.hall(), at.kinds());
        at.awaited().stream().filter(bid -> brought.containsKey(bid.id())).forEach(bid -> {
            ArrayNode holders = list.addObject().put("no", bid.no()).putArray("holders");
            brought.get(bid.id()).forEach(holder -> holders.add(holder.token()));
        });
        return list;
    }

    private ReadBid.Command read(Transaction tx, UUID projectId, Decryption decryption, Bid bid) {
        Submission submission =
                submissions.find(tx, projectId, bid.submissionId()).orElseThrow();
        Submission.Envelope price = submission.envelopes().stream()
                .filter(envelope -> envelope.kind() == EnvelopeKind.PRICE)
                .findFirst()
                .orElseThrow();
        OpeningSummary summary = opened.manifest(
                        price,
                        opened.receipt(tx, submission),
                        decryption.keys().get(EnvelopeKind.PRICE).key())
                .summary()
                .orElseThrow();
        return new ReadBid.Command(
                Bid.State.OPENED,
                summary.price(),
                summary.periodDays().orElse(null),
                summary.projectManager().orElse(null),
                summary.firmSize().orElse(null),
                summary.smallFirmShare().orElse(null),
                null);
    }

    private static ReadBid.Command failed(Failure cause) {
        Bid.State outcome =
                cause.isBidderCause() ? Bid.State.NOT_OPENED_BIDDER_CAUSE : Bid.State.NOT_OPENED_OTHER_CAUSE;
        return new ReadBid.Command(outcome, null, null, null, null, null, cause.reason());
    }
}

package org.gongping.core.opening.hall;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.bid.Bid;
import org.gongping.core.bid.envelope.EnvelopeKey;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.MalformedEnvelope;
import org.gongping.core.bid.plan.Holder;
import org.gongping.core.bid.submission.BidReceipt;
import org.gongping.core.bid.submission.Submission;
import org.gongping.core.bid.submission.SubmissionRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;

/**
 * A holder brings its shares of a bid that its bidder did not open, once the window is over (the announced remedy, rule
 * O04). When enough holders have, the bid opens, to what its receipt promises and to nothing else.
 */
public final class GiveShare {
    private final HallDesk desk;
    private final HallRepository halls;
    private final KeyTrialRepository trials;
    private final SubmissionRepository submissions;
    private final OpenedBids opened;
    private final CloseDecryption closing;
    private final HallRoom room;
    private final AuditLog audit;
    private final InstantSource clock;

    public GiveShare(
            HallDesk desk,
            HallRepository halls,
            KeyTrialRepository trials,
            SubmissionRepository submissions,
            OpenedBids opened,
            CloseDecryption closing,
            HallRoom room,
            AuditLog audit,
            InstantSource clock) {
        this.desk = desk;
        this.halls = halls;
        this.trials = trials;
        this.submissions = submissions;
        this.opened = opened;
        this.closing = closing;
        this.room = room;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param shares of 33 bytes, by envelope */
    public Outcome<Hall> execute(
            Transaction tx,
            Actor actor,
            UUID projectId,
            UUID lotId,
            UUID bidId,
            Holder holder,
            Map<EnvelopeKind, byte[]> shares) {
        return desk.acting(tx, actor, projectId, lotId, holder.role()).then(at -> {
            if (!at.plan().holders().contains(holder)) {
                return HallDesk.refuse(
                        "no-remedy",
                        "招标文件没有公布这种补救方案（依据：《电子招标投标办法》第三十一条，规则 O04）",
                        "The tender document announces no such remedy (rule O04)");
            }
            if (at.hall().isPaused()) {
                return HallDesk.paused(at.hall());
            }
            if (at.hall().stage(clock.instant()) != Hall.Stage.SETTLING) {
                return HallDesk.refuse(
                        "not-settling",
                        "补救在解密时限届满之后、公布之前进行",
                        "The remedy is used after the window is over and before the bids are shown");
            }
            if (!at.hall().isRemedyDue(clock.instant())) {
                return HallDesk.refuse(
                        "remedy-over",
                        "招标文件公布的补救时限已过，不再接受份额（规则 O04）",
                        "The time that the tender document states for the remedy is over (rule O04)");
            }
            Optional<Bid> bid = at.awaited(bidId);
            if (bid.isEmpty()) {
                return Outcome.refused(new Refusal.NotFound("bid"));
            }
            if (halls.decryptions(tx, at.hall())
                    .getOrDefault(bidId, Decryption.none(bidId))
                    .isOpen(at.kinds())) {
                return HallDesk.refuse("open-already", "该投标已解密，无须补救", "This bid is open: no remedy is needed");
            }
            if (trials.underWay(tx, at.hall()).contains(bidId)) {
                return HallDesk.refuse(
                        "keys-checking",
                        "投标人在时限内提交的密钥正在核验，请稍候再试：投标人自己能打开的，不用补救",
                        "Keys that the bidder sent in time are still being tried: what it opens itself needs no remedy");
            }
            return give(tx, actor, at, bid.get(), holder, shares);
        });
    }

    private Outcome<Hall> give(
            Transaction tx,
            Actor actor,
            HallDesk.Standing at,
            Bid bid,
            Holder holder,
            Map<EnvelopeKind, byte[]> shares) {
        Instant now = clock.instant();
        Submission submission =
                submissions.find(tx, at.project().id(), bid.submissionId()).orElseThrow();
        if (!at.kinds().containsAll(shares.keySet())) {
            return Outcome.refused(Refusal.Invalid.of(
                    "/shares", "含有本次不开启的信封的份额，没有保存", "A share of an envelope that is not opened now; it was not kept"));
        }
        List<Submission.Envelope> due = submission.envelopes().stream()
                .filter(envelope -> at.kinds().contains(envelope.kind()))
                .toList();
        for (Submission.Envelope envelope : due) {
            byte[] share = shares.get(envelope.kind());
            int number = envelope.header().escrow().orElseThrow().numberOf(holder.token());
            if (share == null || !EnvelopeKey.isShare(envelope.header(), number, share)) {
                return Outcome.refused(Refusal.Invalid.of(
                        "/shares/" + envelope.kind().token(),
                        "该份额不是投标人封装给您的那一份，请核对密钥文件",
                        "This is not the share that was sealed to you: check your key file"));
            }
        }
        due.forEach(envelope ->
                halls.insert(tx, at.hall(), bid.id(), envelope.kind(), holder, shares.get(envelope.kind()), now));
        audit.append(
                tx,
                AuditStep.inTender(
                                AuditKind.OPENING_SHARE,
                                actor,
                                holder.role().token(),
                                at.project().id(),
                                at.project().code())
                        .object("bid", bid.id())
                        .rule(at.project().ruleSet())
                        .with("no", bid.no())
                        .with("holder", holder.token()));
        room.tell(tx, at.project().id(), at.lot().id(), HallStep.Kind.SHARE, bid.no());
        return Outcome.done(join(tx, actor, at, bid, opened.receipt(tx, submission), due, now));
    }

    private Hall join(
            Transaction tx,
            Actor actor,
            HallDesk.Standing at,
            Bid bid,
            BidReceipt receipt,
            List<Submission.Envelope> due,
            Instant now) {
        UUID projectId = at.project().id();
        UUID lotId = at.lot().id();
        Decryption before = halls.decryptions(tx, at.hall()).getOrDefault(bid.id(), Decryption.none(bid.id()));
        int k = at.plan().remedy().orElseThrow().k();
        Map<EnvelopeKind, Map<Holder, byte[]>> given = halls.shares(tx, projectId, lotId, bid.id());
        boolean isEnough = due.stream()
                .allMatch(envelope ->
                        given.getOrDefault(envelope.kind(), Map.of()).size() >= k);
        if (before.isOpen(at.kinds()) || !isEnough) {
            return at.hall();
        }
        Map<EnvelopeKind, byte[]> keys = new EnumMap<>(EnvelopeKind.class);
        String fault = null;
        for (Submission.Envelope envelope : due) {
            try {
                byte[] key = EnvelopeKey.join(
                        envelope.header(),
                        List.copyOf(given.get(envelope.kind()).values()));
                keys.put(envelope.kind(), key);
                fault = fault == null
                        ? opened.check(envelope, receipt, key)
                                .map(found -> found.code())
                                .orElse(null)
                        : fault;
            } catch (MalformedEnvelope e) {
                fault = e.fault().code();
            }
        }
        int no = before.attempts().size() + 1;
        halls.insert(tx, at.hall(), bid.id(), new Decryption.Attempt(no, Decryption.By.HOLDERS, fault, now));
        if (fault == null) {
            keys.forEach((kind, key) -> halls.insert(
                    tx, at.hall(), bid.id(), kind, new Decryption.Released(key, Decryption.By.HOLDERS, now)));
        }
        audit.append(
                tx,
                AuditStep.inTender(
                                AuditKind.OPENING_DECRYPT,
                                actor,
                                "server",
                                projectId,
                                at.project().code())
                        .object("bid", bid.id())
                        .rule(at.project().ruleSet())
                        .with("no", bid.no())
                        .with("attempt", no)
                        .with("by", "holders")
                        .with("fault", fault));
        room.tell(tx, projectId, lotId, fault == null ? HallStep.Kind.DECRYPTED : HallStep.Kind.ATTEMPT, bid.no());
        return closing.ifAllOpen(tx, at);
    }
}

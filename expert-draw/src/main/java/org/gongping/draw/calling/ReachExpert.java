package org.gongping.draw.calling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.rule.Bilingual;
import org.gongping.draw.protocol.Octets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one expert of a call, over every channel that reaches them, and the call desk beside these. Of address and
 * message nothing is kept.
 */
public final class ReachExpert {
    private static final Logger LOG = LoggerFactory.getLogger(ReachExpert.class);
    private static final int REF_BYTES = 18;

    private final CallingParts parts;
    private final OpenName names;
    private final List<Channel> channels;
    private final Invitation.Terms terms;

    public ReachExpert(CallingParts parts, List<Channel> channels, Invitation.Terms terms) {
        this.parts = parts;
        this.names = new OpenName(parts);
        this.channels = List.copyOf(channels);
        this.terms = terms;
    }

    private record Try(String channel, CallMessage.State state) {}

    /** False when the name could not be opened. */
    boolean execute(CallSeats.Leading lead, DoneDraw draw, SeatCall call, OpenName.Numbers numbers) {
        String ref = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(parts.random().bytes(REF_BYTES));
        lead.transact(tx -> {
            parts.calls().refer(tx, draw.key(), call.no(), hash(ref));
            return null;
        });
        List<Try> tries = new ArrayList<>();
        // The window as the message tells it begins when the message does, and ends no earlier than it says.
        Instant endsAt = parts.clock().instant().plusSeconds(answerSeconds(draw));
        boolean opened = names.open(lead, draw, call.pid(), numbers, "CALL", entry -> {
            Optional<Contact> contact = lead.transact(tx -> parts.experts().contact(tx, entry.expertId()));
            Invitation invitation = lead.transact(tx -> invitation(tx, draw, call.seat()));
            contact.ifPresent(known -> channels.stream()
                    .filter(channel -> channel.reaches(known))
                    .forEach(channel ->
                            tries.add(new Try(channel.name(), send(channel, known, invitation, ref, endsAt)))));
        });
        if (!opened) {
            return false;
        }
        tries.add(new Try(CallMessage.DESK, CallMessage.State.OFFERED));
        lead.transact(tx -> {
            parts.callings().lock(tx, draw.key());
            Instant now = parts.clock().instant();
            tries.forEach(each -> parts.calls().add(tx, draw.key(), call.no(), each.channel(), each.state(), now));
            parts.calls().setEnd(tx, draw.key(), call.no(), endsAt);
            parts.watch().changed(tx, draw.projectId());
            return null;
        });
        return true;
    }

    static int answerSeconds(DoneDraw draw) {
        return draw.rules().production().orElseThrow().timeouts().answer();
    }

    private static CallMessage.State send(
            Channel channel, Contact contact, Invitation invitation, String ref, Instant endsAt) {
        try {
            channel.send(contact, invitation, ref, endsAt);
            return CallMessage.State.SENT;
        } catch (Channel.Unreached e) {
            LOG.warn("a message by {} was not taken: {}", channel.name(), e.getMessage());
            return CallMessage.State.FAILED;
        }
    }

    /** What the one who is called for this seat is told. */
    Invitation invitation(Transaction tx, DoneDraw draw, int seatNo) {
        Seat seat = parts.callings().seat(tx, draw.key(), seatNo);
        String specialty = SeatPlan.specialties(draw, seat.stratum()).getFirst();
        Bilingual broad = parts.experts().broadClass(tx, specialty);
        return new Invitation(
                draw.plan().evaluationAt(), draw.plan().expected(), SeatPlan.place(draw, seat), broad, terms);
    }

    /** Tells somebody who had confirmed that the engagement of that day is off. Best effort: nobody waits for it. */
    void cancel(CallSeats.Leading lead, DoneDraw draw, UUID expertId) {
        lead.transact(tx -> parts.experts().contact(tx, expertId))
                .ifPresent(contact -> channels.stream()
                        .filter(channel -> channel.reaches(contact))
                        .forEach(channel -> {
                            try {
                                channel.cancel(contact, draw.plan().evaluationAt(), terms);
                            } catch (Channel.Unreached e) {
                                LOG.warn("a cancellation by {} was not taken: {}", channel.name(), e.getMessage());
                            }
                        }));
    }

    /** By which the call is found; the reference itself is in the message alone. */
    static byte[] hash(String ref) {
        return Octets.sha256(Octets.utf8(ref));
    }
}

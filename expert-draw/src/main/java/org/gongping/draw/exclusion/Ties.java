package org.gongping.draw.exclusion;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import org.gongping.core.tender.gate.ExpertFacts;
import org.gongping.core.tender.gate.ExpertLimits;
import org.gongping.draw.exclusion.ScreeningRepository.Tie;
import org.gongping.draw.protocol.Exclusion.Reason;

/** Whether a tie to an organisation keeps an expert out, and as what (E04, E10). */
final class Ties {
    private final ExpertLimits limits;
    private final LocalDate day;

    Ties(ExpertLimits limits, LocalDate day) {
        this.limits = limits;
        this.day = day;
    }

    /** Nothing when the tie is over, or of a kind that does not count. */
    Optional<Reason> judge(Tie tie, Link link) {
        boolean over = from(link.to())
                .map(from -> tie.until() != null && tie.until().isBefore(from))
                .orElse(true);
        if (over || !limits.isAffiliate(link.depth(), link.share())) {
            return Optional.empty();
        }
        boolean relation = tie.source().equals("RELATION");
        return switch (link.to()) {
            case BIDDER -> relation ? ofRelation(tie) : Optional.of(ofBidder(tie));
            case AVOIDED ->
                relation ? ofRelation(tie).map(_ -> Reason.CONFLICT_OTHER) : Optional.of(Reason.CONFLICT_OTHER);
            case OWNER -> relation ? Optional.empty() : Optional.of(Reason.CONFLICT_OTHER);
            case AGENT -> relation ? Optional.empty() : Optional.of(Reason.AGENT_STAFF);
            case AUTHORITY -> relation ? Optional.empty() : Optional.of(Reason.SUPERVISOR_STAFF);
        };
    }

    private Optional<Reason> ofRelation(Tie tie) {
        if (!limits.relations().contains(tie.kind())) {
            return Optional.empty();
        }
        return Optional.of(tie.kind().equals("INTEREST") ? Reason.CONFLICT_OTHER : Reason.CONFLICT_RELATIVE);
    }

    private Reason ofBidder(Tie tie) {
        if (tie.source().equals("HOLDING")) {
            return Reason.CONFLICT_OTHER;
        }
        boolean past = tie.until() != null && tie.until().isBefore(day);
        return past ? Reason.CONFLICT_PAST_3Y : Reason.CONFLICT_EMPLOYER;
    }

    private Optional<LocalDate> from(Link.To to) {
        return switch (to) {
            case BIDDER -> limits.tiedFrom(ExpertFacts.To.BIDDER, day);
            case OWNER -> limits.tiedFrom(ExpertFacts.To.OWNER, day);
            case AGENT -> limits.tiedFrom(ExpertFacts.To.AGENT, day);
            case AUTHORITY -> limits.tiedFrom(ExpertFacts.To.AUTHORITY, day);
            // Whom the plan names is avoided whether the law looks back or not.
            case AVOIDED ->
                Optional.of(limits.tiedFrom(ExpertFacts.To.BIDDER, day).orElse(day));
        };
    }

    static String rule(Link link) {
        return link.to() == Link.To.AUTHORITY ? "E10" : "E04";
    }

    /** Where the tie stands and how the organisation matters. */
    static ObjectNode ref(Tie tie, Link link) {
        ObjectNode ref = JsonNodeFactory.instance
                .objectNode()
                .put("source", tie.source())
                .put("organisation", tie.organisation())
                .put("to", link.to().name())
                .put("party", link.root());
        if (!tie.kind().isEmpty()) {
            ref.put("kind", tie.kind());
        }
        if (tie.row() != null) {
            ref.put("row", tie.row().toString());
        }
        if (tie.until() != null) {
            ref.put("until", tie.until().toString());
        }
        if (link.depth() > 0) {
            ref.put("share", link.share().stripTrailingZeros().toPlainString());
            link.path().forEach(ref.putArray("path")::add);
        }
        return ref;
    }
}

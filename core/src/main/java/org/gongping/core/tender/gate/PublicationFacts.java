package org.gongping.core.tender.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known when a tender notice is to be published.
 *
 * @param mustTenderByLaw the project must be tendered by law (依法必须进行招标)
 * @param issuedAt when the tender document is first issued
 * @param issueEnd when its issue ends
 * @param methods the scoring method of each lot
 */
public record PublicationFacts(
        boolean mustTenderByLaw,
        Instant issuedAt,
        Optional<Instant> issueEnd,
        Optional<Instant> bidDeadline,
        Optional<Instant> openingTime,
        List<MethodFacts> methods) {
    public PublicationFacts {
        methods = List.copyOf(methods);
    }
}

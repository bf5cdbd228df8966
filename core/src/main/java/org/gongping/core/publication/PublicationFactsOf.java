package org.gongping.core.publication;

import java.time.Instant;
import java.util.Optional;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.gate.MethodFacts;
import org.gongping.core.tender.gate.MethodReading;
import org.gongping.core.tender.gate.PublicationFacts;

/** What the publication gate has to know of a project, as far as its draft says it. */
public final class PublicationFactsOf {
    private PublicationFactsOf() {}

    /** @param issuedAt when the document is, or would be, first issued */
    public static PublicationFacts draft(Project project, Instant issuedAt) {
        return new PublicationFacts(
                project.mustTenderByLaw(),
                issuedAt,
                Optional.ofNullable(project.issueEnd()),
                Optional.ofNullable(project.bidDeadline()),
                Optional.ofNullable(project.openingTime()),
                project.lots().stream()
                        .filter(lot -> lot.method() != null)
                        .map(lot -> method(project, lot))
                        .toList());
    }

    private static MethodFacts method(Project project, Lot lot) {
        return MethodReading.read(
                project.lots().size() == 1 ? "" : lot.name(),
                project.procurementKind(),
                lot.method(),
                !lot.method().path("limits").path("ceiling").isMissingNode(),
                Optional.ofNullable(lot.ceilingPrice()),
                Optional.ofNullable(lot.floorPrice()));
    }
}

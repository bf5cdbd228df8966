package org.gongping.core.tender;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.rule.ProcurementKind;
import org.gongping.core.rule.Regime;

/**
 * A tender project with its lots.
 *
 * @param code tender code, part of every record
 * @param budget yuan; null if none is stated
 * @param issuedAt when the tender document was first issued; null in a draft
 * @param ruleSet rule-set version locked at publication; null in a draft
 * @param version grows with every change; a writer names the one it saw
 */
public record Project(
        UUID id,
        String code,
        String title,
        Regime regime,
        String projectType,
        ProcurementKind procurementKind,
        boolean mustTenderByLaw,
        String description,
        BigDecimal budget,
        Organisation owner,
        Organisation agent,
        Organisation authority,
        Instant issuedAt,
        Instant issueEnd,
        Instant bidDeadline,
        Instant openingTime,
        String openingPlace,
        Integer bidValidityDays,
        Charges charges,
        String ruleSet,
        String ruleSetDigest,
        int version,
        Instant createdAt,
        List<Lot> lots) {
    /** True until notice and tender document are out. */
    public boolean isDraft() {
        return issuedAt == null;
    }

    public Optional<Lot> lot(UUID lotId) {
        return lots.stream().filter(lot -> lot.id().equals(lotId)).findFirst();
    }

    /** The phase of the lot that is least far; lots that failed count only when all did. */
    public String phase() {
        List<String> order = List.of(
                "DRAFT",
                "PUBLISHED",
                "OPENING",
                "EVALUATING",
                "REPORT_RECEIVED",
                "CANDIDATE_NOTICE",
                "AWARD_DECIDED",
                "AWARDED",
                "CONTRACTED",
                "FAILED");
        return lots.stream()
                .map(lot -> lot.phase().code())
                .min(Comparator.comparingInt(order::indexOf))
                .orElse("DRAFT");
    }
}

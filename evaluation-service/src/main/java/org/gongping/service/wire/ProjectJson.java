package org.gongping.service.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;

/** A project as the contract writes it. */
public record ProjectJson(
        UUID id,
        String code,
        String title,
        String regime,
        String projectType,
        String procurementKind,
        boolean mustTenderByLaw,
        String description,
        BigDecimal budget,
        String phase,
        int version,
        OrganisationJson agent,
        OrganisationJson owner,
        OrganisationJson authority,
        Instant issuedAt,
        Instant issueEnd,
        Instant bidDeadline,
        Instant openingTime,
        String openingPlace,
        Integer bidValidityDays,
        BigDecimal documentFee,
        BigDecimal documentCost,
        String documentFeeBasis,
        BigDecimal performanceRate,
        String ruleSet,
        String ruleSetDigest,
        Instant createdAt,
        List<LotJson> lots,
        List<Role> mySides,
        boolean rehearsal) {
    /** An organisation as the contract writes it. */
    public record OrganisationJson(UUID id, String name, String kind, String creditCode) {
        public static OrganisationJson of(Organisation organisation) {
            return new OrganisationJson(
                    organisation.id(), organisation.name(), organisation.kind().name(), organisation.creditCode());
        }
    }

    /** A lot as the contract writes it. */
    public record LotJson(
            UUID id,
            int no,
            String name,
            String phase,
            BigDecimal ceilingPrice,
            BigDecimal floorPrice,
            JsonNode method,
            String methodDigest,
            BigDecimal performanceSecurity,
            Instant openedAt,
            Instant openingEndedAt,
            Instant reportReceivedAt,
            Instant candidateNoticeAt,
            Instant candidateNoticeEndsAt,
            Instant decidedAt,
            Instant awardedAt,
            Instant contractedAt,
            Instant writtenReportAt,
            Instant failedAt) {
        static LotJson of(Lot lot) {
            Lot.Dates dates = lot.dates();
            return new LotJson(
                    lot.id(),
                    lot.no(),
                    lot.name(),
                    lot.phase().code(),
                    Amounts.plain(lot.ceilingPrice()),
                    Amounts.plain(lot.floorPrice()),
                    lot.method(),
                    lot.methodDigest(),
                    Amounts.plain(lot.performanceSecurity()),
                    dates.openedAt(),
                    dates.openingEndedAt(),
                    dates.reportReceivedAt(),
                    dates.noticeAt(),
                    dates.noticeEndsAt(),
                    dates.decidedAt(),
                    dates.awardedAt(),
                    dates.contractedAt(),
                    dates.writtenReportAt(),
                    dates.failedAt());
        }
    }

    /** A line of the list of projects. */
    public record Summary(
            UUID id,
            String code,
            String title,
            String regime,
            String phase,
            Instant bidDeadline,
            String agentName,
            String ownerName,
            int version) {
        public static Summary of(Project project) {
            return new Summary(
                    project.id(),
                    project.code(),
                    project.title(),
                    project.regime().name(),
                    project.phase(),
                    project.bidDeadline(),
                    project.agent().name(),
                    project.owner().name(),
                    project.version());
        }
    }

    public static ProjectJson of(Project project, Set<Role> sides, boolean rehearsal) {
        return new ProjectJson(
                project.id(),
                project.code(),
                project.title(),
                project.regime().name(),
                project.projectType(),
                project.procurementKind().name(),
                project.mustTenderByLaw(),
                project.description(),
                Amounts.plain(project.budget()),
                project.phase(),
                project.version(),
                OrganisationJson.of(project.agent()),
                OrganisationJson.of(project.owner()),
                OrganisationJson.of(project.authority()),
                project.issuedAt(),
                project.issueEnd(),
                project.bidDeadline(),
                project.openingTime(),
                project.openingPlace(),
                project.bidValidityDays(),
                Amounts.plain(project.charges().documentFee()),
                Amounts.plain(project.charges().documentCost()),
                project.charges().feeBasis(),
                Amounts.plain(project.charges().performanceRate()),
                project.ruleSet(),
                project.ruleSetDigest(),
                project.createdAt(),
                project.lots().stream().map(LotJson::of).toList(),
                sides.stream().sorted(Comparator.naturalOrder()).toList(),
                rehearsal);
    }
}

package org.gongping.core.tender;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.core.rule.ProcurementKind;
import org.gongping.core.rule.Regime;

/** What a tendering agent writes down of a project before it is published. Optional parts are null. */
public record ProjectDraft(
        String code,
        String title,
        Regime regime,
        String projectType,
        ProcurementKind procurementKind,
        boolean mustTenderByLaw,
        UUID ownerId,
        UUID authorityId,
        BigDecimal budget,
        Instant issueEnd,
        Instant bidDeadline,
        Instant openingTime,
        String openingPlace,
        Integer bidValidityDays,
        String description,
        BigDecimal documentFee,
        BigDecimal documentCost,
        String documentFeeBasis,
        BigDecimal performanceRate) {
    /** The three parties, each of its kind and no two the same. */
    record Parties(Organisation owner, Organisation agent, Organisation authority) {}

    Outcome<Parties> parties(Transaction tx, OrganisationRepository organisations, Organisation agent) {
        List<Refusal.FieldError> errors = new ArrayList<>();
        if (!ShownText.isSound(title)) {
            errors.add(new Refusal.FieldError(
                    "/title",
                    "项目名称不得为空白，不得含有不可见或控制方向的字符",
                    "The title is not blank and has no characters that cannot be seen or turn the direction of text"));
        }
        Organisation owner = organisations.find(tx, ownerId).orElse(null);
        Organisation authority = organisations.find(tx, authorityId).orElse(null);
        if (owner == null || owner.kind() != Organisation.Kind.PROJECT_OWNER) {
            errors.add(new Refusal.FieldError("/ownerId", "请选择招标人（采购人）", "Choose a project owner or purchaser"));
        }
        if (authority == null || authority.kind() != Organisation.Kind.SUPERVISORY_AUTHORITY) {
            errors.add(new Refusal.FieldError("/authorityId", "请选择行政监督部门", "Choose a supervisory authority"));
        }
        if (budget != null && budget.signum() == 0) {
            errors.add(new Refusal.FieldError("/budget", "预算金额须大于零", "A budget is more than nothing"));
        }
        if (issueEnd != null && bidDeadline != null && issueEnd.isAfter(bidDeadline)) {
            errors.add(new Refusal.FieldError(
                    "/issueEnd", "发售截止不得晚于投标截止", "The issue of the document ends before the bid deadline, or with it"));
        }
        charges().check(errors);
        return errors.isEmpty()
                ? Outcome.done(new Parties(owner, agent, authority))
                : Outcome.refused(new Refusal.Invalid(errors));
    }

    private Charges charges() {
        return new Charges(
                documentFee,
                documentCost,
                documentFeeBasis == null || documentFeeBasis.isBlank() ? null : documentFeeBasis.strip(),
                performanceRate);
    }

    Project apply(Project before, Parties parties) {
        return new Project(
                before.id(),
                before.code(),
                title,
                regime,
                projectType,
                procurementKind,
                mustTenderByLaw,
                description,
                budget,
                parties.owner(),
                parties.agent(),
                parties.authority(),
                before.issuedAt(),
                issueEnd,
                bidDeadline,
                openingTime,
                openingPlace,
                bidValidityDays,
                charges(),
                before.ruleSet(),
                before.ruleSetDigest(),
                before.version(),
                before.createdAt(),
                before.lots());
    }
}

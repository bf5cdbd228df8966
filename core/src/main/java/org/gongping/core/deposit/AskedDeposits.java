package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.rule.Bilingual;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.gate.DepositTermsGate;

/** What the tender document asks as deposits: for the gate of publication, for the notice, and for each bidder. */
public final class AskedDeposits {
    private final DepositTermsRepository terms;
    private final WaiverPolicyRepository policies;

    public AskedDeposits(DepositTermsRepository terms, WaiverPolicyRepository policies) {
        this.terms = terms;
        this.policies = policies;
    }

    /**
     * The deposit of one lot.
     *
     * @param asked yuan
     * @param rounding how a rate of the base was rounded to the fen
     */
    public record Asked(
            Lot lot, DepositTerms terms, BigDecimal asked, RoundingMode rounding, Optional<WaiverPolicySet> policies) {}

    /** By lot, for the lots that ask for one. */
    public Map<UUID, Asked> of(Transaction tx, Project project, Law law) {
        Map<UUID, Asked> byLot = new LinkedHashMap<>();
        for (DepositTerms each : terms.ofProject(tx, project.id())) {
            project.lot(each.lotId()).ifPresent(lot -> byLot.put(lot.id(), asked(tx, project, lot, each, law)));
        }
        return byLot;
    }

    public Optional<Asked> of(Transaction tx, Project project, Lot lot, Law law) {
        return terms.find(tx, project.id(), lot.id()).map(each -> asked(tx, project, lot, each, law));
    }

    private Asked asked(Transaction tx, Project project, Lot lot, DepositTerms each, Law law) {
        DepositTermsGate gate = new DepositTermsGate(law);
        return new Asked(
                lot,
                each,
                gate.asked(each.facts(project, lot)),
                gate.rounding(),
                Optional.ofNullable(each.policySet()).flatMap(id -> policies.find(tx, id)));
    }

    /** What D01, D02 and D11 say of them. */
    public static List<Verdict> verdicts(Project project, Law law, Map<UUID, Asked> asked) {
        List<Verdict> verdicts = new ArrayList<>();
        DepositTermsGate gate = new DepositTermsGate(law);
        for (Lot lot : project.lots()) {
            Asked each = asked.get(lot.id());
            if (each != null) {
                verdicts.addAll(gate.check(each.terms().facts(project, lot)));
            }
        }
        return verdicts;
    }

    /** Six digits of the administrative division in the credit code of the owner (GB 32100). */
    public static String region(Project project) {
        return project.owner().creditCode().substring(2, 8);
    }

    /** The decision of the policies that the document offers on one bidder. */
    public Relief.Decision decide(Transaction tx, Project project, Asked asked, UUID organisationId) {
        return asked.policies()
                .map(set -> Relief.decide(
                        set,
                        new ReliefFacts(
                                project.regime(),
                                project.projectType(),
                                region(project),
                                asked.asked(),
                                LegalPeriod.day(project.issuedAt()),
                                policies.creditOn(
                                        tx, organisationId, LegalPeriod.day(project.issuedAt()), project.issuedAt()))))
                .orElse(new Relief.Decision(Optional.empty(), List.of()));
    }

    /** The forms as people read them. */
    public static Bilingual shown(DepositForm form) {
        return switch (form) {
            case WAIVER -> new Bilingual("信用承诺（免收）", "credit undertaking");
            case ANNUAL -> new Bilingual("年度保证金", "annual deposit");
            case BANK_GUARANTEE -> new Bilingual("银行保函", "bank guarantee");
            case INSURANCE -> new Bilingual("保险保单", "insurance policy");
            case SURETY -> new Bilingual("担保公司保函", "surety letter");
            case TRANSFER -> new Bilingual("基本账户转账", "transfer from the basic account");
        };
    }
}

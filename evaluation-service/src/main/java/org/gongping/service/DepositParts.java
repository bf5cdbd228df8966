package org.gongping.service;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.deposit.AddEvidence;
import org.gongping.core.deposit.ApplyForDeposit;
import org.gongping.core.deposit.AskedDeposits;
import org.gongping.core.deposit.BankEntryRepository;
import org.gongping.core.deposit.BidderDesk;
import org.gongping.core.deposit.ConfirmRefunds;
import org.gongping.core.deposit.DepositFiguresRepository;
import org.gongping.core.deposit.DepositReportRepository;
import org.gongping.core.deposit.DepositRepository;
import org.gongping.core.deposit.DepositTermsRepository;
import org.gongping.core.deposit.EvidenceRepository;
import org.gongping.core.deposit.FreezeReport;
import org.gongping.core.deposit.GuaranteeVerifier;
import org.gongping.core.deposit.LoadWaiverPolicies;
import org.gongping.core.deposit.ReadDeposits;
import org.gongping.core.deposit.ReadFigures;
import org.gongping.core.deposit.ReinstateDeposit;
import org.gongping.core.deposit.ReleaseWithdrawn;
import org.gongping.core.deposit.RetainDeposit;
import org.gongping.core.deposit.ReturnRefund;
import org.gongping.core.deposit.SetDepositTerms;
import org.gongping.core.deposit.TakeInMoney;
import org.gongping.core.deposit.VerifyDeposit;
import org.gongping.core.deposit.WaiverPolicyRepository;
import org.gongping.core.document.DocumentStore;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.deposit.BankRoutes;
import org.gongping.service.deposit.CertificateRoutes;
import org.gongping.service.deposit.DepositRoutes;
import org.gongping.service.deposit.EvidenceRoutes;
import org.gongping.service.deposit.FiguresRoutes;
import org.gongping.service.deposit.HttpGuaranteeVerifier;
import org.gongping.service.deposit.PolicyRoutes;
import org.gongping.service.deposit.ReportPaper;
import org.gongping.service.edge.Routes;
import org.gongping.service.notice.NoticePdf;
import org.gongping.service.tender.ProjectAnswers;

/** The part of the composition root that keeps deposits. */
final class DepositParts {
    private DepositParts() {}

    /**
     * What other features need of it.
     *
     * @param asked what tender documents ask, for publication
     * @param reinstated lets it stand again with another bid
     * @param withdrawn starts the clock of a withdrawn bid's deposit
     */
    record Made(AskedDeposits asked, ReinstateDeposit reinstated, ReleaseWithdrawn withdrawn, List<Routes> routes) {}

    private static GuaranteeVerifier verifier(Optional<ServerConfig.Guarantees> platform) {
        return platform.<GuaranteeVerifier>map(each -> new HttpGuaranteeVerifier(each.url(), each.token()))
                .orElse(GuaranteeVerifier.NOBODY);
    }

    static Made on(
            Server.Foundation on,
            ProjectAccess access,
            ProjectRepository projects,
            ProjectLaw laws,
            OrganisationRepository organisations,
            RegistrationRepository registrations,
            BidRepository bids,
            ProjectAnswers answers,
            AuditLog audit,
            DocumentStore store,
            NoticePdf pdf,
            RandomSource random,
            Ids ids) {
        InstantSource clock = on.clock();
        boolean rehearsal = on.rehearsal().isPresent();
        var terms = new DepositTermsRepository();
        var policies = new WaiverPolicyRepository();
        var deposits = new DepositRepository();
        var evidence = new EvidenceRepository();
        var bank = new BankEntryRepository();
        var asked = new AskedDeposits(terms, policies);
        var desk = new BidderDesk(projects, laws, registrations, bids, clock);
        var read = new ReadDeposits(access, laws, desk, asked, deposits, evidence);
        var load = new LoadWaiverPolicies(policies, organisations, audit, clock, ids);
        on.database().transact(tx -> {
            load.loadShipped(tx);
            return null;
        });
        var figures = new ReadFigures(new DepositFiguresRepository(), clock);
        var reports = new DepositReportRepository();
        return new Made(
                asked,
                new ReinstateDeposit(laws, desk, deposits, audit),
                new ReleaseWithdrawn(laws, desk, deposits, audit),
                List.of(
                        new DepositRoutes(
                                new SetDepositTerms(access, projects, terms, policies, audit),
                                read,
                                new ApplyForDeposit(
                                        desk,
                                        asked,
                                        deposits,
                                        verifier(on.config().guarantees()),
                                        audit,
                                        random,
                                        ids),
                                new ConfirmRefunds(access, laws, desk, deposits, audit),
                                new VerifyDeposit(access, laws, desk, deposits, audit),
                                new RetainDeposit(access, laws, desk, deposits, evidence, audit),
                                new ReturnRefund(access, laws, desk, deposits, audit),
                                answers),
                        new EvidenceRoutes(
                                access, read, new AddEvidence(access, desk, deposits, evidence, store, audit), store),
                        new CertificateRoutes(read, deposits, projects, pdf, rehearsal, clock),
                        new PolicyRoutes(policies, load, organisations, clock),
                        new BankRoutes(new TakeInMoney(projects, laws, desk, deposits, bank, audit, ids), bank, clock),
                        new FiguresRoutes(
                                figures,
                                new FreezeReport(figures, reports, audit, clock, ids),
                                reports,
                                new ReportPaper(pdf))));
    }
}

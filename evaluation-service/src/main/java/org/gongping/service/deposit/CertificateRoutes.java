package org.gongping.service.deposit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.deposit.AskedDeposits;
import org.gongping.core.deposit.Deposit;
import org.gongping.core.deposit.DepositForm;
import org.gongping.core.deposit.DepositRepository;
import org.gongping.core.deposit.ReadDeposits;
import org.gongping.core.notice.NoticeBody;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.notice.NoticePdf;
import org.gongping.service.notice.Paper;

/** Certificates of deposits: a PDF for the bidder, and a public page for whoever scans its code. */
public final class CertificateRoutes implements Routes {
    private final ReadDeposits read;
    private final DepositRepository deposits;
    private final ProjectRepository projects;
    private final NoticePdf pdf;
    private final boolean rehearsal;
    private final InstantSource clock;

    public CertificateRoutes(
            ReadDeposits read,
            DepositRepository deposits,
            ProjectRepository projects,
            NoticePdf pdf,
            boolean rehearsal,
            InstantSource clock) {
        this.read = read;
        this.deposits = deposits;
        this.projects = projects;
        this.pdf = pdf;
        this.rehearsal = rehearsal;
        this.clock = clock;
    }

    /** What a certificate says, and nothing else: not what became of the money, nor of anybody else's. */
    record CertificateJson(
            UUID depositId,
            String projectCode,
            String projectTitle,
            String lotName,
            String bidderName,
            DepositForm form,
            String state,
            String asked,
            String waived,
            String due,
            String policyZh,
            String policyEn,
            String basisZh,
            String basisEn,
            LocalDate validUntil,
            Instant createdAt,
            boolean rehearsal) {}

    @Override
    public void mount(Operations operations) {
        operations.handle(
                "getPublicDepositCertificate",
                call -> Answer.ok(
                        deposits.byToken(call.transaction(), call.text("token"))
                                .map(Outcome::done)
                                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("certificate"))),
                        deposit -> certificate(call.transaction(), deposit)));
        operations.handle("getDepositCertificate", this::print);
    }

    private CertificateJson certificate(Transaction tx, Deposit deposit) {
        Project project = projects.find(tx, deposit.projectId()).orElseThrow();
        Lot lot = project.lot(deposit.lotId()).orElseThrow();
        LocalDate validUntil = LegalPeriod.day(project.bidDeadline()).plusDays(project.bidValidityDays());
        JsonNode relief = deposit.relief() == null ? MissingNode.getInstance() : deposit.relief();
        return new CertificateJson(
                deposit.id(),
                project.code(),
                project.title(),
                lot.name(),
                deposit.bidder().name(),
                deposit.form(),
                state(deposit, LegalPeriod.day(clock.instant()).isAfter(validUntil)),
                DepositJson.yuan(deposit.asked()),
                DepositJson.yuan(deposit.waived()),
                DepositJson.yuan(deposit.due()),
                relief.path("nameZh").textValue(),
                relief.path("nameEn").textValue(),
                relief.path("basisZh").textValue(),
                relief.path("basisEn").textValue(),
                validUntil,
                deposit.createdAt(),
                rehearsal);
    }

    private static String state(Deposit deposit, boolean isPast) {
        if (deposit.ledger().secures() && !isPast) {
            return "IN_FORCE";
        }
        boolean over = isPast
                || !deposit.stands()
                || deposit.ledger().balances().lodged().signum() > 0
                        && deposit.ledger().balances().held().signum() == 0;
        return over ? "ENDED" : "PENDING";
    }

    private Answer print(Call call) {
        return Answer.of(
                read.ownOne(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        call.uuid("lotId"),
                        call.uuid("depositId")),
                standing -> new Answer.MadeFile(
                        "application/pdf",
                        "保证金凭证.pdf",
                        pdf.render(
                                paper(standing.deposit(), certificate(call.transaction(), standing.deposit())),
                                Optional.empty())));
    }

    private static Paper paper(Deposit deposit, CertificateJson says) {
        NoticeBody body = new NoticeBody()
                .section("凭证内容", "Certificate")
                .fact("投标人", "Bidder", says.bidderName())
                .fact("项目名称", "Project", says.projectTitle())
                .fact("标段", "Lot", says.lotName())
                .fact("缴纳方式", "Form", AskedDeposits.shown(says.form()).zh())
                .fact("招标文件要求（元）", "Asked (yuan)", says.asked())
                .fact("免收（元）", "Waived (yuan)", says.waived())
                .fact("应缴（元）", "Due (yuan)", says.due())
                .fact("减免政策", "Policy", says.policyZh())
                .fact("依据", "Basis", says.basisZh())
                .fact("有效期至", "Valid until", says.validUntil().toString())
                .fact(
                        "状态",
                        "State",
                        switch (says.state()) {
                            case "IN_FORCE" -> "有效";
                            case "PENDING" -> "待缴入或待核验";
                            default -> "已终止";
                        })
                .fact("受理时间", "Accepted", NoticeBody.time(says.createdAt()))
                .text("凭证以扫码后页面显示的状态为准。");
        return new Paper(
                deposit.id(),
                "凭证",
                "投标保证金凭证 " + says.projectCode(),
                "投标保证金凭证",
                says.projectCode(),
                says.lotName(),
                "受理时间",
                says.createdAt(),
                null,
                body.json(),
                "/deposit-certificates/" + deposit.token());
    }
}

package org.gongping.service.bid;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.bid.submission.Submission;
import org.gongping.core.notice.NoticeBody;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.service.notice.NoticePdf;
import org.gongping.service.notice.Paper;

/** Prints the receipt of a bid (rule S04): its digests and commitments, the server's time, where its record stands. */
public final class ReceiptPdf {
    private static final HexFormat HEX = HexFormat.of();
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(LegalPeriod.ZONE);

    private final NoticePdf pdf;

    public ReceiptPdf(NoticePdf pdf) {
        this.pdf = pdf;
    }

    /** @param seal how far its record is sealed */
    public byte[] render(Project project, Lot lot, String bidder, Submission submission, Optional<String> seal) {
        NoticeBody body = new NoticeBody()
                .section("递交", "Submission")
                .fact("投标人", "Bidder", bidder)
                .fact("标段", "Lot", lot.no() + " " + lot.name())
                .fact("次序", "Number", "第 " + submission.no() + " 次递交")
                .fact("收到时间（服务器时间）", "Received", time(submission.receivedAt()))
                .fact("撤回时间", "Withdrawn", time(submission.withdrawnAt()))
                .fact("日志条目", "Log entry", submission.entryId().toString());
        for (Submission.Envelope envelope : submission.envelopes()) {
            body.section(
                            "信封：" + envelope.kind().zh(),
                            "Envelope: " + envelope.kind().token())
                    .fact("信封号", "Envelope id", HEX.formatHex(envelope.header().id()))
                    .fact("字节数", "Bytes", String.valueOf(envelope.size()))
                    .fact("密文 SHA-256", "SHA-256 of the file", HEX.formatHex(envelope.sha256()))
                    .fact(
                            "密钥承诺",
                            "Commitment to the key",
                            HEX.formatHex(envelope.header().commit()))
                    .fact(
                            "明文承诺",
                            "Commitment to the plaintext",
                            HEX.formatHex(envelope.header().plain()));
        }
        submission
                .script()
                .ifPresent(script -> body.section("封装脚本", "Sealing script")
                        .fact("浏览器所报 SHA-256", "SHA-256 that the browser declared", script.sha256())
                        .fact(
                                "公布该脚本的日志条目",
                                "Log entry that names it",
                                script.entryId().map(UUID::toString).orElse("无：日志中没有公布过此脚本，请改用离线工具核对")));
        body.section("说明", "Note")
                .text("截止时间前可以补充、修改或者撤回；以最后一次未撤回的递交为准。平台不掌握解密密钥，开标前任何人不能读取投标内容。" + "开标时任何一种打开方式都必须与上列承诺一致。");
        return pdf.render(
                new Paper(
                        submission.id(),
                        "回执",
                        "投标文件递交回执 " + project.code(),
                        "投标文件递交回执",
                        project.code(),
                        lot.name(),
                        "收到时间",
                        submission.receivedAt(),
                        null,
                        body.json(),
                        "/projects/" + project.id() + "/bid"),
                seal);
    }

    private static String time(Instant at) {
        return at == null ? null : MILLISECONDS.format(at);
    }
}

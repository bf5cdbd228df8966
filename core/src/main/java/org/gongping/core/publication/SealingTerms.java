package org.gongping.core.publication;

import java.util.HexFormat;
import java.util.Map;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.plan.Holder;
import org.gongping.core.bid.plan.OpeningKey;
import org.gongping.core.bid.plan.OpeningPlan;
import org.gongping.core.notice.NoticeBody;

/**
 * What the notice says of sealing and opening: the envelopes, the windows (rule O01), the remedy (rule O04) with the keys
 * of its holders, which bidders compare with those that they are shown.
 */
final class SealingTerms {
    private SealingTerms() {}

    static void into(NoticeBody body, OpeningPlan plan, Map<Holder, OpeningKey> keys) {
        body.section("投标文件的加密与开标", "Sealing and opening of bids")
                .fact(
                        "信封",
                        "Envelopes",
                        String.join(
                                "、", plan.kinds().stream().map(EnvelopeKind::zh).toList()))
                .fact("开启方式", "Manner", plan.twoEnvelopes() ? "双信封：第一阶段评审结果锁定后，复会开启价格信封" : "一次开启全部信封")
                .fact(
                        "解密时限（分钟）",
                        "Decryption window (minutes)",
                        String.valueOf(plan.decryptionWindow().toMinutes()))
                .fact(
                        "确认时限（分钟）",
                        "Confirmation window (minutes)",
                        String.valueOf(plan.confirmWindow().toMinutes()))
                .fact("公众旁观", "Public may watch", plan.publicMayWatch() ? "开放" : "不开放")
                .fact(
                        "解密失败的补救方案",
                        "Remedy for failed decryption",
                        plan.remedy()
                                .map(remedy -> remedy.holders().size() + " 个保管方中任意 " + remedy.k() + " 个共同开启，时限为解密时限届满后 "
                                        + remedy.window().toMinutes() + " 分钟")
                                .orElse("无"));
        if (plan.remedy().isEmpty()) {
            return;
        }
        NoticeBody.Table table = body.section("开标密钥保管方", "Holders of opening keys")
                .table()
                .column("保管方", "Holder", false)
                .column("公钥（X25519）", "Public key (X25519)", false)
                .column("指纹（SHA-256）", "Fingerprint (SHA-256)", false);
        for (Holder holder : plan.holders()) {
            OpeningKey key = keys.get(holder);
            table.row(
                    holder.zh(),
                    HexFormat.of().formatHex(key.key()),
                    key.fingerprint().replaceAll("(.{4})(?=.)", "$1 "));
        }
    }
}

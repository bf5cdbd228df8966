package org.gongping.core.publication;

import java.math.BigDecimal;
import org.gongping.core.notice.NoticeBody;
import org.gongping.core.tender.Charges;

/** What a tender notice says of the document fee and of performance security. */
final class ChargesNotice {
    private ChargesNotice() {}

    static void describe(NoticeBody body, Charges charges) {
        if (charges.isEmpty()) {
            return;
        }
        body.section("文件费用与履约担保", "Document fee and performance security");
        BigDecimal fee = charges.documentFee();
        body.fact(
                "招标文件费用（元）", "Document fee (yuan)", fee == null || fee.signum() == 0 ? "不收费" : NoticeBody.amount(fee));
        if (charges.feeBasis() != null) {
            body.fact("收费依据", "Basis of the fee", charges.feeBasis());
        }
        body.fact(
                "履约保证金（合同价的百分比）",
                "Performance security (percent of the contract price)",
                charges.performanceRate() == null
                        ? "不要求"
                        : charges.performanceRate().stripTrailingZeros().toPlainString() + "%");
    }
}

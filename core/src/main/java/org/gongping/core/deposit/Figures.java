package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gongping.core.rule.Bilingual;

/** Sums of records. Nothing enters a figure that is no record, and no record enters it twice. */
public final class Figures {
    private static final BigDecimal NONE = BigDecimal.ZERO.setScale(2);

    /** What each figure means, by its name in reports and exports. */
    public static final Map<String, Bilingual> DEFINITIONS = definitions();

    private Figures() {}

    /** By what figures are broken down. */
    public enum By {
        MONTH,
        REGION,
        PROJECT_TYPE,
        POLICY;

        String key(DepositRecord record) {
            return switch (this) {
                case MONTH -> record.day().toString().substring(0, 7);
                case REGION -> record.region();
                case PROJECT_TYPE -> record.projectType();
                case POLICY -> record.policy() == null ? "none" : record.policy();
            };
        }
    }

    /**
     * One figure.
     *
     * @param key value of the dimension; {@code total} for all
     * @param bidders firms that a waiver helped, each once
     * @param meanRefundDays days from the event to the payment, one decimal; null without a refund
     */
    public record Figure(
            String key,
            BigDecimal waived,
            int waivedRecords,
            BigDecimal released,
            int releasedRecords,
            BigDecimal interest,
            BigDecimal fee,
            int bidders,
            BigDecimal meanRefundDays) {}

    public static Figure total(List<DepositRecord> records) {
        return sum("total", records);
    }

    /** In the order of their keys. */
    public static List<Figure> by(By dimension, List<DepositRecord> records) {
        Map<String, List<DepositRecord>> groups = new TreeMap<>();
        records.forEach(record -> groups.computeIfAbsent(dimension.key(record), _ -> new ArrayList<>())
                .add(record));
        List<Figure> figures = new ArrayList<>();
        groups.forEach((key, group) -> figures.add(sum(key, group)));
        return figures;
    }

    /** Newest day first, then by key: the order of every list of records. */
    public static List<DepositRecord> ordered(List<DepositRecord> records) {
        return records.stream()
                .sorted(Comparator.comparing(DepositRecord::day).reversed().thenComparing(DepositRecord::key))
                .toList();
    }

    private static Figure sum(String key, List<DepositRecord> records) {
        List<DepositRecord> waived = of(records, DepositRecord.Kind.WAIVED);
        List<DepositRecord> released = of(records, DepositRecord.Kind.RELEASED);
        List<Long> days = released.stream()
                .filter(record -> record.startedOn() != null && record.amount().signum() > 0)
                .map(record -> ChronoUnit.DAYS.between(record.startedOn(), record.day()))
                .toList();
        return new Figure(
                key,
                sum(waived.stream().map(DepositRecord::amount).toList()),
                waived.size(),
                sum(released.stream().map(DepositRecord::amount).toList()),
                released.size(),
                sum(released.stream().map(DepositRecord::interest).toList()),
                sum(released.stream().map(DepositRecord::fee).toList()),
                (int) waived.stream().map(DepositRecord::creditCode).distinct().count(),
                days.isEmpty()
                        ? null
                        : BigDecimal.valueOf(
                                        days.stream().mapToLong(Long::longValue).sum())
                                .divide(BigDecimal.valueOf(days.size()), 1, RoundingMode.HALF_UP));
    }

    private static List<DepositRecord> of(List<DepositRecord> records, DepositRecord.Kind kind) {
        return records.stream().filter(record -> record.kind() == kind).toList();
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(NONE, BigDecimal::add);
    }

    private static Map<String, Bilingual> definitions() {
        Map<String, Bilingual> texts = new LinkedHashMap<>();
        texts.put(
                "waived",
                new Bilingual(
                        "免收金额：招标文件自身标准本应要求缴纳、而由减免政策免去的金额。只计投标被接收（列入开标名单）、未撤回、未因投标人自身原因撤销、未改用其他方式的投标；部分免收的，其余部分须已缴足并核验。按投标截止日归期。截止日之前的项目一律不计。",
                        "Waived: what the tender document's own terms would have asked and a policy took off. Counts bids that were received (on the list of the opening), not withdrawn, not revoked by the bidder's own cause, not given in another form; where a part was waived, the rest was given and verified. It counts to the day of the bid deadline. Tenders before their deadline never count."));
        texts.put(
                "released",
                new Bilingual(
                        "退还金额：以转账方式缴纳的保证金实际退还的本金，减去退款被退回的部分；按退还日归期。利息和资金占用费另列。保函、保单的退还不是资金，不计入。",
                        "Released: principal of money that went back, less refunds that came back; it counts to the day of payment. Interest and occupation fee stand apart. Papers that were returned are no money and do not count."));
        texts.put(
                "interest",
                new Bilingual(
                        "利息、资金占用费：实际支付且不超过应付的部分（规则 D06、D08、D13）。超出应付的部分须有理由记录在台账中，不计入。",
                        "Interest and occupation fee: what was paid, no more than was owed (rules D06, D08, D13). What goes beyond has its reason in the ledger and does not count."));
        texts.put(
                "region",
                new Bilingual(
                        "地区：招标人统一社会信用代码第3至8位（登记管理机关行政区划，GB 32100）。",
                        "Region: digits 3 to 8 of the owner's unified social credit code (GB 32100)."));
        texts.put("bidders", new Bilingual("惠及企业：有免收记录的投标人，每家计一次。", "Bidders helped: firms with a waiver, each once."));
        texts.put(
                "meanRefundDays",
                new Bilingual(
                        "平均退还天数：自法定事由发生之日至退还之日的日历天数，按笔平均，保留一位小数。",
                        "Mean days to refund: calendar days from the event to the payment, averaged over payments, one decimal."));
        return texts;
    }
}

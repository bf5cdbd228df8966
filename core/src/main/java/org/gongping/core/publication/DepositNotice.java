package org.gongping.core.publication;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.deposit.AskedDeposits;
import org.gongping.core.notice.NoticeBody;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;

/** What a tender notice and its record say of the deposits that are asked. */
final class DepositNotice {
    private DepositNotice() {}

    /** What is asked of each lot that asks for a deposit, by its number. */
    static Map<String, String> sums(Project project, Map<UUID, AskedDeposits.Asked> asked) {
        Map<String, String> sums = new LinkedHashMap<>();
        project.lots().stream()
                .filter(lot -> asked.containsKey(lot.id()))
                .forEach(lot -> sums.put(
                        String.valueOf(lot.no()), asked.get(lot.id()).asked().toPlainString()));
        return sums;
    }

    static void describe(NoticeBody body, Project project, Map<UUID, AskedDeposits.Asked> asked) {
        body.section("投标保证金", "Bid deposit");
        if (asked.isEmpty()) {
            body.text("本项目不要求投标保证金。");
            return;
        }
        body.text("保证金有效期与投标有效期一致。");
        NoticeBody.Table table = body.table()
                .column("标段", "Lot", false)
                .column("要求缴纳（元）", "Asked (yuan)", true)
                .column("可用方式", "Forms", false)
                .column("减免政策", "Relief policies", false);
        for (Lot lot : project.lots()) {
            AskedDeposits.Asked each = asked.get(lot.id());
            if (each == null) {
                table.row(lot.name(), "不要求", "", "");
                continue;
            }
            table.row(
                    lot.name(),
                    NoticeBody.amount(each.asked()),
                    each.terms().forms().stream()
                            .map(form -> AskedDeposits.shown(form).zh())
                            .collect(Collectors.joining("、")),
                    each.policies().map(set -> set.title().zh()).orElse("无"));
        }
    }
}

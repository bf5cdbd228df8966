package org.gongping.core.dossier;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.document.TenderDocument;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.ProcurementKind;
import org.gongping.core.rule.Regime;

/** How an archive names in Chinese what the product names in code. */
final class Titles {
    private static final Map<AuditKind, String> RECORDS = Map.ofEntries(
            Map.entry(AuditKind.ORGANISATION_CREATE, "登记机构"),
            Map.entry(AuditKind.RULE_SET_LOAD, "载入规则集"),
            Map.entry(AuditKind.CALENDAR_LOAD, "载入节假日历"),
            Map.entry(AuditKind.REHEARSAL_CLOCK, "调整演练时钟"),
            Map.entry(AuditKind.PROJECT_CREATE, "建立项目"),
            Map.entry(AuditKind.PROJECT_UPDATE, "修改项目"),
            Map.entry(AuditKind.LOT_ADD, "添加标段"),
            Map.entry(AuditKind.LOT_UPDATE, "修改标段"),
            Map.entry(AuditKind.LOT_REMOVE, "删除标段"),
            Map.entry(AuditKind.MEMBER_ADD, "添加参与方"),
            Map.entry(AuditKind.MEMBER_REMOVE, "结束参与"),
            Map.entry(AuditKind.DOCUMENT_ADD, "存入文件"),
            Map.entry(AuditKind.DOCUMENT_REMOVE, "移除文件"),
            Map.entry(AuditKind.PROJECT_PUBLISH, "发布招标公告和招标文件"),
            Map.entry(AuditKind.ADDENDUM_ISSUE, "发出澄清修改"),
            Map.entry(AuditKind.BID_REGISTER, "投标人登记"),
            Map.entry(AuditKind.STREAMS_JOIN, "汇入投标人记录链"),
            Map.entry(AuditKind.OPENING_START, "开始开标"),
            Map.entry(AuditKind.TENDER_FAIL, "宣布流标"),
            Map.entry(AuditKind.OPENING_READ, "唱标"),
            Map.entry(AuditKind.OPENING_PARAMETERS, "记录抽取的参数"),
            Map.entry(AuditKind.OPENING_OBJECTION, "提出开标异议"),
            Map.entry(AuditKind.OPENING_ANSWER, "答复开标异议"),
            Map.entry(AuditKind.OPENING_END, "结束开标"),
            Map.entry(AuditKind.PRICE_SCORE, "计算价格分"),
            Map.entry(AuditKind.REPORT_RECEIVE, "录入评标报告"),
            Map.entry(AuditKind.CANDIDATE_NOTICE, "公示中标候选人"),
            Map.entry(AuditKind.AWARD_DECIDE, "定标"),
            Map.entry(AuditKind.AWARD_NOTICE, "发出中标通知书"),
            Map.entry(AuditKind.CONTRACT_RECORD, "登记合同"),
            Map.entry(AuditKind.WRITTEN_REPORT, "登记书面报告"),
            Map.entry(AuditKind.TRAIL_READ, "查看审计轨迹"),
            Map.entry(AuditKind.DATUM_READ, "查看个人信息"),
            Map.entry(AuditKind.DOSSIER_EXPORT, "导出档案"));
    private static final Map<String, AuditKind> BY_CODE =
            Arrays.stream(AuditKind.values()).collect(Collectors.toUnmodifiableMap(AuditKind::code, kind -> kind));

    private Titles() {}

    static Optional<String> of(AuditKind kind) {
        return Optional.ofNullable(RECORDS.get(kind));
    }

    /** Of a kind of record by its dotted name; the name itself for one that this program no longer knows. */
    static String ofRecord(String code) {
        return Optional.ofNullable(BY_CODE.get(code)).flatMap(Titles::of).orElse(code);
    }

    static String ofDocuments(SortedSet<String> kinds) {
        return kinds.isEmpty()
                ? "电子文件"
                : kinds.stream()
                        .map(kind -> of(TenderDocument.Kind.valueOf(kind)))
                        .collect(Collectors.joining("、"));
    }

    private static String of(TenderDocument.Kind kind) {
        return switch (kind) {
            case TENDER_NOTICE -> "招标公告";
            case TENDER_DOCUMENT -> "招标文件";
            case ADDENDUM -> "澄清修改文件（补遗）";
            case OPENING_RECORD -> "开标记录";
            case EVALUATION_REPORT -> "评标报告";
            case CONTRACT -> "合同";
            case OTHER -> "其他文件";
        };
    }

    static String of(Regime regime) {
        return switch (regime) {
            case ENGINEERING -> "工程建设";
            case GOV_PROCUREMENT -> "政府采购";
            case OTHER -> "其他";
        };
    }

    static String of(ProcurementKind kind) {
        return switch (kind) {
            case WORKS -> "工程";
            case GOODS -> "货物";
            case SERVICES -> "服务";
        };
    }

    /** The side on which a party stands. */
    static String of(Role side) {
        return switch (side) {
            case PROJECT_OWNER -> "招标人";
            case TENDER_AGENT -> "招标代理机构";
            case SUPERVISOR -> "行政监督部门";
            case BIDDER -> "投标人";
            default -> side.token();
        };
    }
}

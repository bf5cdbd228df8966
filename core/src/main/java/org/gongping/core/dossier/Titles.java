package org.gongping.core.dossier;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.KindName;
import org.gongping.core.document.TenderDocument;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.ProcurementKind;
import org.gongping.core.rule.Regime;

/** How an archive names in Chinese what the product names in code. */
final class Titles {
    private static final Map<String, AuditKind> BY_CODE =
            Arrays.stream(AuditKind.values()).collect(Collectors.toUnmodifiableMap(AuditKind::code, kind -> kind));

    private Titles() {}

    static Optional<String> of(AuditKind kind) {
        return KindName.of(kind).map(KindName::zh);
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

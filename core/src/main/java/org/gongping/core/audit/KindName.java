package org.gongping.core.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What people call the kinds of records. */
public record KindName(String zh, String en) {
    private static final Map<AuditKind, KindName> NAMES = Map.ofEntries(
            name(AuditKind.ORGANISATION_CREATE, "登记机构", "Organisation registered"),
            name(AuditKind.RULE_SET_LOAD, "载入规则集", "Rule set loaded"),
            name(AuditKind.CALENDAR_LOAD, "载入节假日历", "Calendar loaded"),
            name(AuditKind.REHEARSAL_CLOCK, "调整演练时钟", "Rehearsal clock moved"),
            name(AuditKind.PROJECT_CREATE, "建立项目", "Project created"),
            name(AuditKind.PROJECT_UPDATE, "修改项目", "Project changed"),
            name(AuditKind.LOT_ADD, "添加标段", "Lot added"),
            name(AuditKind.LOT_UPDATE, "修改标段", "Lot changed"),
            name(AuditKind.LOT_REMOVE, "删除标段", "Lot removed"),
            name(AuditKind.MEMBER_ADD, "添加参与方", "Member admitted"),
            name(AuditKind.MEMBER_REMOVE, "结束参与", "Membership ended"),
            name(AuditKind.DOCUMENT_ADD, "存入文件", "Document stored"),
            name(AuditKind.DOCUMENT_REMOVE, "移除文件", "Document removed"),
            name(AuditKind.PROJECT_PUBLISH, "发布招标公告和招标文件", "Notice and tender document published"),
            name(AuditKind.ADDENDUM_ISSUE, "发出澄清修改", "Addendum issued"),
            name(AuditKind.BID_REGISTER, "投标人登记", "Bidder registered"),
            name(AuditKind.OPENING_PLAN, "拟定开标安排", "Opening plan stated"),
            name(AuditKind.OPENING_KEY, "登记开标密钥", "Opening key registered"),
            name(AuditKind.BID_SUBMIT, "递交加密投标文件", "Sealed bid received"),
            name(AuditKind.OPENING_CHECK_IN, "开标签到", "Checked in for the opening"),
            name(AuditKind.OPENING_DECRYPT, "解密投标文件", "Decryption of a bid"),
            name(AuditKind.OPENING_SHARE, "提交密钥份额", "Share of a key given"),
            name(AuditKind.OPENING_CLOSE, "结束解密", "Decryption closed"),
            name(AuditKind.OPENING_ADJOURN, "休会", "Opening adjourned"),
            name(AuditKind.FIRST_STAGE, "锁定第一阶段结果", "First stage locked"),
            name(AuditKind.OPENING_SECOND, "复会开启价格信封", "Second sitting begun"),
            name(AuditKind.OPENING_EXTEND, "顺延时限", "Window extended"),
            name(AuditKind.OPENING_CONFIRMING, "请投标人确认", "Confirmation asked"),
            name(AuditKind.OPENING_CONFIRM, "投标人确认", "Reading confirmed"),
            name(AuditKind.OPENING_PAUSE, "暂停开标会", "Opening paused"),
            name(AuditKind.OPENING_RESUME, "恢复开标会", "Opening resumed"),
            name(AuditKind.BID_WITHDRAW, "撤回投标", "Bid withdrawn"),
            name(AuditKind.BID_SWEEP, "清除未递交的上传", "Uploads removed that were not submitted"),
            name(AuditKind.STREAMS_JOIN, "汇入投标人记录链", "Bidder streams joined"),
            name(AuditKind.OPENING_START, "开始开标", "Opening started"),
            name(AuditKind.TENDER_FAIL, "宣布流标", "Tender declared failed"),
            name(AuditKind.OPENING_READ, "唱标", "Bid read out"),
            name(AuditKind.OPENING_PARAMETERS, "记录抽取的参数", "Drawn parameters recorded"),
            name(AuditKind.PARAMETERS_ENTER, "录入现场抽取的参数", "Parameters drawn in the room entered"),
            name(AuditKind.PARAMETERS_RETURN, "退回录入的参数", "Entered parameters returned"),
            name(AuditKind.OPENING_OBJECTION, "提出开标异议", "Objection raised"),
            name(AuditKind.OPENING_ANSWER, "答复开标异议", "Objection answered"),
            name(AuditKind.OPENING_END, "结束开标", "Opening ended"),
            name(AuditKind.PRICE_SCORE, "计算价格分", "Price scores computed"),
            name(AuditKind.REPORT_RECEIVE, "录入评标报告", "Evaluation report recorded"),
            name(AuditKind.CANDIDATE_NOTICE, "公示中标候选人", "Candidates published"),
            name(AuditKind.AWARD_DECIDE, "定标", "Award decided"),
            name(AuditKind.AWARD_NOTICE, "发出中标通知书", "Award notice issued"),
            name(AuditKind.CONTRACT_RECORD, "登记合同", "Contract recorded"),
            name(AuditKind.WRITTEN_REPORT, "登记书面报告", "Written report recorded"),
            name(AuditKind.TRAIL_READ, "查看审计轨迹", "Audit trail read"),
            name(AuditKind.DATUM_READ, "查看个人信息", "Personal datum read"),
            name(AuditKind.DOSSIER_EXPORT, "导出档案", "Dossier exported"),
            name(AuditKind.SCHEMA_MIGRATE, "升级数据库结构", "Database schema migrated"),
            name(AuditKind.SEALING_SCRIPT, "启用封装脚本", "Sealing script served"),
            name(AuditKind.LOG_ORIGIN, "启用新的日志来源", "Log continued under a new origin"),
            name(AuditKind.LOG_RECOVER, "恢复日志", "Log recovered"),
            name(AuditKind.LOG_ALARM, "日志自检报警", "Alarm of the self-check"),
            name(AuditKind.LOG_ALARM_END, "日志自检报警消失", "Alarm of the self-check gone"),
            name(AuditKind.EXPERT_REGISTER, "专家入库", "Expert registered"),
            name(AuditKind.EXPERT_CHANGE, "修改专家记录", "Expert record changed"),
            name(AuditKind.EXPERT_SUSPEND, "暂停专家资格", "Expert suspended"),
            name(AuditKind.EXPERT_LIFT, "解除暂停", "Suspension lifted"),
            name(AuditKind.EXPERT_UNAVAILABLE, "登记专家不可参加时段", "Expert set unavailable"),
            name(AuditKind.EXPERT_AVAILABLE, "取消不可参加时段", "Expert available again"),
            name(AuditKind.EXPERT_RETIRE, "专家出库", "Expert retired from the pool"),
            name(AuditKind.EXPERT_PERFORMANCE, "登记履职评价", "Performance noted"),
            name(AuditKind.EXPERT_LOOK, "查看专家个人信息", "Personal data of an expert seen"),
            name(AuditKind.EXPERT_UPLOAD, "上传专家库文件", "File for the pool uploaded"),
            name(AuditKind.EXPERT_IMPORT, "导入专家库文件", "File imported into the pool"),
            name(AuditKind.EXPERT_DISCARD, "放弃导入", "Import discarded"),
            name(AuditKind.COVER, "掩护条目", "Cover entry"),
            name(AuditKind.TRAIL_EXPORT, "导出审计摘录", "Excerpt of the trail exported"),
            name(AuditKind.DRAW_PLAN, "保存抽取方案", "Plan of the committee saved"),
            name(AuditKind.DRAW_WIDEN, "扩大抽取范围", "Draw widened"),
            name(AuditKind.DRAW_REQUEST, "提交抽取申请", "Draw asked for"),
            name(AuditKind.DRAW_APPROVE, "批准抽取申请", "Draw approved"),
            name(AuditKind.DRAW_RETURN, "退回抽取申请", "Request for a draw returned"),
            name(AuditKind.DRAW_EXCLUDE, "人工排除专家", "Expert excluded by a person"),
            name(AuditKind.DRAW_KEYS, "登记抽取密钥", "Keys of the draw registered"),
            name(AuditKind.DRAW_RULES, "公布抽取规则", "Rules of the draw fixed"),
            name(AuditKind.DRAW_POOL, "固定抽取名库", "Pool of the draw fixed"),
            name(AuditKind.DRAW_COMMIT, "提交抽取承诺", "Commitment to the draw"),
            name(AuditKind.DRAW_DEPOSIT, "托管随机数", "Contribution put into escrow"),
            name(AuditKind.DRAW_DEPOSIT_CHECK, "核验平台托管", "Escrow of the platform checked"),
            name(AuditKind.DRAW_REVEAL, "公开随机数", "Contribution revealed"),
            name(AuditKind.DRAW_FINAL, "完成抽取运算", "Draw finalised"),
            name(AuditKind.DRAW_ESCROW_OPEN, "开启托管", "Escrow opened"),
            name(AuditKind.DRAW_RESULT, "抽取结果", "Result of the draw"),
            name(AuditKind.DRAW_ABORT, "中止抽取", "Draw aborted"),
            name(AuditKind.DRAW_ORDER, "签署抽取指令", "Order about the draw signed"),
            name(AuditKind.DRAW_LOOK, "打开抽取名单条目", "Entry of a roster opened"),
            name(AuditKind.DRAW_UNLOCK, "解锁通知", "Calls unlocked"),
            name(AuditKind.DRAW_CALL, "通知专家", "Expert called"),
            name(AuditKind.DRAW_VACATE, "提出更换成员", "Replacement of a member asked"),
            name(AuditKind.DRAW_REPLACE, "补抽专家", "Member replaced"),
            name(AuditKind.DRAW_UNSEAL, "名单解封", "Roster unsealed"),
            name(AuditKind.DEPOSIT_TERMS, "设定投标保证金要求", "Deposit asked"),
            name(AuditKind.DEPOSIT_APPLY, "选择保证金缴纳方式", "Form of deposit chosen"),
            name(AuditKind.DEPOSIT_REPLACE, "改用其他缴纳方式", "Form of deposit changed"),
            name(AuditKind.DEPOSIT_WAIVE, "免收保证金", "Deposit waived"),
            name(AuditKind.DEPOSIT_LODGE, "缴入保证金", "Deposit lodged"),
            name(AuditKind.DEPOSIT_TAKE_BACK, "保证金被冲正或收回", "Deposit taken back"),
            name(AuditKind.DEPOSIT_VERIFY, "核验保证金", "Deposit verified"),
            name(AuditKind.DEPOSIT_WITHDRAW, "撤回投标后待退保证金", "Deposit due after a withdrawal"),
            name(AuditKind.DEPOSIT_REINSTATE, "重新递交后保证金恢复有效", "Deposit stands again after another submission"),
            name(AuditKind.DEPOSIT_REFUND, "退还保证金", "Deposit refunded"),
            name(AuditKind.DEPOSIT_RETURN, "退款被退回", "Refund came back"),
            name(AuditKind.DEPOSIT_ACCOUNT, "更正退款账户", "Account for the refund corrected"),
            name(AuditKind.DEPOSIT_EVIDENCE, "补充保证金证据文件", "Evidence about a deposit added"),
            name(AuditKind.DEPOSIT_RETAIN, "决定不予退还保证金", "Deposit retained"),
            name(AuditKind.DEPOSIT_DISPUTE, "对保证金提出异议", "Deposit disputed"),
            name(AuditKind.DEPOSIT_SETTLE, "处理保证金异议", "Dispute about a deposit settled"),
            name(AuditKind.DEPOSIT_POLICY, "载入保证金减免政策", "Relief policies loaded"),
            name(AuditKind.DEPOSIT_CREDIT, "登记企业信用等级", "Credit class of a firm recorded"),
            name(AuditKind.DEPOSIT_BANK, "导入银行文件", "Bank file imported"),
            name(AuditKind.DEPOSIT_BANK_RESOLVE, "处理未匹配款项", "Unmatched money settled"),
            name(AuditKind.DEPOSIT_REPORT, "固定保证金报表", "Report on deposits frozen"));

    private static Map.Entry<AuditKind, KindName> name(AuditKind kind, String zh, String en) {
        return Map.entry(kind, new KindName(zh, en));
    }

    /** Empty for a kind that nobody has given a name yet. */
    public static Optional<KindName> of(AuditKind kind) {
        return Optional.ofNullable(NAMES.get(kind));
    }

    /** Codes of the kinds whose name, in either language, has the word in it. */
    public static Set<String> codesOf(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(AuditKind.values())
                .filter(kind -> of(kind).filter(name -> name.has(wanted)).isPresent())
                .map(AuditKind::code)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean has(String wanted) {
        return zh.contains(wanted) || en.toLowerCase(Locale.ROOT).contains(wanted);
    }
}

package org.gongping.service.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.gongping.core.Refusal;
import org.gongping.core.audit.sequence.HaltReason;
import org.gongping.core.rule.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every error on the wire is a problem document (RFC 9457), made here and nowhere else. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String TYPE_PREFIX = "urn:gongping:problem:";

    private Problems() {}

    static Reply of(Refusal refusal, Language language, String instance) {
        return switch (refusal) {
            case Refusal.Forbidden(String code, String zh, String en) ->
                reply(403, code, "没有权限", "Forbidden", language, instance, language.pick(zh, en));
            case Refusal.NotFound(String what) ->
                reply(document(404, "not-found", "未找到", "Not found", language, instance)
                        .put("detail", language.pick("不存在，或无权查看：" + what, "Does not exist, or not for you: " + what)));
            case Refusal.Conflict(String code, String zh, String en, var current) -> {
                ObjectNode document = document(409, code, "与当前状态冲突", "Conflict", language, instance)
                        .put("detail", language.pick(zh, en));
                current.ifPresent(state -> document.set("current", Json.codec().valueToTree(state)));
                yield reply(document);
            }
            case Refusal.WrongPhase(String current, String needed, String zh, String en) -> {
                ObjectNode document = document(409, "wrong-phase", "当前阶段不允许此操作", "Wrong phase", language, instance)
                        .put("detail", language.pick(zh, en));
                document.putObject("current").put("phase", current).put("needed", needed);
                yield reply(document);
            }
            case Refusal.RulesViolated(List<Verdict> verdicts) ->
                reply(verdicts(
                        document(422, "rules-violated", "规则不允许", "Blocked by a rule", language, instance),
                        verdicts,
                        language));
            case Refusal.NeedsAcknowledgement(List<Verdict> verdicts) ->
                reply(verdicts(
                        document(409, "acknowledgement-needed", "须说明理由后继续", "A reason is needed", language, instance),
                        verdicts,
                        language));
            case Refusal.Invalid(List<Refusal.FieldError> errors) -> {
                ObjectNode document = document(400, "invalid", "请求有误", "Invalid request", language, instance);
                ArrayNode array = document.putArray("errors");
                errors.forEach(error -> array.addObject()
                        .put("pointer", error.pointer())
                        .put("message", language.pick(error.messageZh(), error.messageEn())));
                yield reply(document);
            }
            case Refusal.TooLarge(long limit) ->
                reply(document(413, "too-large", "内容过大", "Too large", language, instance)
                        .put("detail", language.pick("上限 " + limit + " 字节", "The limit is " + limit + " bytes")));
            case Refusal.UnsupportedType(List<String> accepted) ->
                reply(document(415, "unsupported-type", "不支持的内容类型", "Unsupported media type", language, instance)
                                .put("detail", language.pick("应为：", "Expected: ") + String.join(", ", accepted)))
                        .with("Accept", String.join(", ", accepted));
            case Refusal.Busy() -> busy(language, instance);
            case Refusal.LogHalted(String why) ->
                reply(
                                document(503, "log-halted", "日志已停止追加", "The log has stopped", language, instance)
                                        .put(
                                                "detail",
                                                language.pick(
                                                        "透明日志与已签署、已公布或见证人所知的内容相矛盾，在有人作出决定并记录在案之前，不受理任何写操作；查询照常。监督人员、审计人员与平台管理员已在“日志健康”页与监控指标中得到警报。原因："
                                                                + HaltReason.chinese(why),
                                                        "The transparency log contradicts what was signed, published or cosigned. Nothing is accepted until a person has decided, on the record; reading goes on. Supervisors, auditors and platform administrators are told on the page of the log's health and by the metrics. Why: "
                                                                + why))
                                        .put(
                                                "whatToDo",
                                                language.pick(
                                                        "您的操作未被执行，也未留下记录；请联系平台管理员，待恢复后重新提交。平台管理员：gongping log status --config FILE",
                                                        "Your request was not carried out and left no record: turn to the platform administrator and send it again afterwards. Platform administrator: gongping log status --config FILE")))
                        .with("Retry-After", "60");
        };
    }

    static Reply busy(Language language, String instance) {
        return reply(503, "busy", "系统繁忙", "Busy", language, instance, language.pick("请稍后重试", "Try again in a moment"))
                .with("Retry-After", "1");
    }

    static Reply unavailable(Language language, String instance) {
        return reply(
                        503,
                        "unavailable",
                        "服务暂不可用",
                        "Unavailable",
                        language,
                        instance,
                        language.pick("请稍后重试", "Try again in a moment"))
                .with("Retry-After", "5");
    }

    static Reply notLoggedIn(Language language, String instance, String code, String challenge) {
        return reply(
                        401,
                        code,
                        "请先登录",
                        "Not logged in",
                        language,
                        instance,
                        language.pick("登录已失效或凭证无效", "The login has ended or the credentials are not valid"))
                .with("WWW-Authenticate", challenge);
    }

    static Reply notFound(Language language, String instance) {
        return reply(404, "not-found", "未找到", "Not found", language, instance, "");
    }

    static Reply methodNotAllowed(Language language, String instance, String allow) {
        return reply(405, "method-not-allowed", "方法不允许", "Method not allowed", language, instance, "")
                .with("Allow", allow);
    }

    static Reply badRequest(Language language, String instance, String code, String zh, String en) {
        return reply(400, code, "请求有误", "Invalid request", language, instance, language.pick(zh, en));
    }

    static Reply forStatus(int status, Language language, String instance) {
        return reply(status, "http-" + status, "请求无法处理", "The request cannot be handled", language, instance, "");
    }

    /** An error nobody expected: the log holds the cause under the incident id, the wire holds only the id. */
    static Reply incident(Throwable cause, Language language, String instance) {
        String incident = UUID.randomUUID().toString();
        LOG.error("incident {}", incident, cause);
        return reply(document(500, "internal", "系统错误", "Internal error", language, instance)
                .put("detail", language.pick("请向管理员提供事件编号", "Quote the incident to the operator"))
                .put("incident", incident));
    }

    /** Names the deciding verdict at the top, so that a client need not search the list. */
    private static ObjectNode verdicts(ObjectNode document, List<Verdict> verdicts, Language language) {
        ArrayNode array = Json.codec().valueToTree(VerdictJson.of(verdicts));
        document.set("verdicts", array);
        JsonNode first = null;
        for (JsonNode verdict : array) {
            String outcome = verdict.path("outcome").asText();
            if (outcome.equals("BLOCKED") || (first == null && outcome.equals("WARNING"))) {
                first = verdict;
                if (outcome.equals("BLOCKED")) {
                    break;
                }
            }
        }
        if (first != null) {
            copy(first, "ruleId", document, "ruleId");
            copy(first, "article", document, "article");
            copy(first, language.pick("messageZh", "messageEn"), document, "detail");
            copy(first, language.pick("whatToDoZh", "whatToDoEn"), document, "whatToDo");
            copy(first, "earliestAt", document, "earliestAt");
            copy(first, "earliestOf", document, "earliestOf");
        }
        return document;
    }

    private static void copy(JsonNode from, String name, ObjectNode to, String as) {
        if (from.hasNonNull(name)) {
            to.set(as, from.get(name));
        }
    }

    private static Reply reply(
            int status,
            String code,
            String titleZh,
            String titleEn,
            Language language,
            String instance,
            String detail) {
        ObjectNode document = document(status, code, titleZh, titleEn, language, instance);
        return reply(detail.isEmpty() ? document : document.put("detail", detail));
    }

    private static Reply reply(ObjectNode document) {
        return Reply.problem(document.get("status").intValue(), Json.bytes(document));
    }

    private static ObjectNode document(
            int status, String code, String titleZh, String titleEn, Language language, String instance) {
        return Json.codec()
                .createObjectNode()
                .put("type", TYPE_PREFIX + code)
                .put("title", language.pick(titleZh, titleEn))
                .put("status", status)
                .put("code", code)
                .put("instance", instance);
    }
}

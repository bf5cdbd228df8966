package org.gongping.core.audit;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a record can say. Each kind names the members that its body may carry; a record with any other member is
 * refused when it is written ({@code spec/audit-log.md} §2). None of them may hold a person's data in clear.
 */
public enum AuditKind {
    ORGANISATION_CREATE("organisation.create", "name", "kind", "creditCode"),
    RULE_SET_LOAD("rule.load", "ruleSet", "regime", "digest"),
    CALENDAR_LOAD("calendar.load", "calendar", "year", "digest"),
    REHEARSAL_CLOCK("rehearsal.clock", "from", "to"),
    PROJECT_CREATE("project.create", "title", "regime", "projectType", "procurementKind", "mustTenderByLaw"),
    PROJECT_UPDATE("project.update", "version", "changed", "was", "set"),
    LOT_ADD("lot.add", "no", "name", "ceilingPrice", "methodDigest"),
    LOT_UPDATE("lot.update", "no", "name", "ceilingPrice", "methodDigest"),
    LOT_REMOVE("lot.remove", "no"),
    MEMBER_ADD("member.add", "side", "organisation", "account"),
    MEMBER_REMOVE("member.remove", "side", "organisation"),
    DOCUMENT_ADD("document.add", "documentKind"),
    DOCUMENT_REMOVE("document.remove", "documentKind"),
    PROJECT_PUBLISH(
            "project.publish",
            "ruleSetDigest",
            "bidDeadline",
            "openingTime",
            "methodDigests",
            "deposits",
            "documentFee",
            "performanceRate",
            "verdicts",
            "acknowledged"),
    ADDENDUM_ISSUE(
            "addendum.issue", "no", "affectsPreparation", "oldDeadline", "newDeadline", "verdicts", "acknowledged"),
    BID_REGISTER("bid.register", "bidder", "contactName", "contactPhone"),
    STREAMS_JOIN("bid.streams", "streams"),

    // Sealed bids, on the bidder's own stream until the deadline. Envelopes by what was committed to, never by a name.
    OPENING_PLAN(
            "open.plan",
            "version",
            "kinds",
            "sittings",
            "decryptionMinutes",
            "confirmMinutes",
            "remedyOf",
            "remedyMinutes",
            "holders",
            "public"),
    OPENING_KEY("open.key", "holder", "no", "key"),
    BID_SUBMIT("bid.submit", "no", "bidder", "lot", "envelopes", "traits", "script", "consent", "address"),
    OPENING_CHECK_IN("open.check_in", "bidder", "lot", "representative"),
    OPENING_DECRYPT("open.decrypt", "no", "attempt", "arrivedAt", "by", "fault"),
    OPENING_SHARE("open.share", "no", "holder"),
    OPENING_CLOSE("open.close", "opened", "failed", "shares", "later"),
    OPENING_ADJOURN("open.adjourn"),
    FIRST_STAGE("open.first_stage", "passed", "failed", "resumesAt"),
    OPENING_SECOND("open.second", "windowEndsAt", "remedyEndsAt"),
    OPENING_EXTEND("open.extend", "seconds", "windowEndsAt", "remedyEndsAt"),
    OPENING_CONFIRMING("open.confirming", "until"),
    OPENING_CONFIRM("open.confirm", "no"),
    OPENING_PAUSE("open.pause", "reason", "windowEndsAt", "remedyEndsAt"),
    OPENING_RESUME("open.resume", "reason", "windowEndsAt", "remedyEndsAt"),
    BID_WITHDRAW("bid.withdraw", "bidder", "lot", "upTo", "reason"),
    BID_SWEEP("bid.sweep", "uploads", "bytes"),

    OPENING_START("open.start", "received", "verdicts", "acknowledged"),
    TENDER_FAIL("tender.fail", "received", "verdicts"),
    OPENING_READ(
            "open.read",
            "no",
            "outcome",
            "price",
            "periodDays",
            "projectManager",
            "firmSize",
            "smallFirmShare",
            "reason",
            "version",
            "verdicts"),
    OPENING_PARAMETERS("open.parameters", "values", "manner", "protocol"),
    PARAMETERS_ENTER("open.parameters_enter", "values", "manner", "protocol"),
    PARAMETERS_RETURN("open.parameters_return", "values", "reason"),
    OPENING_OBJECTION("open.objection", "no", "text"),
    OPENING_ANSWER("open.answer", "no", "answer"),
    OPENING_END("open.end", "verdicts", "acknowledged"),
    PRICE_SCORE("eval.price", "run", "methodDigest", "resultDigest"),
    REPORT_RECEIVE("eval.report", "run", "rejections", "ranking", "evaluationEndedAt", "verdicts", "acknowledged"),
    CANDIDATE_NOTICE("candidate.notice", "candidates", "endsAt", "verdicts", "acknowledged"),
    AWARD_DECIDE("award.decide", "bid", "reason", "verdicts", "acknowledged"),
    AWARD_NOTICE("award.notice", "bid", "verdicts", "acknowledged"),
    CONTRACT_RECORD("contract.record", "signedAt", "performanceSecurity", "verdicts", "acknowledged"),
    WRITTEN_REPORT("report.written", "verdicts", "acknowledged"),
    TRAIL_READ("audit.read"),
    TRAIL_EXPORT("audit.export", "checkpointSize", "entries"),
    DATUM_READ("datum.read", "what"),
    DOSSIER_EXPORT("dossier.export", "checkpointSize"),
    EXPERT_REGISTER("expert.register", "expert", "change", "library"),
    EXPERT_CHANGE("expert.change", "expert", "change", "changed"),
    EXPERT_SUSPEND("expert.suspend", "expert", "change", "from", "until", "documentSha256"),
    EXPERT_LIFT("expert.lift", "expert", "change", "documentSha256"),
    EXPERT_UNAVAILABLE("expert.unavailable", "expert", "change"),
    EXPERT_AVAILABLE("expert.available", "expert", "change"),
    EXPERT_RETIRE("expert.retire", "expert", "change"),
    EXPERT_PERFORMANCE("expert.performance", "expert", "change", "noted"),
    EXPERT_LOOK("expert.look", "expert", "reason"),
    EXPERT_UPLOAD("expert.upload", "fileKind", "library", "rows", "errors", "outcome"),
    EXPERT_IMPORT("expert.import", "fileKind", "library", "rows", "created", "changed", "unchanged", "changes"),
    EXPERT_DISCARD("expert.discard", "fileKind"),
    COVER("cover"),
    SCHEMA_MIGRATE("admin.migrate", "from", "to"),
    /** The script with which the page seals bids, when a server begins to serve another one. */
    SEALING_SCRIPT("platform.sealing-script", "file", "sha256", "version"),
    /** The first record of a log that continues another; opened to the public. */
    LOG_ORIGIN(
            "log.origin",
            "origin",
            "before",
            "beforeSize",
            "beforeRoot",
            "beforePath",
            "by",
            "reason",
            "found",
            "kept",
            "lost"),
    LOG_RECOVER("log.recover", "by", "reason", "found", "size", "root", "databaseSize", "databaseRoot"),
    LOG_ALARM("log.alarm", "code", "place", "zh", "en"),
    LOG_ALARM_END("log.alarm-end", "code", "place"),

    // The request for a draw. Plans by their digest, experts by a salted reference.
    DRAW_PLAN("draw.plan", "version", "plan"),
    DRAW_WIDEN("draw.widen", "version", "plan", "step", "of", "need", "added", "reason"),
    DRAW_REQUEST("draw.request", "version", "plan", "verdicts", "acknowledged"),
    DRAW_APPROVE("draw.approve", "version", "plan", "waivers", "verdicts", "acknowledged"),
    DRAW_RETURN("draw.return", "version", "plan", "reason"),
    DRAW_EXCLUDE("draw.exclude", "expert", "reason"),

    // The draw of experts; members as docs/draw.md has them, so that the verifier of a transcript finds them.
    DRAW_KEYS("draw.keys", "keys", "vrf_pk", "sealing_keys", "backup", "backup_shares"),
    DRAW_RULES("draw.rules", "draw_id", "rules", "rules_hash"),
    DRAW_POOL("draw.pool", "draw_id", "pool_root", "leaves_hash", "library", "f4", "roster_check", "excluded"),
    DRAW_COMMIT("draw.commit", "draw_id", "party", "commit", "sig"),
    DRAW_DEPOSIT("draw.deposit", "draw_id", "party", "hash", "sig"),
    DRAW_DEPOSIT_CHECK("draw.deposit_check", "draw_id", "party", "commit", "sigs"),
    DRAW_REVEAL("draw.reveal", "draw_id", "party", "r", "sig"),
    DRAW_FINAL("draw.final", "draw_id", "alpha", "pi", "beta", "sig"),
    DRAW_ESCROW_OPEN("draw.escrow_open", "draw_id", "party", "r", "alpha", "pi", "beta", "sigs"),
    DRAW_RESULT("draw.result", "draw_id", "result_hash", "seed", "count", "added", "removed"),
    DRAW_ABORT("draw.abort", "draw_id", "reason", "missing", "deposit"),
    DRAW_ORDER("draw.order", "draw_id", "order", "hash", "sig"),
    DRAW_LOOK("draw.look", "draw_id", "what", "pid"),

    // Calling those who were drawn; people are named by their pseudonyms in the draw.
    DRAW_UNLOCK("draw.unlock", "draw_id", "party"),
    DRAW_CALL(
            "draw.call",
            "draw_id",
            "no",
            "seat",
            "stratum",
            "pid",
            "t",
            "ended",
            "channel",
            "outcome",
            "reason",
            "tries",
            "replacement"),
    DRAW_VACATE("draw.vacate", "draw_id", "seat", "pid", "reason", "evidence", "verdicts", "acknowledged"),
    DRAW_REPLACE(
            "draw.replace", "draw_id", "no", "stratum", "vacated", "reason", "evidence", "calls", "skipped", "seated"),
    DRAW_UNSEAL("draw.unseal", "draw_id", "party", "purpose", "place", "persons"),

    // Deposits.
    DEPOSIT_TERMS("deposit.terms", "asked", "base", "rate", "amount", "forms", "policySet"),
    DEPOSIT_APPLY(
            "deposit.apply",
            "form",
            "asked",
            "waived",
            "due",
            "virtualAccount",
            "undertaking",
            "verdicts",
            "acknowledged"),
    DEPOSIT_REPLACE("deposit.replace"),
    DEPOSIT_WAIVE(
            "deposit.waive",
            "asked",
            "waived",
            "policySet",
            "policySetDigest",
            "policy",
            "basis",
            "creditClass",
            "creditSource",
            "firmSize"),
    DEPOSIT_LODGE("deposit.lodge", "event", "amount", "body"),
    DEPOSIT_TAKE_BACK("deposit.take_back", "event", "amount", "body"),
    DEPOSIT_VERIFY("deposit.verify", "event", "body"),
    DEPOSIT_WITHDRAW("deposit.withdraw", "event", "body"),
    DEPOSIT_REINSTATE("deposit.reinstate", "event", "body"),
    DEPOSIT_REFUND("deposit.refund", "event", "amount", "interest", "fee", "body", "verdicts", "acknowledged"),
    DEPOSIT_RETURN("deposit.return", "event", "amount", "interest", "fee", "body"),
    DEPOSIT_ACCOUNT("deposit.account", "event", "body"),
    DEPOSIT_EVIDENCE("deposit.evidence"),
    DEPOSIT_RETAIN("deposit.retain", "event", "amount", "body"),
    DEPOSIT_DISPUTE("deposit.dispute", "event", "body"),
    DEPOSIT_SETTLE("deposit.settle", "event", "amount", "body"),
    DEPOSIT_POLICY("deposit.policy", "policySet", "digest", "sample"),
    DEPOSIT_CREDIT("deposit.credit", "organisation", "creditClass", "firmSize", "asOf", "source"),
    DEPOSIT_BANK("deposit.bank", "format", "messageId", "sha256"),
    DEPOSIT_BANK_RESOLVE("deposit.bank_resolve", "outcome", "note"),
    DEPOSIT_REPORT("deposit.report", "report", "from", "to", "sha256");

    private final String code;
    private final Set<String> members;

    AuditKind(String code, String... members) {
        this.code = code;
        this.members = Set.of(members);
    }

    /** Dotted name, as it stands in records. */
    public String code() {
        return code;
    }

    /**
     * Whether whoever takes the step gets a promise at once, and sees it sealed only under a checkpoint that the
     * witnesses have cosigned ({@code spec/audit-log.md} §3.2 and §3.6): the receipt of a bid, the opening, the scores
     * locked, the report, the award.
     */
    public boolean isCritical() {
        return switch (this) {
            case OPENING_KEY,
                    BID_SUBMIT,
                    BID_WITHDRAW,
                    OPENING_DECRYPT,
                    OPENING_CLOSE,
                    OPENING_ADJOURN,
                    FIRST_STAGE,
                    OPENING_CONFIRM -> true;
            case BID_REGISTER,
                    OPENING_START,
                    TENDER_FAIL,
                    OPENING_READ,
                    OPENING_PARAMETERS,
                    OPENING_END,
                    PRICE_SCORE,
                    REPORT_RECEIVE,
                    CANDIDATE_NOTICE,
                    AWARD_DECIDE,
                    AWARD_NOTICE,
                    CONTRACT_RECORD -> true;
            case DRAW_REQUEST, DRAW_APPROVE, DRAW_RETURN, DRAW_EXCLUDE -> true;
            case DRAW_KEYS,
                    DRAW_RULES,
                    DRAW_POOL,
                    DRAW_COMMIT,
                    DRAW_DEPOSIT,
                    DRAW_DEPOSIT_CHECK,
                    DRAW_REVEAL,
                    DRAW_FINAL,
                    DRAW_ESCROW_OPEN,
                    DRAW_RESULT,
                    DRAW_ABORT,
                    DRAW_ORDER -> true;
            case DRAW_UNLOCK, DRAW_CALL, DRAW_VACATE, DRAW_REPLACE, DRAW_UNSEAL -> true;
            default -> false;
        };
    }

    /** Dotted names of the critical kinds. */
    public static Set<String> criticalCodes() {
        return Arrays.stream(values())
                .filter(AuditKind::isCritical)
                .map(AuditKind::code)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Members that the body of this kind may carry. */
    public Set<String> members() {
        return members;
    }
}

package org.gongping.core.identity;

import static org.gongping.core.identity.Role.AUDITOR;
import static org.gongping.core.identity.Role.BIDDER;
import static org.gongping.core.identity.Role.EXPERT;
import static org.gongping.core.identity.Role.EXPERT_POOL_OPERATOR;
import static org.gongping.core.identity.Role.PLATFORM_ADMINISTRATOR;
import static org.gongping.core.identity.Role.PROJECT_OWNER;
import static org.gongping.core.identity.Role.SUPERVISOR;
import static org.gongping.core.identity.Role.TENDER_AGENT;
import static org.gongping.core.identity.Role.VENUE_OPERATOR;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The one place that says which role may call which operation of the contract. It opens the door of the kind of work
 * only; the use case then asks whether the caller takes part in the tender, and on which side. An auditor reads and
 * never writes; a supervisor writes nothing but its own part in a draw or in the opening of a sealed bid, and that a meeting pauses and its opening key (招标投标法实施条例 Art. 46;
 * separation of duties).
 */
public final class Permissions {
    private static final Map<String, Access> TABLE = table();

    private Permissions() {}

    /** @throws IllegalArgumentException for an operation without a line in the table */
    public static Access of(String operationId) {
        Access access = TABLE.get(operationId);
        if (access == null) {
            throw new IllegalArgumentException("no permission is defined for operation " + operationId);
        }
        return access;
    }

    public static Map<String, Access> all() {
        return TABLE;
    }

    private static Map<String, Access> table() {
        var table = new LinkedHashMap<String, Access>();
        Access everybody = new Access.Open(false);
        Access anyLogin = new Access.AnyLogin();
        Access agent = only(TENDER_AGENT);
        Access administrator = only(PLATFORM_ADMINISTRATOR);
        Access sides = only(TENDER_AGENT, PROJECT_OWNER, SUPERVISOR, AUDITOR, BIDDER);
        Access sidesExceptBidders = only(TENDER_AGENT, PROJECT_OWNER, SUPERVISOR, AUDITOR);

        put(table, everybody, "getServerTime", "listPublicNotices", "getPublicNotice", "getPublicNoticePdf");
        put(table, everybody, "listSealingScripts");
        put(table, new Access.Open(true), "getLogHealth");
        put(table, anyLogin, "getMe", "listOrganisations", "listRuleSets", "getRuleSet", "listCalendars");
        put(table, anyLogin, "listMethods", "getMethod", "checkMethod");
        put(table, administrator, "setRehearsalClock", "createOrganisation", "loadRuleSet", "loadCalendar");

        // The trading centre sees tenders in which it holds opening keys, and their openings.
        Access sidesAndCentre = only(TENDER_AGENT, PROJECT_OWNER, SUPERVISOR, AUDITOR, BIDDER, VENUE_OPERATOR);
        put(table, sidesAndCentre, "listProjects", "getProject", "getTimeline", "getOpening");
        put(table, sides, "listAddenda", "listNotices");
        put(table, sides, "listDocuments", "downloadDocument");
        put(table, sides, "getPriceScores", "getCandidates");
        put(table, sides, "listSeals", "getSeal", "getPromise", "getAuditReceipt");
        put(table, sidesExceptBidders, "listMembers", "listRegistrations", "listAuditEntries");
        put(table, sidesExceptBidders, "watchAuditTrail", "compareAuditEntry", "exportAuditExcerpt", "exportDossier");

        put(table, agent, "createProject", "updateProject", "addLot", "updateLot", "removeLot");
        put(table, agent, "addMember", "removeMember", "uploadDocument", "removeDocument");
        put(table, agent, "publishProject", "issueAddendum");
        put(table, agent, "startOpening", "declareFailedTender", "readBid", "recordDrawnParameters");
        put(table, only(TENDER_AGENT, PROJECT_OWNER, SUPERVISOR, AUDITOR, BIDDER, VENUE_OPERATOR), "getOpeningHall");
        put(table, only(BIDDER), "checkInForOpening", "releaseKeys", "confirmReading");
        put(table, agent, "closeDecryption", "askConfirmation", "adjournOpening", "lockFirstStage");
        put(table, only(TENDER_AGENT, PROJECT_OWNER, SUPERVISOR, VENUE_OPERATOR), "giveOpeningShare");
        put(table, only(SUPERVISOR), "pauseOpening", "resumeOpening", "witnessDrawnParameters");
        put(table, agent, "answerOpeningObjection", "endOpening", "computePriceScores", "recordEvaluationReport");
        put(table, agent, "publishCandidateNotice", "issueAwardNotice", "recordContract", "recordWrittenReport");

        put(table, only(PROJECT_OWNER), "decideAward");
        put(table, only(BIDDER), "registerBidder", "getMyRegistration");
        put(table, only(BIDDER, TENDER_AGENT), "raiseOpeningObjection");

        // Sealed bids.
        put(table, only(TENDER_AGENT, PROJECT_OWNER, SUPERVISOR, AUDITOR, BIDDER, VENUE_OPERATOR), "getOpeningPlan");
        put(table, agent, "putOpeningPlan");
        put(table, only(TENDER_AGENT, PROJECT_OWNER, SUPERVISOR, VENUE_OPERATOR), "registerOpeningKey");
        put(table, only(BIDDER), "submitBid", "getMyBid", "withdrawBid", "getBidReceiptPdf");

        Access pool = only(EXPERT_POOL_OPERATOR);
        Access poolReaders = only(EXPERT_POOL_OPERATOR, SUPERVISOR, AUDITOR);
        Access poolAndExpert = only(EXPERT_POOL_OPERATOR, EXPERT);
        put(table, anyLogin, "listSpecialties");
        put(table, poolReaders, "getExpertPool", "listExperts", "listExpertImports", "getExpertImport");
        put(table, only(EXPERT_POOL_OPERATOR, SUPERVISOR, AUDITOR, EXPERT), "getExpert", "getExpertHistory");
        put(table, pool, "createExpert", "updateExpert", "unmaskExpert", "suspendExpert", "liftSuspension");
        put(table, pool, "noteExpertPerformance", "retireExpert");
        put(table, pool, "uploadExpertImport", "confirmExpertImport", "discardExpertImport");
        put(table, poolAndExpert, "setExpertUnavailable", "removeExpertAbsence");
        put(table, only(EXPERT), "getMyExpert");

        Access drawSides = only(
                TENDER_AGENT,
                PROJECT_OWNER,
                SUPERVISOR,
                AUDITOR,
                VENUE_OPERATOR,
                EXPERT_POOL_OPERATOR,
                PLATFORM_ADMINISTRATOR);
        Access drawParties = only(TENDER_AGENT, SUPERVISOR, VENUE_OPERATOR, PLATFORM_ADMINISTRATOR);
        Access drawHolders = only(TENDER_AGENT, SUPERVISOR, VENUE_OPERATOR);
        Access contributors = only(TENDER_AGENT, SUPERVISOR, PLATFORM_ADMINISTRATOR);
        put(table, drawSides, "getDraw", "getDrawTranscript");
        put(table, everybody, "getPublicDraw", "getPublicOpening");
        put(table, drawParties, "listDraws", "registerDrawKey", "getDrawFinal");
        put(table, agent, "startDraw");
        put(table, contributors, "commitToDraw", "depositContribution", "revealContribution");
        put(table, drawHolders, "getSealedShares", "openDepositShare", "confirmDepositCheck");
        put(table, drawHolders, "openEscrowShare", "confirmEscrowOpening");
        put(table, administrator, "signDrawFinal");
        put(table, only(TENDER_AGENT, SUPERVISOR), "signDrawOrder");
        put(table, only(SUPERVISOR), "abortDraw");

        // The draw of random parameters, by the same protocol.
        Access parameterViewers =
                only(TENDER_AGENT, PROJECT_OWNER, SUPERVISOR, AUDITOR, BIDDER, VENUE_OPERATOR, PLATFORM_ADMINISTRATOR);
        put(table, parameterViewers, "getParameterDraw", "getDrawTranscriptForParameters");
        put(table, agent, "startParameterDraw");
        put(table, contributors, "commitToDrawForParameters", "depositContributionForParameters");
        put(table, contributors, "revealContributionForParameters");
        put(table, drawHolders, "getSealedSharesForParameters", "openDepositShareForParameters");
        put(table, drawHolders, "confirmDepositCheckForParameters", "openEscrowShareForParameters");
        put(table, drawHolders, "confirmEscrowOpeningForParameters");
        put(table, drawParties, "getDrawFinalForParameters");
        put(table, administrator, "signDrawFinalForParameters");

        // The request for a draw.
        Access planSides =
                only(TENDER_AGENT, PROJECT_OWNER, SUPERVISOR, AUDITOR, VENUE_OPERATOR, PLATFORM_ADMINISTRATOR);
        put(table, planSides, "getDrawRequest");
        put(table, agent, "saveDrawPlan", "submitDrawRequest");
        put(table, only(TENDER_AGENT, SUPERVISOR), "checkDrawPlan");
        put(table, only(SUPERVISOR), "approveDrawRequest", "returnDrawRequest");
        put(table, only(SUPERVISOR, EXPERT_POOL_OPERATOR), "excludeExpert");
        put(table, only(SUPERVISOR, AUDITOR), "getDrawFairness");

        put(table, drawSides, "getDrawBoard", "getRoster");
        put(table, only(SUPERVISOR, PLATFORM_ADMINISTRATOR), "unlockCalling", "unsealRoster");
        put(table, only(SUPERVISOR, VENUE_OPERATOR), "replaceMember");
        put(table, only(EXPERT_POOL_OPERATOR), "getNextCall", "recordCallOutcome");
        put(table, everybody, "receiveCallAnswer", "replyToCall");

        // Deposits.
        Access centre = only(VENUE_OPERATOR);
        Access figures = only(SUPERVISOR, AUDITOR, VENUE_OPERATOR, PLATFORM_ADMINISTRATOR);
        put(table, sides, "getDepositTerms");
        put(table, agent, "setDepositTerms", "verifyDeposit");
        put(table, only(BIDDER), "getMyDeposit", "applyForDeposit", "disputeDeposit", "correctRefundAccount");
        put(table, only(BIDDER), "getDepositCertificate");
        put(table, sidesExceptBidders, "listDeposits");
        put(table, only(PROJECT_OWNER), "confirmRefunds", "retainDeposit", "settleDeposit", "recordReturnedRefund");
        put(table, only(PROJECT_OWNER), "addDepositEvidence");
        put(table, sides, "getDepositEvidence");
        put(table, everybody, "getPublicDepositCertificate");
        put(table, anyLogin, "listWaiverPolicies", "getWaiverPolicies");
        put(table, administrator, "loadWaiverPolicies");
        put(table, only(VENUE_OPERATOR, PLATFORM_ADMINISTRATOR), "listBidderCredits", "recordBidderCredit");
        put(table, centre, "listBankStatements", "importBankStatement", "listBankEntries", "enterBankEntry");
        put(table, centre, "resolveBankEntry");
        put(table, figures, "getDepositFigures", "listDepositRecords", "exportDepositRecords");
        put(table, figures, "listDepositReports", "getDepositReport", "getDepositReportPdf");
        put(table, only(VENUE_OPERATOR, PLATFORM_ADMINISTRATOR), "freezeDepositReport");
        return Collections.unmodifiableMap(table);
    }

    private static Access only(Role... roles) {
        return new Access.Only(Set.of(roles));
    }

    private static void put(Map<String, Access> table, Access access, String... operationIds) {
        for (String operationId : operationIds) {
            if (table.put(operationId, access) != null) {
                throw new IllegalStateException("two lines for operation " + operationId);
            }
        }
    }
}

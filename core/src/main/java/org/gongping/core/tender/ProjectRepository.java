package org.gongping.core.tender;

import static org.gongping.core.db.jooq.Tables.LOT;
import static org.gongping.core.db.jooq.Tables.RULE_SET_VERSION;
import static org.gongping.core.db.jooq.Tables.TENDER_PROJECT;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.LotRecord;
import org.gongping.core.db.jooq.tables.records.TenderProjectRecord;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.Organisation;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.core.rule.ProcurementKind;
import org.gongping.core.rule.Regime;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Projects and their lots. */
public final class ProjectRepository {
    private final OrganisationRepository organisations;

    public ProjectRepository(OrganisationRepository organisations) {
        this.organisations = organisations;
    }

    /** The project as it stands in this transaction. */
    public Optional<Project> find(Transaction tx, UUID id) {
        return read(tx, id, false);
    }

    /** The project of this code, as it stands in this transaction. */
    public Optional<Project> findByCode(Transaction tx, String code) {
        return assemble(
                        tx,
                        tx.dsl()
                                .selectFrom(TENDER_PROJECT)
                                .where(TENDER_PROJECT.CODE.eq(code))
                                .fetch())
                .stream()
                .findFirst();
    }

    /** The project, its row locked until the transaction ends: writers of one project follow one another. */
    public Optional<Project> lock(Transaction tx, UUID id) {
        return read(tx, id, true);
    }

    /**
     * The project, held as it is until the transaction ends: whoever locks it waits for those who hold it, and the
     * other way round, but those who hold it do not wait for one another.
     */
    public Optional<Project> hold(Transaction tx, UUID id) {
        return assemble(
                        tx,
                        tx.dsl()
                                .selectFrom(TENDER_PROJECT)
                                .where(TENDER_PROJECT.ID.eq(id))
                                .forKeyShare()
                                .fetch())
                .stream()
                .findFirst();
    }

    /** Whether there is no project at all. */
    public boolean isEmpty(Transaction tx) {
        return !tx.dsl().fetchExists(TENDER_PROJECT);
    }

    private Optional<Project> read(Transaction tx, UUID id, boolean lock) {
        var query = tx.dsl().selectFrom(TENDER_PROJECT).where(TENDER_PROJECT.ID.eq(id));
        return assemble(tx, lock ? query.forUpdate().fetch() : query.fetch()).stream()
                .findFirst();
    }

    /** Completes the rows by their parties, lots and rule sets: three statements, however many rows. */
    private List<Project> assemble(Transaction tx, List<TenderProjectRecord> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Set<UUID> parties = new HashSet<>();
        rows.forEach(row -> parties.addAll(List.of(row.getOwnerId(), row.getAgentId(), row.getAuthorityId())));
        Map<UUID, Organisation> organisationsById = organisations.findAll(tx, parties);
        Map<UUID, List<Lot>> lots = tx.dsl()
                .selectFrom(LOT)
                .where(LOT.PROJECT_ID.in(
                        rows.stream().map(TenderProjectRecord::getId).toList()))
                .orderBy(LOT.NO)
                .fetchGroups(LOT.PROJECT_ID, ProjectRepository::lot);
        Map<String, String> ruleSetDigests = tx.dsl()
                .select(RULE_SET_VERSION.ID, RULE_SET_VERSION.DIGEST)
                .from(RULE_SET_VERSION)
                .where(RULE_SET_VERSION.ID.in(rows.stream()
                        .map(TenderProjectRecord::getRuleSet)
                        .filter(Objects::nonNull)
                        .toList()))
                .fetchMap(RULE_SET_VERSION.ID, RULE_SET_VERSION.DIGEST);
        return rows.stream()
                .map(row -> project(row, organisationsById, lots.getOrDefault(row.getId(), List.of()), ruleSetDigests))
                .toList();
    }

    private static Project project(
            TenderProjectRecord row,
            Map<UUID, Organisation> parties,
            List<Lot> lots,
            Map<String, String> ruleSetDigests) {
        return new Project(
                row.getId(),
                row.getCode(),
                row.getTitle(),
                Regime.valueOf(row.getRegime()),
                row.getProjectType(),
                ProcurementKind.valueOf(row.getProcurementKind()),
                row.getMustTenderByLaw(),
                row.getDescription(),
                row.getBudget(),
                parties.get(row.getOwnerId()),
                parties.get(row.getAgentId()),
                parties.get(row.getAuthorityId()),
                row.getIssuedAt(),
                row.getIssueEnd(),
                row.getBidDeadline(),
                row.getOpeningTime(),
                row.getOpeningPlace(),
                row.getBidValidityDays(),
                new Charges(
                        row.getDocumentFee(),
                        row.getDocumentCost(),
                        row.getDocumentFeeBasis(),
                        row.getPerformanceRate()),
                row.getRuleSet(),
                row.getRuleSet() == null ? null : ruleSetDigests.get(row.getRuleSet()),
                row.getVersion(),
                row.getCreatedAt(),
                lots);
    }

    private static Lot lot(LotRecord row) {
        return new Lot(
                row.getId(),
                row.getNo(),
                row.getName(),
                row.getCeilingPrice(),
                row.getFloorPrice(),
                Json.read(row.getMethod()),
                row.getMethodDigest(),
                row.getPerformanceSecurity(),
                phase(row),
                new Lot.Dates(
                        row.getOpenedAt(),
                        row.getOpeningEndedAt(),
                        row.getEvaluationEndedAt(),
                        row.getReportReceivedAt(),
                        row.getNoticeAt(),
                        row.getNoticeEndsAt(),
                        row.getDecidedAt(),
                        row.getAwardedAt(),
                        row.getContractedAt(),
                        row.getWrittenReportAt(),
                        row.getFailedAt()));
    }

    private static LotPhase phase(LotRecord row) {
        return switch (row.getPhase()) {
            case "DRAFT" -> new LotPhase.Draft();
            case "PUBLISHED" -> new LotPhase.Published();
            case "OPENING" -> new LotPhase.Opening(row.getOpenedAt());
            case "EVALUATING" -> new LotPhase.Evaluating(row.getOpenedAt(), row.getOpeningEndedAt());
            case "REPORT_RECEIVED" ->
                new LotPhase.ReportReceived(row.getEvaluationEndedAt(), row.getReportReceivedAt());
            case "CANDIDATE_NOTICE" ->
                new LotPhase.CandidateNotice(row.getReportReceivedAt(), row.getNoticeAt(), row.getNoticeEndsAt());
            case "AWARD_DECIDED" ->
                new LotPhase.AwardDecided(row.getWinnerBidId(), row.getReportReceivedAt(), row.getDecidedAt());
            case "AWARDED" -> new LotPhase.Awarded(row.getWinnerBidId(), row.getDecidedAt(), row.getAwardedAt());
            case "CONTRACTED" ->
                new LotPhase.Contracted(
                        row.getWinnerBidId(), row.getDecidedAt(), row.getAwardedAt(), row.getContractedAt());
            case "FAILED" -> new LotPhase.Failed(row.getFailedAt(), row.getFailedRule());
            default -> throw new IllegalStateException("lot " + row.getId() + " is in phase " + row.getPhase());
        };
    }

    /** False when the code is taken. */
    boolean insert(Transaction tx, Project project) {
        return tx.dsl()
                        .insertInto(TENDER_PROJECT)
                        .set(record(project))
                        .onConflict(TENDER_PROJECT.CODE)
                        .doNothing()
                        .execute()
                == 1;
    }

    /** Writes everything but the lots, under the next version number. */
    void update(Transaction tx, Project project) {
        TenderProjectRecord row = record(project);
        row.setVersion(project.version() + 1);
        tx.dsl()
                .update(TENDER_PROJECT)
                .set(row)
                .where(TENDER_PROJECT.ID.eq(project.id()))
                .execute();
    }

    /** Locks the project under a rule set: the notice is out. */
    public void publish(Transaction tx, UUID projectId, String ruleSet, Instant now) {
        tx.dsl()
                .update(TENDER_PROJECT)
                .set(TENDER_PROJECT.ISSUED_AT, now)
                .set(TENDER_PROJECT.RULE_SET, ruleSet)
                .set(TENDER_PROJECT.VERSION, TENDER_PROJECT.VERSION.plus(1))
                .where(TENDER_PROJECT.ID.eq(projectId))
                .execute();
    }

    /** Moves deadline and opening, which are one moment. */
    public void moveDeadline(Transaction tx, UUID projectId, Instant deadline) {
        tx.dsl()
                .update(TENDER_PROJECT)
                .set(TENDER_PROJECT.BID_DEADLINE, deadline)
                .set(TENDER_PROJECT.OPENING_TIME, deadline)
                .set(TENDER_PROJECT.VERSION, TENDER_PROJECT.VERSION.plus(1))
                .where(TENDER_PROJECT.ID.eq(projectId))
                .execute();
    }

    /** Marks the project as changed. */
    public void touch(Transaction tx, UUID projectId) {
        tx.dsl()
                .update(TENDER_PROJECT)
                .set(TENDER_PROJECT.VERSION, TENDER_PROJECT.VERSION.plus(1))
                .where(TENDER_PROJECT.ID.eq(projectId))
                .execute();
    }

    private static TenderProjectRecord record(Project project) {
        TenderProjectRecord row = new TenderProjectRecord();
        row.setId(project.id());
        row.setCode(project.code());
        row.setTitle(project.title());
        row.setRegime(project.regime().name());
        row.setProjectType(project.projectType());
        row.setProcurementKind(project.procurementKind().name());
        row.setMustTenderByLaw(project.mustTenderByLaw());
        row.setDescription(project.description());
        row.setBudget(project.budget());
        row.setOwnerId(project.owner().id());
        row.setAgentId(project.agent().id());
        row.setAuthorityId(project.authority().id());
        row.setIssuedAt(project.issuedAt());
        row.setIssueEnd(project.issueEnd());
        row.setBidDeadline(project.bidDeadline());
        row.setOpeningTime(project.openingTime());
        row.setOpeningPlace(project.openingPlace());
        row.setBidValidityDays(project.bidValidityDays());
        row.setDocumentFee(project.charges().documentFee());
        row.setDocumentCost(project.charges().documentCost());
        row.setDocumentFeeBasis(project.charges().feeBasis());
        row.setPerformanceRate(project.charges().performanceRate());
        row.setRuleSet(project.ruleSet());
        row.setVersion(project.version());
        row.setCreatedAt(project.createdAt());
        return row;
    }

    void insertLot(Transaction tx, UUID projectId, Lot lot) {
        tx.dsl().insertInto(LOT).set(record(projectId, lot)).execute();
    }

    /** Writes the lot with its phase and dates. */
    public void updateLot(Transaction tx, UUID projectId, Lot lot) {
        tx.dsl()
                .update(LOT)
                .set(record(projectId, lot))
                .where(LOT.PROJECT_ID.eq(projectId))
                .and(LOT.ID.eq(lot.id()))
                .execute();
    }

    void deleteLot(Transaction tx, UUID projectId, UUID lotId) {
        tx.dsl()
                .deleteFrom(LOT)
                .where(LOT.PROJECT_ID.eq(projectId))
                .and(LOT.ID.eq(lotId))
                .execute();
    }

    private static LotRecord record(UUID projectId, Lot lot) {
        LotRecord row = new LotRecord();
        Lot.Dates dates = lot.dates();
        row.setProjectId(projectId);
        row.setId(lot.id());
        row.setNo(lot.no());
        row.setName(lot.name());
        row.setCeilingPrice(lot.ceilingPrice());
        row.setFloorPrice(lot.floorPrice());
        row.setMethod(Json.write(lot.method()));
        row.setMethodDigest(lot.methodDigest());
        row.setPerformanceSecurity(lot.performanceSecurity());
        row.setPhase(lot.phase().code());
        row.setOpenedAt(dates.openedAt());
        row.setOpeningEndedAt(dates.openingEndedAt());
        row.setEvaluationEndedAt(dates.evaluationEndedAt());
        row.setReportReceivedAt(dates.reportReceivedAt());
        row.setNoticeAt(dates.noticeAt());
        row.setNoticeEndsAt(dates.noticeEndsAt());
        row.setDecidedAt(dates.decidedAt());
        row.setAwardedAt(dates.awardedAt());
        row.setContractedAt(dates.contractedAt());
        row.setWrittenReportAt(dates.writtenReportAt());
        row.setFailedAt(dates.failedAt());
        row.setWinnerBidId(lot.winner());
        row.setFailedRule(lot.phase() instanceof LotPhase.Failed failed ? failed.ruleId() : null);
        return row;
    }

    /** Projects in which the actor takes part, or all for an auditor; published ones too for a bidder. Newest first. */
    public List<Project> page(Transaction tx, Actor actor, String query, UUID after, int limit) {
        Condition visible = MemberRepository.isMember(actor, TENDER_PROJECT.ID);
        if (actor.has(Role.AUDITOR)) {
            visible = DSL.noCondition();
        } else if (actor.has(Role.BIDDER)) {
            visible = visible.or(TENDER_PROJECT.ISSUED_AT.isNotNull());
        }
        if (query != null) {
            visible = visible.and(
                    TENDER_PROJECT.TITLE.containsIgnoreCase(query).or(TENDER_PROJECT.CODE.containsIgnoreCase(query)));
        }
        if (after != null) {
            visible = visible.and(DSL.row(TENDER_PROJECT.CREATED_AT, TENDER_PROJECT.ID)
                    .lt(DSL.select(TENDER_PROJECT.CREATED_AT, TENDER_PROJECT.ID)
                            .from(TENDER_PROJECT)
                            .where(TENDER_PROJECT.ID.eq(after))));
        }
        return assemble(
                tx,
                tx.dsl()
                        .selectFrom(TENDER_PROJECT)
                        .where(visible)
                        .orderBy(TENDER_PROJECT.CREATED_AT.desc(), TENDER_PROJECT.ID.desc())
                        .limit(limit)
                        .fetch());
    }
}

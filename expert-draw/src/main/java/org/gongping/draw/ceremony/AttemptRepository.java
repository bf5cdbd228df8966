package org.gongping.draw.ceremony;

import static org.gongping.core.db.jooq.Tables.DRAW_ATTEMPT;
import static org.gongping.core.db.jooq.Tables.DRAW_CALLING;
import static org.gongping.core.db.jooq.Tables.DRAW_RESULT;
import static org.gongping.core.db.jooq.Tables.DRAW_RUN;
import static org.gongping.core.db.jooq.Tables.DRAW_SEAL;
import static org.gongping.core.db.jooq.Tables.DRAW_STEP;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.db.Json;
import org.gongping.core.db.Transaction;
import org.gongping.core.db.jooq.tables.records.DrawAttemptRecord;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.roster.RosterHalf;
import org.gongping.draw.transcript.Library;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Attempts, their steps and their seals. It adds and reads; the database grants nothing else. */
public final class AttemptRepository {
    /**
     * A result as it was stored.
     *
     * @param shown the selected, and the first of the alternates
     */
    record Result(byte[] seed, byte[] hash, JsonNode shown) {}

    private final ParameterAttemptRepository parameters = new ParameterAttemptRepository();

    static void insertRun(Transaction tx, DrawRun run) {
        tx.dsl()
                .insertInto(DRAW_RUN)
                .set(DRAW_RUN.DRAWN_FOR, run.subject())
                .set(DRAW_RUN.ATTEMPT, run.number())
                .execute();
    }

    void insert(Transaction tx, Attempt attempt) {
        insertRun(tx, attempt);
        ArrayNode claims = JsonNodeFactory.instance.arrayNode();
        attempt.claims().forEach(claims::add);
        tx.dsl()
                .insertInto(DRAW_ATTEMPT)
                .set(DRAW_ATTEMPT.PROJECT_ID, attempt.projectId())
                .set(DRAW_ATTEMPT.ATTEMPT, attempt.number())
                .set(DRAW_ATTEMPT.DRAW_ID, attempt.draw().toString())
                .set(DRAW_ATTEMPT.KEY_SET, attempt.keySet())
                .set(DRAW_ATTEMPT.PLAN, Json.write(attempt.plan().json()))
                .set(DRAW_ATTEMPT.RULES, attempt.rules().jcsText())
                .set(DRAW_ATTEMPT.POOL_ROOT, attempt.poolRoot())
                .set(DRAW_ATTEMPT.EXPERTS, attempt.experts())
                .set(DRAW_ATTEMPT.CLAIMS, Json.write(claims))
                .set(
                        DRAW_ATTEMPT.VENUE,
                        Json.write(attempt.venue().map(StoredRules::places).orElse(null)))
                .set(DRAW_ATTEMPT.LIBRARY, Json.write(attempt.library().json()))
                .set(DRAW_ATTEMPT.LIBRARY_DIGEST, attempt.libraryDigest())
                .set(DRAW_ATTEMPT.EXCLUDED, Json.write(attempt.excluded()))
                .set(DRAW_ATTEMPT.STRATA, Json.write(attempt.strata()))
                .set(DRAW_ATTEMPT.HALF_PLATFORM, attempt.roster().platformHalf())
                .set(DRAW_ATTEMPT.HALF_SUPERVISOR, attempt.roster().supervisorHalf())
                .set(
                        DRAW_ATTEMPT.HALF_PLATFORM_CHECK,
                        attempt.roster()
                                .halfChecks()
                                .map(RosterHalf.Checks::platform)
                                .orElse(null))
                .set(
                        DRAW_ATTEMPT.HALF_SUPERVISOR_CHECK,
                        attempt.roster()
                                .halfChecks()
                                .map(RosterHalf.Checks::supervisor)
                                .orElse(null))
                .set(DRAW_ATTEMPT.ROSTER_CHECK, attempt.roster().check())
                .set(DRAW_ATTEMPT.EMPLOYER_SALT, attempt.roster().employerSalt())
                .set(DRAW_ATTEMPT.STARTED_AT, attempt.startedAt())
                .execute();
    }

    private static Attempt attempt(DrawAttemptRecord row) {
        List<String> claims = new ArrayList<>();
        Json.read(row.getClaims()).forEach(claim -> claims.add(claim.textValue()));
        JsonNode library = Json.read(row.getLibrary());
        return new Attempt(
                row.getProjectId(),
                DrawId.parse(row.getDrawId()).orElseThrow(),
                row.getKeySet(),
                CommitteePlan.of(Json.read(row.getPlan())),
                StoredRules.read(row.getRules()),
                row.getPoolRoot(),
                row.getExperts(),
                claims,
                Optional.ofNullable(Json.read(row.getVenue())).map(StoredRules::places),
                new Library(
                        library.get("count").intValue(),
                        library.get("prev_count").intValue(),
                        library.get("prev_root").textValue(),
                        library.get("added").intValue(),
                        library.get("removed").intValue()),
                row.getLibraryDigest(),
                Json.read(row.getExcluded()),
                Json.read(row.getStrata()),
                new Attempt.Roster(
                        row.getHalfPlatform(),
                        row.getHalfSupervisor(),
                        Optional.ofNullable(row.getHalfPlatformCheck())
                                .map(platform -> new RosterHalf.Checks(platform, row.getHalfSupervisorCheck())),
                        row.getRosterCheck(),
                        row.getEmployerSalt()),
                row.getStartedAt());
    }

    public Optional<Attempt> find(Transaction tx, UUID projectId, int attempt) {
        return tx.dsl()
                .selectFrom(DRAW_ATTEMPT)
                .where(DRAW_ATTEMPT.PROJECT_ID.eq(projectId))
                .and(DRAW_ATTEMPT.ATTEMPT.eq(attempt))
                .fetchOptional(AttemptRepository::attempt);
    }

    /** All attempts of a project, from the first. */
    public List<Attempt> list(Transaction tx, UUID projectId) {
        return tx.dsl()
                .selectFrom(DRAW_ATTEMPT)
                .where(DRAW_ATTEMPT.PROJECT_ID.eq(projectId))
                .orderBy(DRAW_ATTEMPT.ATTEMPT)
                .fetch(AttemptRepository::attempt);
    }

    /** The one that was begun last. */
    Optional<Attempt> last(Transaction tx, UUID projectId) {
        return tx.dsl()
                .selectFrom(DRAW_ATTEMPT)
                .where(DRAW_ATTEMPT.PROJECT_ID.eq(projectId))
                .orderBy(DRAW_ATTEMPT.ATTEMPT.desc())
                .limit(1)
                .fetchOptional(AttemptRepository::attempt);
    }

    /** By the name of the draw, whatever the project. */
    Optional<RunKey> named(Transaction tx, DrawId draw) {
        return tx.dsl()
                .select(DRAW_ATTEMPT.PROJECT_ID, DRAW_ATTEMPT.ATTEMPT)
                .from(DRAW_ATTEMPT)
                .where(DRAW_ATTEMPT.DRAW_ID.eq(draw.toString()))
                .fetchOptional(row -> RunKey.committee(row.value1(), row.value2()));
    }

    /** Whatever is drawn. */
    Optional<DrawRun> run(Transaction tx, RunKey key) {
        return key.isOfCommittee()
                ? find(tx, key.projectId(), key.attempt()).map(each -> each)
                : parameters.find(tx, key).map(each -> each);
    }

    /** What everybody may know by its name; of parameters from the opening record on. */
    Optional<DrawRun> published(Transaction tx, DrawId draw) {
        Optional<DrawRun> committee = named(tx, draw).flatMap(key -> run(tx, key));
        return committee.isPresent()
                ? committee
                : parameters.published(tx, draw).map(each -> each);
    }

    /** The attempt of any project that was started last: it says what the library was. */
    Optional<Attempt> newest(Transaction tx) {
        return tx.dsl()
                .selectFrom(DRAW_ATTEMPT)
                .orderBy(DRAW_ATTEMPT.STARTED_AT.desc(), DRAW_ATTEMPT.PROJECT_ID, DRAW_ATTEMPT.ATTEMPT.desc())
                .limit(1)
                .fetchOptional(AttemptRepository::attempt);
    }

    /** Attempts that are not at an end, and those whose result awaits its seal. */
    List<RunKey> unfinished(Transaction tx) {
        List<RunKey> all = new ArrayList<>(keys(tx, DSL.or(DSL.not(ended()), DSL.and(drawn(), DSL.not(sealed("K2"))))));
        all.addAll(parameters.unfinished(tx));
        return all;
    }

    /** Attempts with a result that K2 seals, for whose seats the calls have not begun. */
    public List<RunKey> uncalled(Transaction tx) {
        Condition called = DSL.exists(DSL.selectOne()
                .from(DRAW_CALLING)
                .where(DRAW_CALLING.PROJECT_ID.eq(DRAW_ATTEMPT.PROJECT_ID))
                .and(DRAW_CALLING.ATTEMPT.eq(DRAW_ATTEMPT.ATTEMPT)));
        return keys(tx, DSL.and(drawn(), sealed("K2"), DSL.not(called)));
    }

    private static List<RunKey> keys(Transaction tx, Condition condition) {
        return tx.dsl()
                .select(DRAW_ATTEMPT.PROJECT_ID, DRAW_ATTEMPT.ATTEMPT)
                .from(DRAW_ATTEMPT)
                .where(condition)
                .orderBy(DRAW_ATTEMPT.STARTED_AT)
                .fetch(row -> RunKey.committee(row.value1(), row.value2()));
    }

    private static Condition ended() {
        return DSL.exists(DSL.selectOne()
                .from(DRAW_STEP)
                .where(DRAW_STEP.DRAWN_FOR.eq(DRAW_ATTEMPT.PROJECT_ID))
                .and(DRAW_STEP.ATTEMPT.eq(DRAW_ATTEMPT.ATTEMPT))
                .and(DRAW_STEP.SLOT.eq(Step.Slot.END.name())));
    }

    private static Condition drawn() {
        return DSL.exists(DSL.selectOne()
                .from(DRAW_STEP)
                .where(DRAW_STEP.DRAWN_FOR.eq(DRAW_ATTEMPT.PROJECT_ID))
                .and(DRAW_STEP.ATTEMPT.eq(DRAW_ATTEMPT.ATTEMPT))
                .and(DRAW_STEP.STEP.eq(Step.Kind.RESULT.name())));
    }

    private static Condition sealed(String name) {
        return DSL.exists(DSL.selectOne()
                .from(DRAW_SEAL)
                .where(DRAW_SEAL.DRAWN_FOR.eq(DRAW_ATTEMPT.PROJECT_ID))
                .and(DRAW_SEAL.ATTEMPT.eq(DRAW_ATTEMPT.ATTEMPT))
                .and(DRAW_SEAL.NAME.eq(name)));
    }

    /** Where the attempt stands. */
    Standing standing(Transaction tx, DrawRun attempt) {
        List<Step> steps = tx.dsl()
                .selectFrom(DRAW_STEP)
                .where(DRAW_STEP.DRAWN_FOR.eq(attempt.subject()))
                .and(DRAW_STEP.ATTEMPT.eq(attempt.number()))
                .orderBy(DRAW_STEP.AT, DRAW_STEP.ENTRY_ID)
                .fetch(row -> new Step(
                        Step.Slot.valueOf(row.getSlot()),
                        row.getParty(),
                        Step.Kind.valueOf(row.getStep()),
                        Json.read(row.getBody()),
                        row.getEntryId(),
                        row.getAt()));
        return new Standing(attempt, steps, seal(tx, attempt, "K1"), seal(tx, attempt, "K2"), meeting(tx, attempt));
    }

    private Optional<Standing.Meeting> meeting(Transaction tx, DrawRun attempt) {
        return switch (attempt) {
            case Attempt _ -> Optional.empty();
            case ParameterAttempt of ->
                Optional.of(new Standing.Meeting(parameters.bidDeadline(tx, of), seal(tx, of, "OPEN")));
        };
    }

    private static Optional<Standing.Seal> seal(Transaction tx, DrawRun attempt, String name) {
        return tx.dsl()
                .selectFrom(DRAW_SEAL)
                .where(DRAW_SEAL.DRAWN_FOR.eq(attempt.subject()))
                .and(DRAW_SEAL.ATTEMPT.eq(attempt.number()))
                .and(DRAW_SEAL.NAME.eq(name))
                .fetchOptional(row ->
                        new Standing.Seal(row.getNote(), row.getSize(), Json.read(row.getProofs()), row.getAt()));
    }

    void insert(Transaction tx, DrawRun attempt, Step step) {
        tx.dsl()
                .insertInto(DRAW_STEP)
                .set(DRAW_STEP.DRAWN_FOR, attempt.subject())
                .set(DRAW_STEP.ATTEMPT, attempt.number())
                .set(DRAW_STEP.SLOT, step.slot().name())
                .set(DRAW_STEP.PARTY, step.party())
                .set(DRAW_STEP.STEP, step.kind().name())
                .set(DRAW_STEP.BODY, Json.write(step.body()))
                .set(DRAW_STEP.ENTRY_ID, step.entryId())
                .set(DRAW_STEP.AT, step.at())
                .execute();
    }

    void insert(Transaction tx, DrawRun attempt, String name, Standing.Seal seal) {
        tx.dsl()
                .insertInto(DRAW_SEAL)
                .set(DRAW_SEAL.DRAWN_FOR, attempt.subject())
                .set(DRAW_SEAL.ATTEMPT, attempt.number())
                .set(DRAW_SEAL.NAME, name)
                .set(DRAW_SEAL.NOTE, seal.note())
                .set(DRAW_SEAL.SIZE, seal.size())
                .set(DRAW_SEAL.PROOFS, Json.write(seal.proofs()))
                .set(DRAW_SEAL.AT, seal.at())
                .execute();
    }

    void insert(Transaction tx, DrawRun attempt, Result result) {
        tx.dsl()
                .insertInto(DRAW_RESULT)
                .set(DRAW_RESULT.DRAWN_FOR, attempt.subject())
                .set(DRAW_RESULT.ATTEMPT, attempt.number())
                .set(DRAW_RESULT.SEED, result.seed())
                .set(DRAW_RESULT.RESULT_HASH, result.hash())
                .set(DRAW_RESULT.SHOWN, Json.write(result.shown()))
                .execute();
    }

    Optional<Result> result(Transaction tx, DrawRun attempt) {
        return tx.dsl()
                .selectFrom(DRAW_RESULT)
                .where(DRAW_RESULT.DRAWN_FOR.eq(attempt.subject()))
                .and(DRAW_RESULT.ATTEMPT.eq(attempt.number()))
                .fetchOptional(row -> new Result(row.getSeed(), row.getResultHash(), Json.read(row.getShown())));
    }
}

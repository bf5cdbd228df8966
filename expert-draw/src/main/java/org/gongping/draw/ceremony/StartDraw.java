package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.RandomSource;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;
import org.gongping.draw.exclusion.Screened;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.protocol.Claims;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Drawing;
import org.gongping.draw.protocol.InclusionEstimate;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.VenuePool;
import org.gongping.draw.roster.RosterSeal;
import org.gongping.draw.transcript.StepBodies;

/**
 * Steps 1 and 2: screens the library, fixes rules and pool and puts both on record, in one transaction. From here on nobody
 * can be added or taken away.
 */
public final class StartDraw {
    private static final int SALT_BYTES = 32;

    private final DrawAccess access;
    private final DrawInputs inputs;
    private final AttemptRepository attempts;
    private final PoolRepository pools;
    private final StartGate gate;
    private final RecordStep records;
    private final RandomSource random;
    private final SecureRandom keys;
    private final InstantSource clock;

    StartDraw(
            DrawAccess access,
            DrawInputs inputs,
            AttemptRepository attempts,
            PoolRepository pools,
            StartGate gate,
            RecordStep records,
            RandomSource random,
            SecureRandom keys,
            InstantSource clock) {
        this.access = access;
        this.inputs = inputs;
        this.attempts = attempts;
        this.pools = pools;
        this.gate = gate;
        this.records = records;
        this.random = random;
        this.keys = keys;
        this.clock = clock;
    }

    /** @param order hash of the signed order, from the second attempt on */
    public Outcome<Project> execute(Transaction tx, Actor actor, UUID projectId, Optional<byte[]> order) {
        Instant now = clock.instant();
        return access.acting(tx, actor, projectId, Party.AGENT)
                .then(project -> gate.pass(tx, project, order, now)
                        .then(passed -> inputs.approved(tx, projectId)
                                .map(plan -> start(tx, actor, project, passed, plan, now))
                                .orElseGet(() -> DrawRefusals.conflict(
                                        "no-approved-plan",
                                        "抽取申请尚未经监督部门批准",
                                        "The supervisor has not approved a request for this draw"))));
    }

    private Outcome<Project> start(
            Transaction tx, Actor actor, Project project, StartGate.Passed passed, CommitteePlan plan, Instant now) {
        DrawId draw = passed.draw();
        Screened screened = inputs.screen(tx, project.id(), plan, now);
        if (screened.experts().isEmpty()) {
            return DrawRefusals.conflict("pool-too-small", "专家库为空", "The library has no expert");
        }
        byte[] employerSalt = random.bytes(SALT_BYTES);
        var built = new BuildPool(draw, screened.experts(), employerSalt, random);
        Optional<VenuePool> places = plan.places(Optional.of(built.pool()));
        Rules rules = plan.rules(draw, ReferenceVerifier.hash(), places, passed.redraw());
        Optional<Refusal> small = gate.feasible(tx, project, draw, rules, built.pool(), places);
        if (small.isPresent()) {
            return Outcome.refused(small.get());
        }
        Optional<InclusionEstimate> estimate = StartGate.estimate(new Drawing(draw, rules, built.pool(), places));
        Optional<Refusal> unfair = gate.fair(estimate, rules);
        if (unfair.isPresent()) {
            return Outcome.refused(unfair.get());
        }
        write(tx, actor, project, passed, plan, rules, built, places, screened, employerSalt, estimate, now);
        return Outcome.done(project);
    }

    private void write(
            Transaction tx,
            Actor actor,
            Project project,
            StartGate.Passed passed,
            CommitteePlan plan,
            Rules rules,
            BuildPool built,
            Optional<VenuePool> places,
            Screened screened,
            byte[] employerSalt,
            Optional<InclusionEstimate> estimate,
            Instant now) {
        Pool pool = built.pool();
        Claims claims = Claims.of(rules, places);
        long[] bits = claims.bits(pool);
        Optional<LibraryState.Previous> previous = attempts.newest(tx)
                .map(last -> new LibraryState.Previous(pools.library(tx, last), last.libraryDigest()));
        LibraryState library = LibraryState.of(screened.experts(), previous);
        try (RosterSeal seal = RosterSeal.fresh(passed.draw(), keys)) {
            var roster = new Attempt.Roster(
                    seal.platformHalf(passed.keys().sealing(Party.PLATFORM)),
                    seal.supervisorHalf(passed.keys().sealing(Party.SUPERVISOR)),
                    Optional.of(seal.halfChecks()),
                    seal.check(),
                    seal.sealEmployerSalt(employerSalt));
            var attempt = new Attempt(
                    project.id(),
                    passed.draw(),
                    passed.keys().no(),
                    plan,
                    rules,
                    pool.root(),
                    pool.size(),
                    claims.names(),
                    places,
                    library.against(),
                    library.digest(),
                    built.excluded(),
                    strata(rules, claims.names(), bits),
                    roster,
                    now);
            attempts.insert(tx, attempt);
            pools.insert(tx, attempt, pool, bits, library.ids());
            pools.insertSealed(tx, attempt, i -> seal.seal(i, pool.leaf(i), built.entry(i)));
            RecordStep.By by = RecordStep.By.party(actor, Party.AGENT);
            records.write(
                    tx,
                    by,
                    project,
                    attempt,
                    Step.Slot.RULES,
                    Step.Kind.RULES,
                    "",
                    StepBodies.rules(passed.draw(), rules));
            ObjectNode body = StepBodies.pool(passed.draw(), pool, library.against(), estimate);
            body.put("roster_check", Octets.hex(roster.check()));
            body.set("excluded", attempt.excluded());
            records.write(tx, by, project, attempt, Step.Slot.POOL, Step.Kind.POOL, "", body);
        }
    }

    private static ArrayNode strata(Rules rules, List<String> names, long[] bits) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        rules.strata().forEach(stratum -> {
            long mask = 0;
            for (int i = 0; i < names.size(); i++) {
                if (Claims.stratum(names.get(i)).equals(stratum.id())) {
                    mask |= 1L << i;
                }
            }
            int eligible = 0;
            for (long bit : bits) {
                eligible += (bit & mask) == 0 ? 0 : 1;
            }
            all.addObject()
                    .put("id", stratum.id())
                    .put("seats", stratum.seats())
                    .put("eligible", eligible);
        });
        return all;
    }
}

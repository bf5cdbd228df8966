package org.gongping.draw.calling;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.core.rule.Regime;
import org.gongping.core.seal.SealedBox;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Drawing;
import org.gongping.draw.protocol.ExpertRecord;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.protocol.Rules;
import org.gongping.draw.protocol.Stratum;
import org.gongping.draw.protocol.Suite;
import org.gongping.draw.roster.RosterEntry;
import org.gongping.draw.roster.RosterHalf;
import org.gongping.draw.roster.RosterSeal;

/** One draw that is done: a pool that is really sealed, a result that is really drawn, and the officers' keys. */
final class SampleDraws implements DoneDraws {
    static final Instant EVALUATION = Instant.parse("2026-11-25T01:00:00Z");
    static final int ANSWER_SECONDS = 600;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** An expert as the pool has them. */
    record Person(UUID id, String specialty, String employer) {}

    private final UUID projectId;
    private final DrawId id;
    private final Rules rules;
    private final CommitteePlan plan;
    private final Drawing.Outcome.Drawn drawn;
    private final Pool pool;
    private final Map<Integer, byte[]> sealed = new HashMap<>();
    private final Map<String, UUID> expertOf = new HashMap<>();
    private final byte[] check;
    private Optional<RosterHalf.Checks> halfChecks;
    private final byte[] platformKey = bytes();
    private final byte[] supervisorKey = bytes();
    private final byte[] platformHalf;
    private final byte[] supervisorHalf;
    private int lastAttempt = 1;
    private boolean begun;
    private Set<String> outsideHolders = Set.of();

    SampleDraws(UUID projectId, String tender, Regime regime, List<Person> people, List<Stratum> strata, int cap) {
        this.projectId = projectId;
        this.id = new DrawId(tender, 1);
        this.plan = plan(regime, strata, cap);
        this.rules = new Rules(
                Suite.INTERNATIONAL,
                CommitteePlan.PARTIES,
                strata,
                cap,
                Optional.of(new Rules.Production(1, 1, plan.timeouts(), "0".repeat(64))),
                Optional.empty(),
                List.of(),
                Optional.empty());
        Map<String, RosterEntry> entries = new HashMap<>();
        Pool.Builder builder = Pool.builder();
        for (Person person : people) {
            ExpertRecord expert = new ExpertRecord(
                    Octets.hex(bytes()).substring(0, 32),
                    List.of(person.specialty()),
                    "350505",
                    Octets.hex(Octets.sha256(Octets.utf8(person.employer()))).substring(0, 16),
                    Optional.empty(),
                    Octets.hex(bytes()));
            entries.put(expert.pid(), new RosterEntry(person.id(), expert, Optional.empty()));
            expertOf.put(expert.pid(), person.id());
            builder.add(expert);
        }
        this.pool = builder.build();
        try (RosterSeal seal = RosterSeal.fresh(id, RANDOM)) {
            for (int i = 0; i < pool.size(); i++) {
                sealed.put(i, seal.seal(i, pool.leaf(i), entries.get(pool.pid(i))));
            }
            this.check = seal.check();
            this.halfChecks = Optional.of(seal.halfChecks());
            this.platformHalf = seal.platformHalf(SealedBox.publicKey(platformKey));
            this.supervisorHalf = seal.supervisorHalf(SealedBox.publicKey(supervisorKey));
        }
        if (!(new Drawing(id, rules, pool, Optional.empty()).run(bytes()) instanceof Drawing.Outcome.Drawn outcome)) {
            throw new AssertionError("the people fill the seats");
        }
        this.drawn = outcome;
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static CommitteePlan plan(Regime regime, List<Stratum> strata, int cap) {
        int seats = strata.stream().mapToInt(Stratum::seats).sum();
        return new CommitteePlan(
                regime,
                seats,
                0,
                false,
                false,
                strata.stream()
                        .map(stratum -> new CommitteePlan.Need(stratum, Optional.of("main")))
                        .toList(),
                List.of("city"),
                cap,
                List.of(new CommitteePlan.Venue("main", true, Optional.of("350505"), "市公共资源交易中心三楼评标区", seats)),
                List.of(),
                EVALUATION,
                Duration.ofHours(6),
                new Rules.Timeouts(600, 600, 600, 600, ANSWER_SECONDS),
                1,
                1,
                List.of(),
                List.of(),
                List.of());
    }

    DoneDraw.Key key() {
        return new DoneDraw.Key(projectId, 1);
    }

    DrawId id() {
        return id;
    }

    Drawing.Outcome.Drawn drawn() {
        return drawn;
    }

    /** Those who were drawn, by seat. */
    List<String> selected() {
        List<String> pids = new ArrayList<>();
        drawn.result()
                .strata()
                .forEach(stratum -> stratum.selected().forEach(chosen -> pids.add(pool.pid(chosen.expert()))));
        return pids;
    }

    List<String> alternates(int stratum) {
        List<String> pids = new ArrayList<>();
        for (int expert : drawn.result().strata().get(stratum).alternates()) {
            pids.add(pool.pid(expert));
        }
        return pids;
    }

    String employer(String pid) {
        return pool.employer(pool.find(pid).orElseThrow());
    }

    UUID expert(String pid) {
        return expertOf.get(pid);
    }

    /** The platform's half, opened in its officer's browser. */
    byte[] openedByPlatform() {
        return RosterHalf.open(platformHalf, platformKey, id, RosterHalf.PLATFORM)
                .orElseThrow();
    }

    byte[] openedBySupervisor() {
        return RosterHalf.open(supervisorHalf, supervisorKey, id, RosterHalf.SUPERVISOR)
                .orElseThrow();
    }

    /** Whose key is the outside holder's. */
    void heldOutsideBy(String... creditCodes) {
        outsideHolders = Set.of(creditCodes);
    }

    /** The draw began under an earlier version. */
    void withoutHalfChecks() {
        halfChecks = Optional.empty();
    }

    /** Another attempt is started. */
    void drawAgain() {
        lastAttempt = 2;
    }

    @Override
    public List<DoneDraw.Key> uncalled(Transaction tx) {
        boolean first = !begun;
        begun = true;
        return first ? List.of(key()) : List.of();
    }

    @Override
    public Optional<DoneDraw> find(Transaction tx, DoneDraw.Key key) {
        return key.equals(key())
                ? Optional.of(new DoneDraw(projectId, id, plan, rules, check, halfChecks, platformHalf, supervisorHalf))
                : Optional.empty();
    }

    @Override
    public int lastAttempt(Transaction tx, UUID project) {
        return lastAttempt;
    }

    @Override
    public Drawing.Outcome.Drawn result(Transaction tx, DoneDraw.Key key) {
        return drawn;
    }

    @Override
    public byte[] sealedEntry(Transaction tx, DoneDraw.Key key, int index) {
        return sealed.get(index);
    }

    @Override
    public Set<String> outsideHolders(Transaction tx, DoneDraw.Key key) {
        return outsideHolders;
    }
}

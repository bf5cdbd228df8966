package org.gongping.service.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at random moments, under load, to the servers, PostgreSQL and the witness: nothing that was answered is lost,
 * nothing is there twice, no place is empty, and the log verifies after each, by a reader who remembers.
 *
 * <p>Six kills, each of another kind; with {@code -Dgongping.long=true} 216. {@code -Dgongping.kill.seed} takes another
 * run of chance, {@code -Dgongping.kill.count} another number, {@code -Dgongping.kill.only} one kind of kill alone.
 */
class KillTest {
    private static final int LATEST_MS = 1_500;
    private static final int LONGEST_DOWN_MS = 1_200;
    private static final int WRITERS = 4;
    private static final long PACE_MS = 60;

    /** Who is killed at one moment. */
    private enum Target {
        LEADER,
        OTHER_NODE,
        POSTMASTER,
        POSTGRES_WHOLE,
        BACKEND,
        WITNESS,
        LEADER_AND_POSTGRES,
        /** The lead changes hands while a checkpoint waits for its cosignature. */
        WITNESS_THEN_BACKEND,
        EVERYTHING
    }

    private final long seed = Long.getLong("gongping.kill.seed", 20_261_123L);
    private final int kills = Integer.getInteger("gongping.kill.count", Boolean.getBoolean("gongping.long") ? 216 : 6);
    private final List<Target> targets = Optional.ofNullable(System.getProperty("gongping.kill.only"))
            .map(only -> List.of(Target.valueOf(only)))
            .orElse(List.of(Target.values()));
    private final Random random = new Random(seed);
    private final CountDownLatch never = new CountDownLatch(1);
    private final Map<Target, Integer> killed = new EnumMap<>(Target.class);

    @TempDir
    private Path folder;

    private Site site;

    @BeforeEach
    void open() throws IOException, SQLException {
        System.out.println("seed " + seed + ", " + kills + " kills");
        site = new Site(folder);
        site.startWhatIsDown();
    }

    @AfterEach
    void close() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void nothingAnsweredIsLostOrDoubledWhoeverIsKilled() throws Exception {
        var trail = new Trail(site, random);
        long began = System.nanoTime();
        List<Target> deck = new ArrayList<>();
        try (var writers = new Writers(site, WRITERS, PACE_MS, seed)) {
            for (int i = 0; i < kills; i++) {
                if (deck.isEmpty()) {
                    deck.addAll(targets);
                    Collections.shuffle(deck, random);
                }
                Target target = deck.removeLast();
                after(random.nextInt(LATEST_MS));
                kill(target);
                killed.merge(target, 1, Integer::sum);
                after(random.nextInt(LONGEST_DOWN_MS));
                site.startWhatIsDown();
                writers.requireNoFailure();
                trail.check(writers.takeDone(), writers.token());
                assertThat(site.alarms())
                        .as("after kill %d, of %s", i + 1, target)
                        .isEmpty();
                System.out.printf(
                        "%4d s  kill %3d %-20s acknowledged %6d, unknown %4d%n",
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began),
                        i + 1,
                        target,
                        writers.acknowledged.get(),
                        writers.wereIn.get() + writers.wereNotIn.get());
            }
            writers.close();
            writers.requireNoFailure();
            trail.check(writers.takeDone(), writers.token());
            long entries = trail.checkAll();
            System.out.printf(
                    "kills %d %s; acknowledged %d, unknown %d (%d were in), sent again %d;"
                            + " entries %d, verifications %d, receipts %d; %d s%n",
                    kills,
                    killed,
                    writers.acknowledged.get(),
                    writers.wereIn.get() + writers.wereNotIn.get(),
                    writers.wereIn.get(),
                    writers.sentAgain.get(),
                    entries,
                    trail.verifications(),
                    trail.receipts(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
            assertThat(writers.acknowledged.get()).isPositive();
        }
    }

    private void kill(Target target) throws InterruptedException {
        switch (target) {
            case LEADER -> site.nodes.get(leader()).kill();
            case OTHER_NODE -> site.nodes.get(1 - leader()).kill();
            case POSTMASTER -> site.postgres.server().kill();
            case POSTGRES_WHOLE -> site.postgres.server().killWithDescendants();
            case BACKEND -> site.postgres.killBackend(random);
            case WITNESS -> site.witness.kill();
            case LEADER_AND_POSTGRES -> {
                int leader = leader();
                site.postgres.server().killWithDescendants();
                site.nodes.get(leader).kill();
            }
            case WITNESS_THEN_BACKEND -> {
                site.witness.kill();
                after(random.nextInt(LATEST_MS));
                Optional<KilledPostgres.Lead> before = site.postgres.lead();
                site.postgres.killBackend(random);
                site.awaitLeaderAfter(before);
            }
            case EVERYTHING -> {
                site.postgres.server().killWithDescendants();
                site.nodes.forEach(Child::kill);
                site.witness.kill();
            }
        }
    }

    /** Where nobody has the lead at this moment, either will do. */
    private int leader() {
        return site.postgres.lead().map(KilledPostgres.Lead::node).orElseGet(() -> random.nextInt(site.nodes.size()));
    }

    /** The random moment. */
    private void after(int ms) throws InterruptedException {
        assertThat(never.await(ms, TimeUnit.MILLISECONDS)).isFalse();
    }
}

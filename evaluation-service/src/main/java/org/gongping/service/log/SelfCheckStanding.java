package org.gongping.service.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.selfcheck.SelfCheckWord;
import org.gongping.core.audit.selfcheck.Standing;
import org.gongping.core.audit.selfcheck.StandingRepository;
import org.gongping.core.db.Database;
import org.gongping.core.db.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the self-check, another process under another login, says of the log; whether it says anything, and is it. */
public final class SelfCheckStanding {
    private static final Logger LOG = LoggerFactory.getLogger(SelfCheckStanding.class);

    /** So far the clock of the self-check may be ahead: a word from the future would stay young for as long. */
    private static final Duration AHEAD = Duration.ofSeconds(60);

    private final Database database;
    private final Duration silence;
    private final Optional<VerifierKey> key;
    private final InstantSource clock;
    private final StandingRepository repository = new StandingRepository();

    /**
     * @param silence time without a pass after which the check counts as dead
     * @param key by which the self-check signs; empty where none is configured
     * @param clock of the machine
     */
    public SelfCheckStanding(Database database, Duration silence, Optional<VerifierKey> key, InstantSource clock) {
        this.database = database;
        this.silence = silence;
        this.key = key;
        this.clock = clock;
    }

    /** How far what was heard can be believed. */
    public enum Proof {
        /** It has never said anything. */
        NONE,
        /** Signed by the key that is configured. */
        SIGNED,
        /** No key is configured: whoever administers the database may have written it. */
        UNPROVEN,
        /** Not signed by the key, or from the future: somebody else has written it, and nothing of it counts. */
        FORGED
    }

    /**
     * What was heard.
     *
     * @param standing empty when nothing was said, and when what was said does not count
     */
    public record Heard(Proof proof, Optional<Standing> standing, Instant now) {
        public Optional<Duration> age() {
            return standing.map(said -> said.age(now));
        }
    }

    /** As {@link #in}; nothing while the database cannot be asked. */
    public Heard now() {
        try {
            return database.read(this::in);
        } catch (RuntimeException e) {
            LOG.warn("the standing of the self-check cannot be read: {}", e.getMessage());
            return new Heard(Proof.NONE, Optional.empty(), clock.instant());
        }
    }

    public Heard in(Transaction tx) {
        Instant now = clock.instant();
        Optional<String> note = repository.note(tx);
        if (note.isEmpty()) {
            return new Heard(Proof.NONE, Optional.empty(), now);
        }
        Optional<Standing> standing =
                SelfCheckWord.read(note.get(), key).filter(said -> !said.at().isAfter(now.plus(AHEAD)));
        Proof proof = key.isPresent() ? Proof.SIGNED : Proof.UNPROVEN;
        return new Heard(standing.isPresent() ? proof : Proof.FORGED, standing, now);
    }

    /** A check that is dead, was never started, or is not heard, finds nothing: that is an alarm, not good news. */
    public boolean isSilent(Heard heard) {
        return heard.age().isEmpty() || heard.age().get().compareTo(silence) > 0;
    }
}

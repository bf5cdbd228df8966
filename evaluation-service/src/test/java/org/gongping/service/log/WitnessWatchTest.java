package org.gongping.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.service.log.WitnessWatch.Cosigned;
import org.gongping.service.log.WitnessWatch.Seen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A witness that has died must not look alive because it has cosigned once. */
class WitnessWatchTest {
    private static final Instant T = Instant.parse("2026-03-02T01:00:00Z");

    private final SoftwareSigner key = signer("log.example", SignatureType.ED25519);
    private final SoftwareSigner venue = signer("venue.example", SignatureType.COSIGNATURE);
    private final SoftwareSigner office = signer("office.example", SignatureType.COSIGNATURE);
    private final AtomicLong nanos = new AtomicLong(1);
    private WitnessWatch watch;

    private static SoftwareSigner signer(String name, SignatureType type) {
        return SoftwareSigner.generate(name, type, new SecureRandom());
    }

    @BeforeEach
    void open() throws Exception {
        watch = new WitnessWatch(
                WitnessPolicy.parse("log " + key.verifierKey().text() + "\nwitness venue "
                        + venue.verifierKey().text() + "\nwitness office "
                        + office.verifierKey().text() + "\ngroup both 2 venue office\nquorum both\n"),
                nanos::get);
    }

    private SignedNote note(long size, Instant at, SoftwareSigner... cosigners) {
        String text = new Checkpoint("log.example", size, new byte[32]).text();
        SignedNote note = new SignedNote(text, List.of(key.sign(text, at)));
        for (SoftwareSigner cosigner : cosigners) {
            note = note.with(cosigner.sign(text, at));
        }
        return note;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void whoHasDiedKeepsItsLastCosignatureAndFallsBehind() {
        watch.asked(note(5, T, venue, office));
        pass(Duration.ofMinutes(1));
        watch.asked(note(6, T.plusSeconds(60), venue));
        pass(Duration.ofMinutes(2));
        watch.asked(note(7, T.plusSeconds(180), venue));
        assertThat(watch.now())
                .containsExactly(
                        new Seen("venue", Optional.of(new Cosigned(7, T.plusSeconds(180))), Optional.empty()),
                        new Seen("office", Optional.of(new Cosigned(5, T)), Optional.of(Duration.ofMinutes(2))));
        assertThat(watch.withoutQuorum()).contains(Duration.ofMinutes(2));
    }

    @Test
    void whoComesBackKeepsUpAgain() {
        watch.asked(note(5, T, venue));
        pass(Duration.ofMinutes(1));
        watch.asked(note(6, T, venue, office));
        assertThat(watch.now()).extracting(Seen::behind).containsOnly(Optional.empty());
        assertThat(watch.withoutQuorum()).isEmpty();
    }

    @Test
    void nothingIsSaidOfWhoWasNeverAsked() {
        watch.learn(note(5, T, venue));
        assertThat(watch.now())
                .containsExactly(
                        new Seen("venue", Optional.of(new Cosigned(5, T)), Optional.empty()),
                        new Seen("office", Optional.empty(), Optional.empty()));
    }

    @Test
    void anOlderCheckpointDoesNotTakeTheNewerOnesPlace() {
        watch.asked(note(6, T.plusSeconds(9), venue, office));
        watch.learn(note(5, T, venue, office));
        assertThat(watch.now()).extracting(Seen::last).containsOnly(Optional.of(new Cosigned(6, T.plusSeconds(9))));
    }
}

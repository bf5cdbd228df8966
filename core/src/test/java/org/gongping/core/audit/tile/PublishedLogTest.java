package org.gongping.core.audit.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.tree.Merkle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedLogTest {
    @TempDir
    private Path folder;

    private final SoftwareSigner key =
            SoftwareSigner.generate("log.example", SignatureType.ED25519, new SecureRandom());
    private PublishedLog log;

    @BeforeEach
    void open() {
        log = new PublishedLog(new LogFolder(folder));
    }

    private SignedNote signed(SoftwareSigner by, long size) {
        String text = new Checkpoint("log.example", size, Merkle.emptyRoot()).text();
        return new SignedNote(text, List.of(by.sign(text, Instant.EPOCH)));
    }

    private long publishedSize() {
        return log.now().orElseThrow().checkpoint().size();
    }

    /** A server that has lost the lead comes late with what it signed. */
    @Test
    void neverGoesBack() {
        assertThat(log.publish(signed(key, 5), key.verifierKey())).isTrue();
        assertThat(log.publish(signed(key, 7), key.verifierKey())).isTrue();
        assertThat(log.publish(signed(key, 5), key.verifierKey())).isFalse();
        assertThat(publishedSize()).isEqualTo(7);
        assertThat(log.publish(signed(key, 7), key.verifierKey())).isTrue();
    }

    @Test
    void whatTheLogHasNotSignedGivesWay() throws Exception {
        var other = SoftwareSigner.generate("log.example", SignatureType.ED25519, new SecureRandom());
        log.publish(signed(other, 1_000), other.verifierKey());
        assertThat(log.publish(signed(key, 5), key.verifierKey())).isTrue();
        Files.write(folder.resolve(PublishedLog.CHECKPOINT), "torn".getBytes(StandardCharsets.UTF_8));
        assertThat(log.publish(signed(key, 6), key.verifierKey())).isTrue();
        assertThat(publishedSize()).isEqualTo(6);
    }

    @Test
    void oneAtATimeHoldsTheFolder() {
        var tiles = new LogFolder(folder);
        LogFolder.Hold hold = tiles.tryHold().orElseThrow();
        assertThat(new LogFolder(folder).tryHold()).isEmpty();
        assertThat(tiles.tryHold()).isEmpty();
        hold.close();
        Optional<LogFolder.Hold> next = new LogFolder(folder).tryHold();
        assertThat(next).isPresent();
        next.get().close();
    }
}

package org.gongping.core.audit.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.tile.PublishedLog.Published;
import org.gongping.core.audit.tree.Merkle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptCheckpointsTest {
    @TempDir
    private Path folder;

    private final SoftwareSigner witness =
            SoftwareSigner.generate("venue.example", SignatureType.COSIGNATURE, new SecureRandom());
    private KeptCheckpoints kept;

    @BeforeEach
    void open() {
        kept = new KeptCheckpoints(new LogFolder(folder));
    }

    private Published published(long size, long second) {
        var checkpoint = new Checkpoint("log.example", size, Merkle.emptyRoot());
        var line = witness.sign(checkpoint.text(), Instant.ofEpochSecond(second));
        return new Published(new SignedNote(checkpoint.text(), List.of(line)), checkpoint);
    }

    /** Published again after a restart, a checkpoint has the time of other cosignatures in it. */
    @Test
    void theFirstOfASizeStays() {
        Published first = published(7, 1);
        assertThat(kept.keep(first).note().write()).isEqualTo(first.note().write());
        assertThat(kept.keep(published(7, 2)).note().write())
                .isEqualTo(first.note().write());
        assertThat(kept.of(7).orElseThrow().note().write())
                .isEqualTo(first.note().write());
        assertThat(kept.of(8)).isEmpty();
    }

    @Test
    void knowsTheGreatestSizes() {
        assertThat(kept.sizes(2)).isEmpty();
        List.of(9L, 100L, 20L).forEach(size -> kept.keep(published(size, 1)));
        assertThat(kept.sizes(2)).containsExactly(100L, 20L);
    }

    @Test
    void refusesOneThatIsNotOfItsSize() throws IOException {
        kept.keep(published(7, 1));
        Files.move(folder.resolve("checkpoints/7"), folder.resolve("checkpoints/8"));
        assertThatThrownBy(() -> kept.of(8)).isInstanceOf(LogDamaged.class).hasMessageContaining("another size");
    }
}

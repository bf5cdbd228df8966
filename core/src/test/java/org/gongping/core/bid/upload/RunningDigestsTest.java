package org.gongping.core.bid.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.gongping.core.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The digest of an envelope is that of its bytes, whether this node has received them or another, before a crash. */
class RunningDigestsTest {
    @Test
    void whatIsNotRememberedIsReadAgain(@TempDir Path folder) throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        EnvelopeStore store = new FolderEnvelopeStore(folder);
        UUID id = UUID.randomUUID();
        store.create(id);
        try (EnvelopeStore.Appending file = store.append(id)) {
            file.write(bytes, 0, bytes.length);
        }
        assertThat(new RunningDigests().over(id, bytes.length, store).digest()).isEqualTo(Sha256.of(bytes));
    }
}

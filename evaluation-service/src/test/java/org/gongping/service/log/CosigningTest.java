package org.gongping.service.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.sequence.CheckpointSigner;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.TileTree;
import org.gongping.core.audit.tile.TileWriter;
import org.gongping.core.audit.witness.Witness;
import org.gongping.core.audit.witness.WitnessFolder;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lead changes hands while a checkpoint waits for its cosignature. */
class CosigningTest {
    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final SoftwareSigner key =
            SoftwareSigner.generate("log.example", SignatureType.ED25519, new SecureRandom());
    private LogFolder tiles;
    private CheckpointSigner signer;
    private WitnessFolder memory;
    private HttpServer http;
    private WitnessPolicy policy;

    @BeforeEach
    void open() throws Exception {
        tiles = new LogFolder(Files.createDirectory(folder.resolve("log")));
        signer = new CheckpointSigner(key, new LogFolder(Files.createDirectory(folder.resolve("signer"))));
        var own = SoftwareSigner.generate("venue.example", SignatureType.COSIGNATURE, new SecureRandom());
        memory = new WitnessFolder(folder.resolve("witness"));
        var witness = new Witness(own, List.of(key.verifierKey()), memory, InstantSource.system());
        http = new WitnessServer(vertx, witness, memory, own.verifierKey())
                .listen("127.0.0.1", 0)
                .await();
        policy = WitnessPolicy.parse("log " + key.verifierKey().text() + "\nwitness venue "
                + own.verifierKey().text() + " http://127.0.0.1:" + http.actualPort() + "\nquorum venue\n");
    }

    @AfterEach
    void close() throws Exception {
        http.close().await();
        memory.close();
        vertx.close().await();
    }

    /** As the leader of the moment does: tiles, then the signature. */
    private SignedNote signOneMore(long size) {
        TileWriter writer = TileWriter.resume(tiles, size - 1);
        TileWriter.Staged staged = writer.stage(List.of(("entry " + size).getBytes(StandardCharsets.UTF_8)));
        staged.write();
        return signer.sign(size, staged.root(), new TileTree(tiles, size).proofs(), Instant.now());
    }

    @Test
    void whoeverIsOvertakenLetsGo() throws Exception {
        try (var first = new Cosigning(policy, tiles, this::signedSize);
                var second = new Cosigning(policy, tiles, this::signedSize)) {
            SignedNote waiting = signOneMore(1);
            SignedNote newer = signOneMore(2);
            assertThat(second.collect(newer))
                    .hasValueSatisfying(
                            note -> assertThat(policy.isSatisfied(note)).isTrue());
            assertThat(first.collect(waiting)).isEmpty();
            // It takes the lead again.
            assertThat(first.collect(signOneMore(3))).isPresent();
        }
    }

    @Test
    void whatThisLogHasNotSignedIsAnotherHistory() throws Exception {
        try (var first = new Cosigning(policy, tiles, () -> 1);
                var second = new Cosigning(policy, tiles, this::signedSize)) {
            SignedNote old = signOneMore(1);
            second.collect(signOneMore(2));
            assertThatThrownBy(() -> first.collect(old))
                    .isInstanceOf(LogDamaged.class)
                    .hasMessageContaining("has cosigned size 2");
        }
    }

    private long signedSize() {
        return signer.last().map(Checkpoint::size).orElse(0L);
    }
}

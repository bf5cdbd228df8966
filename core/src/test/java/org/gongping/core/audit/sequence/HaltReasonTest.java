package org.gongping.core.audit.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.recover.Heard;
import org.gongping.core.audit.recover.Standing;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.audit.tile.TileTree;
import org.gongping.core.audit.tile.TileWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops a log is written by those who find it; each text of theirs must be known here, or the page shows it as it is. */
class HaltReasonTest {
    @TempDir
    private Path folder;

    private final SoftwareSigner key =
            SoftwareSigner.generate("log.example", SignatureType.ED25519, new SecureRandom());
    private LogFolder tiles;
    private LogFolder memory;
    private CheckpointSigner signer;

    @BeforeEach
    void open() throws Exception {
        tiles = new LogFolder(Files.createDirectory(folder.resolve("log")));
        memory = new LogFolder(Files.createDirectory(folder.resolve("signer")));
        signer = new CheckpointSigner(key, memory);
        TileWriter.Staged staged = TileWriter.resume(tiles, 0)
                .stage(Stream.of("a", "b", "c")
                        .map(entry -> entry.getBytes(StandardCharsets.UTF_8))
                        .toList());
        staged.write();
        SignedNote note = signer.sign(3, staged.root(), new TileTree(tiles, 3).proofs(), Instant.EPOCH);
        new PublishedLog(tiles).publish(note, key.verifierKey());
    }

    private byte[] root() {
        return signer.last().orElseThrow().root();
    }

    private SignedNote note(long size, byte[] root) {
        String text = new Checkpoint("log.example", size, root).text();
        return new SignedNote(text, List.of(key.sign(text, Instant.EPOCH)));
    }

    private List<String> codes(Standing.Places places, SignedNote... heard) {
        List<Heard> witnesses = Stream.of(heard)
                .map(note -> new Heard("venue", Optional.of(note), ""))
                .toList();
        Standing standing = Standing.of(signer, tiles, witnesses, () -> places);
        List<HaltReason> reasons = HaltReason.read(standing.why(false));
        assertThat(reasons).hasSameSizeAs(standing.contradictions());
        assertThat(reasons)
                .allSatisfy(
                        reason -> assertThat(reason.zh()).doesNotContain("{").doesNotContain("entries"));
        return reasons.stream().map(HaltReason::code).toList();
    }

    @Test
    void whatContradictsWhenAServerStartsIsKnown() {
        byte[] other = new byte[32];
        assertThat(codes(new Standing.Places(2, other, 1), note(4, other)))
                .containsExactly("database.behind", "published.ahead", "witness.ahead");
        assertThat(codes(new Standing.Places(3, other, 4), note(3, other)))
                .containsExactly("database.state", "database.root", "witness.root");
    }

    @Test
    void whatTheTilesDoNotHoldIsKnown() throws Exception {
        var places = new Standing.Places(3, root(), 2);
        Path tile = folder.resolve("log/tile/0/000.p/3");
        Files.write(tile, new byte[96]);
        assertThat(codes(places)).containsExactly("tiles.signed", "tiles.published");
        Files.write(tile, new byte[95]);
        assertThat(codes(places)).containsExactly("tiles.lost.signed", "tiles.lost.published");
        Files.delete(tile);
        assertThat(codes(places)).containsExactly("tiles.lost.signed", "tiles.lost.published");
        assertThat(HaltReason.chinese(
                        Standing.of(signer, tiles, List.of(), () -> places).why(false)))
                .isEqualTo("已签署 3 条，瓦片却不全：缺少文件 tile/0/000.p/3；已公布 3 条，瓦片却不全：缺少文件 tile/0/000.p/3");
    }

    @Test
    void whatCannotBeReadIsKnown() {
        tiles.replace("checkpoint", "garbage".getBytes(StandardCharsets.UTF_8));
        memory.replace("checkpoint", "garbage".getBytes(StandardCharsets.UTF_8));
        String why = Standing.of(signer, tiles, List.of(), () -> new Standing.Places(3, new byte[32], 2))
                .why(false);
        assertThat(HaltReason.read(why)).extracting(HaltReason::code).contains("checkpoint.note");
    }

    @Test
    void whatTheSignerRefusesIsKnown() {
        TileTree tree = new TileTree(tiles, 3);
        assertThat(code(catchThrowable(() -> signer.sign(2, root(), tree.proofs(), Instant.EPOCH))))
                .isEqualTo("signer.shrunk");
        assertThat(code(catchThrowable(() -> signer.sign(3, new byte[32], tree.proofs(), Instant.EPOCH))))
                .isEqualTo("signer.rewritten");
    }

    private static String code(Throwable thrown) {
        assertThat(thrown).isInstanceOf(LogDamaged.class);
        return HaltReason.read(thrown.getMessage()).getFirst().code();
    }

    @Test
    void whatIsNotKnownStaysAsItIs() {
        assertThat(HaltReason.read("the moon has fallen; the log has 2 entries, but 3 were signed"))
                .containsExactly(
                        new HaltReason("other", "the moon has fallen", "the moon has fallen"),
                        new HaltReason(
                                "signer.shrunk", "日志有 2 条，已签署的却有 3 条", "the log has 2 entries, but 3 were signed"));
    }
}

package org.gongping.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.TilePath;
import org.gongping.core.audit.tile.TileTree;
import org.gongping.core.audit.tile.TileWriter;
import org.gongping.core.audit.tree.Consistency;
import org.gongping.core.audit.tree.Inclusion;
import org.gongping.core.audit.tree.Merkle;
import org.gongping.core.audit.tree.Proofs;
import org.gongping.core.audit.witness.AddCheckpoint;
import org.gongping.core.audit.witness.Witness;
import org.gongping.core.audit.witness.WitnessFolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the server writes, proves, signs and cosigns with, against public vectors of other programs. The verifier has code
 * of its own and runs them too; the list of what was run is printed.
 */
class PublicVectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Integer> RUN = new TreeMap<>();
    private static final String TESSERA = "tessera-log/testdata/log/";
    private static final String SUNLIGHT = "sunlight-mirror/cmd/skylight/testdata/witness/";
    private static final String SUNLIGHT_LOG = "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706";

    @TempDir
    private Path folder;

    @AfterAll
    static void print() {
        RUN.forEach((set, count) -> System.out.println("server vectors: " + set + ": " + count));
        System.out.println("server vectors: all: "
                + RUN.values().stream().mapToInt(Integer::intValue).sum());
    }

    private static void ran(String set) {
        RUN.merge(set, 1, Integer::sum);
    }

    private static Path vectors(String path) {
        try {
            return Path.of(
                    PublicVectorsTest.class.getResource("/vectors/tlog/" + path).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static List<JsonNode> cases(String kind) throws IOException {
        try (Stream<Path> files = Files.walk(vectors("merkle-rfc6962/testdata/" + kind))) {
            List<JsonNode> cases = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                cases.add(JSON.readTree(Files.readAllBytes(file)));
            }
            return cases;
        }
    }

    private static byte[] hash(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asText());
    }

    private static long number(JsonNode number) {
        return number.bigIntegerValue().longValue();
    }

    private static List<byte[]> proof(JsonNode json) {
        List<byte[]> proof = new ArrayList<>();
        json.path("proof").forEach(hash -> proof.add(hash(hash)));
        return proof;
    }

    @Test
    void inclusionProofs() throws IOException {
        for (JsonNode json : cases("inclusion")) {
            boolean holds = Inclusion.holds(
                    number(json.get("leafIdx")),
                    number(json.get("treeSize")),
                    hash(json.get("leafHash")),
                    proof(json),
                    hash(json.get("root")));
            assertThat(holds).as(json.toString()).isEqualTo(!json.get("wantErr").booleanValue());
            ran("merkle-rfc6962 inclusion");
        }
        assertThat(RUN).containsEntry("merkle-rfc6962 inclusion", 98);
    }

    /** A witness takes size 0 with an empty proof (C2SP tlog-witness), which the set refuses: that is decided there. */
    @Test
    void consistencyProofs() throws IOException {
        for (JsonNode json : cases("consistency")) {
            long old = number(json.get("size1"));
            List<byte[]> proof = proof(json);
            boolean fromNothing = old == 0
                    && number(json.get("size2")) >= 0
                    && proof.isEmpty()
                    && HexFormat.of()
                            .formatHex(hash(json.get("root1")))
                            .equals(HexFormat.of().formatHex(Merkle.emptyRoot()));
            boolean holds = Consistency.holds(
                    old, hash(json.get("root1")), number(json.get("size2")), hash(json.get("root2")), proof);
            assertThat(holds).as(json.toString()).isEqualTo(!json.get("wantErr").booleanValue() || fromNothing);
            ran("merkle-rfc6962 consistency");
        }
        assertThat(RUN).containsEntry("merkle-rfc6962 consistency", 98);
    }

    @Test
    void rootsOfTheReferenceTree() throws IOException {
        JsonNode json = JSON.readTree(Files.readAllBytes(vectors("rfc6962-roots/roots.json")));
        List<byte[]> entries = new ArrayList<>();
        json.get("leaf_inputs_hex").forEach(input -> entries.add(HexFormat.of().parseHex(input.asText())));
        for (int size = 0; size <= entries.size(); size++) {
            TileWriter writer = written("roots-" + size, entries.subList(0, size));
            assertThat(HexFormat.of().formatHex(writer.root()))
                    .isEqualTo(json.get("roots_by_size_hex").get(size).asText());
            ran("rfc6962-roots");
        }
    }

    private TileWriter written(String name, List<byte[]> entries) throws IOException {
        TileWriter writer = TileWriter.resume(new LogFolder(Files.createDirectories(folder.resolve(name))), 0);
        if (!entries.isEmpty()) {
            writer.stage(entries).write();
        }
        return writer;
    }

    private static List<byte[]> entries(byte[] bundle) {
        List<byte[]> entries = new ArrayList<>();
        for (int at = 0; at < bundle.length; ) {
            int length = (bundle[at] & 0xff) << 8 | bundle[at + 1] & 0xff;
            byte[] entry = new byte[length];
            System.arraycopy(bundle, at + 2, entry, 0, length);
            entries.add(entry);
            at += 2 + length;
        }
        return entries;
    }

    /** Out of the same entries come the same files, and their checkpoints are signed as ours are. */
    @Test
    void filesAndCheckpointsOfTessera() throws IOException {
        VerifierKey key = VerifierKey.parse(
                        Files.readString(vectors("tessera-log/vkey.txt")).strip())
                .orElseThrow();
        List<byte[]> all = entries(Files.readAllBytes(vectors(TESSERA + TilePath.entries(0, 15))));
        for (int size = 0; size <= 15; size++) {
            TileWriter writer = written("tessera-" + size, all.subList(0, size));
            SignedNote note = SignedNote.parse(Files.readAllBytes(vectors(TESSERA + "checkpoint." + size)))
                    .orElseThrow();
            assertThat(note.signedBy(List.of(key))).containsExactly(key);
            Checkpoint checkpoint = Checkpoint.parse(note.text()).orElseThrow();
            assertThat(checkpoint.text()).isEqualTo(note.text());
            assertThat(checkpoint.size()).isEqualTo(size);
            assertThat(writer.root()).isEqualTo(checkpoint.root());
            ran("tessera-log checkpoints");
            if (size > 0) {
                same("tessera-" + size, TilePath.hashes(0, 0, size), TESSERA);
                ran("tessera-log tiles");
                same("tessera-" + size, TilePath.entries(0, size), TESSERA);
                ran("tessera-log bundles");
            }
        }
    }

    private void same(String own, String path, String theirs) throws IOException {
        assertThat(folder.resolve(own).resolve(path)).hasSameBinaryContentAs(vectors(theirs + path));
    }

    @Test
    void tilesProofsAndCosignaturesOfSunlight() throws IOException {
        String mirror = SUNLIGHT + "mirror/" + SUNLIGHT_LOG + "/";
        List<byte[]> entries = IntStream.range(0, 300)
                .mapToObj(i -> ("record " + i).getBytes(StandardCharsets.UTF_8))
                .toList();
        TileWriter writer = written("sunlight", entries);
        for (String tile : List.of(TilePath.hashes(0, 0, 256), TilePath.hashes(0, 1, 44), TilePath.hashes(1, 0, 1))) {
            same("sunlight", tile, mirror);
            ran("sunlight-mirror tiles");
        }
        Checkpoint checkpoint = cosigned(mirror + "checkpoint", SUNLIGHT + "mirror/mirror.v0.json");
        assertThat(checkpoint.size()).isEqualTo(entries.size());
        assertThat(writer.root()).isEqualTo(checkpoint.root());
        Proofs proofs = new TileTree(new LogFolder(vectors(mirror)), 300).proofs();
        assertThat(proofs.root(300)).isEqualTo(checkpoint.root());
        for (int index = 0; index < entries.size(); index++) {
            byte[] leaf = Merkle.leaf(entries.get(index));
            assertThat(Inclusion.holds(index, 300, leaf, proofs.inclusion(index, 300), checkpoint.root()))
                    .isTrue();
        }
        cosigned(SUNLIGHT + SUNLIGHT_LOG + "/checkpoint", SUNLIGHT + "witness.v0.json");
    }

    private static Checkpoint cosigned(String file, String keyFile) throws IOException {
        String vkey = JSON.readTree(Files.readAllBytes(vectors(keyFile)))
                .get("verifier_keys")
                .get(0)
                .asText();
        VerifierKey key = VerifierKey.parse(vkey).orElseThrow();
        SignedNote note = SignedNote.parse(Files.readAllBytes(vectors(file))).orElseThrow();
        assertThat(note.cosignedAt(key)).isPresent();
        List<SignedNote.Line> changed = note.signatures().stream()
                .map(line -> {
                    byte[] bytes = line.bytes().clone();
                    bytes[7] ^= 1;
                    return new SignedNote.Line(line.name(), line.keyId(), bytes);
                })
                .toList();
        assertThat(new SignedNote(note.text(), changed).cosignedAt(key))
                .as("another second")
                .isEmpty();
        ran("sunlight-mirror cosignatures");
        return Checkpoint.parse(note.text()).orElseThrow();
    }

    @Test
    void noteOfTheSpecification() throws IOException {
        VerifierKey key = VerifierKey.parse(Files.readString(vectors("signed-note/c2sp-example.vkey"))
                        .strip())
                .orElseThrow();
        SignedNote note = SignedNote.parse(Files.readAllBytes(vectors("signed-note/c2sp-example.note")))
                .orElseThrow();
        assertThat(note.signedBy(List.of(key))).containsExactly(key);
        assertThat(new SignedNote(note.text() + "\n", note.signatures()).signedBy(List.of(key)))
                .isEmpty();
        assertThat(note.write()).isEqualTo(Files.readString(vectors("signed-note/c2sp-example.note")));
        ran("signed-note");
    }

    /**
     * Our witness in the place of the one that answered. The keys are not in the set, so the log of the exchanges gets
     * one of ours; what was answered for a false signature gets the false signature. An unknown log is 404 here, as the
     * specification says, and 403 there.
     */
    @Test
    void exchangesOfLitewitness() throws IOException {
        String text = Files.readString(vectors("litewitness/add-checkpoint-exchanges.txt"));
        Matcher exchange = Pattern.compile("```\n(.*?)\n```\nHTTP (\\d+)\n\\[Asserts]\nbody ([^\n]*)", Pattern.DOTALL)
                .matcher(text);
        String origin = text.lines()
                .filter(line -> line.startsWith("sigsum.org/"))
                .findFirst()
                .orElseThrow();
        SoftwareSigner log = SoftwareSigner.generate(origin, SignatureType.ED25519, new SecureRandom());
        SoftwareSigner own =
                SoftwareSigner.generate("example.com/witness", SignatureType.COSIGNATURE, new SecureRandom());
        try (WitnessFolder memory = new WitnessFolder(folder.resolve("memory"))) {
            Witness witness = new Witness(own, List.of(log.verifierKey()), memory, InstantSource.system());
            while (exchange.find()) {
                AddCheckpoint asked =
                        AddCheckpoint.parse(exchange.group(1) + "\n").orElseThrow();
                boolean isFalse = exchange.group(3).contains("invalid signature");
                String note = asked.checkpoint().text();
                SignedNote signed =
                        isFalse ? asked.checkpoint() : new SignedNote(note, List.of(log.sign(note, Instant.EPOCH)));
                Witness.Answer answer = witness.add(new AddCheckpoint(asked.old(), asked.proof(), signed));
                int status = Integer.parseInt(exchange.group(2));
                boolean isUnknown = exchange.group(3).contains("unknown log");
                switch (answer) {
                    case Witness.Answer.Cosigned(SignedNote.Line line) -> {
                        assertThat(status).isEqualTo(200);
                        assertThat(new SignedNote(note, List.of(line)).signedBy(List.of(own.verifierKey())))
                                .isNotEmpty();
                    }
                    case Witness.Answer.OtherSize(long size) -> {
                        assertThat(status).isEqualTo(409);
                        assertThat(exchange.group(3)).contains("\"" + size + "\\n\"");
                    }
                    case Witness.Answer.Refused(int refused, String why) ->
                        assertThat(refused).as(why).isEqualTo(isUnknown ? 404 : status);
                }
                ran("litewitness exchanges");
            }
        }
        assertThat(RUN).containsEntry("litewitness exchanges", 9);
    }

    /** As the verifier has it: what is malformed, a key of small order, or left over without the cofactor is refused. */
    @Test
    void edgeCasesOfEd25519() throws IOException {
        Set<String> refused =
                Set.of("low_order_A", "non_canonical_A", "non_canonical_R", "low_order_residue", "reencoded_k");
        int accepted = 0;
        for (JsonNode json : JSON.readTree(Files.readAllBytes(vectors("ed25519-cctv/ed25519vectors.json")))) {
            boolean good = true;
            for (JsonNode flag : json.path("flags")) {
                good &= !refused.contains(flag.asText());
            }
            VerifierKey key = VerifierKey.of(
                    "cctv",
                    SignatureType.ED25519,
                    HexFormat.of().parseHex(json.get("key").asText()));
            byte[] signature = HexFormat.of().parseHex(json.get("sig").asText());
            SignedNote note = new SignedNote(
                    json.get("msg").asText(), List.of(new SignedNote.Line(key.name(), key.id(), signature)));
            boolean holds = !note.signedBy(List.of(key)).isEmpty();
            assertThat(holds).as(json.toString()).isEqualTo(good);
            accepted += holds ? 1 : 0;
            ran("ed25519-cctv");
        }
        assertThat(RUN).containsEntry("ed25519-cctv", 914);
        assertThat(accepted).as("some of them are good").isPositive();
    }
}

package org.gongping.core.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The verifier against public vectors of other programs; the list of what was run is printed. */
class VectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Integer> RUN = new TreeMap<>();
    private static final String TESSERA = "tessera-log/testdata/log/";
    private static final String SUNLIGHT = "sunlight-mirror/cmd/skylight/testdata/witness/";
    private static final String SUNLIGHT_LOG = "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706";

    @AfterAll
    static void print() {
        RUN.forEach((set, count) -> System.out.println("verifier vectors: " + set + ": " + count));
        System.out.println("verifier vectors: all: "
                + RUN.values().stream().mapToInt(Integer::intValue).sum());
    }

    private static void ran(String set) {
        RUN.merge(set, 1, Integer::sum);
    }

    private static Path folder(String path) {
        try {
            return Path.of(
                    VectorsTest.class.getResource("/vectors/tlog/" + path).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String path) throws IOException {
        return Files.readAllBytes(folder(path));
    }

    private static String string(String path) throws IOException {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    private static List<JsonNode> cases(String kind) throws IOException {
        try (Stream<Path> files = Files.walk(folder("merkle-rfc6962/testdata/" + kind))) {
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

    private static List<byte[]> proof(JsonNode json) {
        List<byte[]> proof = new ArrayList<>();
        json.path("proof").forEach(hash -> proof.add(hash(hash)));
        return proof;
    }

    @Test
    void inclusionProofs() throws IOException {
        for (JsonNode json : cases("inclusion")) {
            boolean holds = Merkle.includes(
                    json.get("leafIdx").bigIntegerValue().longValue(),
                    json.get("treeSize").bigIntegerValue().longValue(),
                    hash(json.get("leafHash")),
                    proof(json),
                    hash(json.get("root")));
            assertThat(holds).as(json.toString()).isEqualTo(!json.get("wantErr").booleanValue());
            ran("merkle-rfc6962 inclusion");
        }
        assertThat(RUN).containsEntry("merkle-rfc6962 inclusion", 98);
    }

    @Test
    void consistencyProofs() throws IOException {
        for (JsonNode json : cases("consistency")) {
            boolean holds = Merkle.isConsistent(
                    json.get("size1").bigIntegerValue().longValue(),
                    hash(json.get("root1")),
                    json.get("size2").bigIntegerValue().longValue(),
                    hash(json.get("root2")),
                    proof(json));
            assertThat(holds).as(json.toString()).isEqualTo(!json.get("wantErr").booleanValue());
            ran("merkle-rfc6962 consistency");
        }
        assertThat(RUN).containsEntry("merkle-rfc6962 consistency", 98);
    }

    @Test
    void rootsOfTheReferenceTree() throws IOException {
        JsonNode json = JSON.readTree(bytes("rfc6962-roots/roots.json"));
        List<byte[]> leaves = new ArrayList<>();
        json.get("leaf_inputs_hex")
                .forEach(input -> leaves.add(Merkle.leaf(HexFormat.of().parseHex(input.asText()))));
        for (int size = 0; size <= leaves.size(); size++) {
            assertThat(HexFormat.of().formatHex(Merkle.root(leaves.subList(0, size))))
                    .isEqualTo(json.get("roots_by_size_hex").get(size).asText());
            ran("rfc6962-roots");
        }
    }

    @Test
    void checkpointsTilesAndBundlesOfTessera() throws IOException, Refused {
        String vkey = string("tessera-log/vkey.txt").strip();
        Policy policy = PolicyReader.read(("log " + vkey + "\nquorum none\n").getBytes(StandardCharsets.UTF_8), "p");
        for (int size = 0; size <= 15; size++) {
            Checkpoint checkpoint =
                    policy.check(bytes(TESSERA + "checkpoint." + size), "c").checkpoint();
            assertThat(checkpoint.size()).isEqualTo(size);
            List<byte[]> leaves = new ArrayList<>();
            if (size > 0) {
                byte[] tile = bytes(TESSERA + Tiles.path(0, 0, size));
                byte[] bundle = bytes(TESSERA + Tiles.entriesPath(0, size));
                Bundle.parse(bundle, size, true).orElseThrow().forEach(entry -> leaves.add(Merkle.leaf(entry)));
                assertThat(tile).isEqualTo(joined(leaves));
                ran("tessera-log tiles");
                ran("tessera-log bundles");
            }
            assertThat(Merkle.root(leaves)).isEqualTo(checkpoint.root());
            ran("tessera-log checkpoints");
        }
        assertThat(string(TESSERA + "checkpoint")).isEqualTo(string(TESSERA + "checkpoint.15"));
    }

    @Test
    void tilesAndCosignaturesOfSunlight() throws IOException, Refused {
        String mirror = SUNLIGHT + "mirror/" + SUNLIGHT_LOG + "/";
        byte[] first = bytes(mirror + Tiles.path(0, 0, 256));
        byte[] second = bytes(mirror + Tiles.path(0, 1, 44));
        List<byte[]> leaves = new ArrayList<>();
        for (byte[] tile : List.of(first, second)) {
            for (int at = 0; at < tile.length; at += 32) {
                leaves.add(Arrays.copyOfRange(tile, at, at + 32));
            }
            ran("sunlight-mirror tiles");
        }
        assertThat(bytes(mirror + Tiles.path(1, 0, 1))).isEqualTo(Merkle.root(leaves.subList(0, 256)));
        ran("sunlight-mirror tiles");
        for (int i = 0; i < leaves.size(); i++) {
            assertThat(leaves.get(i)).isEqualTo(Merkle.leaf(("record " + i).getBytes(StandardCharsets.UTF_8)));
        }
        Checkpoint checkpoint = cosigned(mirror + "checkpoint", SUNLIGHT + "mirror/mirror.v0.json");
        assertThat(checkpoint.size()).isEqualTo(leaves.size());
        assertThat(checkpoint.root()).isEqualTo(Merkle.root(leaves));
        byte[] origin = checkpoint.origin().getBytes(StandardCharsets.UTF_8);
        assertThat(HexFormat.of().formatHex(Sha256.of(origin))).isEqualTo(SUNLIGHT_LOG);
        cosigned(SUNLIGHT + SUNLIGHT_LOG + "/checkpoint", SUNLIGHT + "witness.v0.json");
    }

    private static Checkpoint cosigned(String file, String keyFile) throws IOException, Refused {
        String vkey = JSON.readTree(bytes(keyFile)).get("verifier_keys").get(0).asText();
        VerifierKey key = VerifierKey.parse(vkey).orElseThrow();
        SignedNote note = SignedNote.parse(bytes(file), file);
        List<SignedNote.Line> lines = note.lines().stream().filter(key::claims).toList();
        assertThat(lines).hasSize(1);
        byte[] signature = lines.getFirst().signature();
        assertThat(key.verifies(note.text(), signature)).isTrue();
        signature[7] ^= 1;
        assertThat(key.verifies(note.text(), signature)).as("another second").isFalse();
        ran("sunlight-mirror cosignatures");
        return Checkpoint.parse(note.text(), file);
    }

    @Test
    void noteOfTheSpecification() throws IOException, Refused {
        VerifierKey key = VerifierKey.parse(
                        string("signed-note/c2sp-example.vkey").strip())
                .orElseThrow();
        SignedNote note = SignedNote.parse(bytes("signed-note/c2sp-example.note"), "note");
        assertThat(note.lines()).singleElement().satisfies(line -> {
            assertThat(key.claims(line)).isTrue();
            assertThat(key.verifies(note.text(), line.signature())).isTrue();
            assertThat(key.verifies(note.text() + "\n", line.signature())).isFalse();
        });
        ran("signed-note");
    }

    /** The answers of a witness tell which proofs hold; the keys are not in the set, so signatures stay out. */
    @Test
    void exchangesOfLitewitness() throws IOException, Refused {
        Matcher exchange = Pattern.compile("```\n(.*?)\n```\nHTTP (\\d+)", Pattern.DOTALL)
                .matcher(string("litewitness/add-checkpoint-exchanges.txt"));
        Checkpoint stored = null;
        while (exchange.find()) {
            String[] parts = exchange.group(1).concat("\n").split("\n\n", 2);
            List<String> head = List.of(parts[0].split("\n"));
            long old = Texts.decimal(head.getFirst().substring("old ".length())).orElseThrow();
            List<byte[]> proof = head.stream()
                    .skip(1)
                    .map(line -> Texts.hash(line).orElseThrow())
                    .toList();
            byte[] note = parts[1].getBytes(StandardCharsets.UTF_8);
            ran("litewitness exchanges");
            if (parts[1].endsWith("6gx=\n")) {
                // The exchange with the false signature: its last base64 digit has stray bits, which we refuse at once.
                assertThatThrownBy(() -> SignedNote.parse(note, "note")).isInstanceOf(Refused.class);
                continue;
            }
            Checkpoint next = Checkpoint.parse(SignedNote.parse(note, "note").text(), "note");
            int status = Integer.parseInt(exchange.group(2));
            if (status == 409) {
                assertThat(old).isNotEqualTo(stored.size());
            } else if (status == 200 || status == 422) {
                boolean holds = stored == null
                        ? old == 0 && proof.isEmpty()
                        : old == stored.size()
                                && Merkle.isConsistent(old, stored.root(), next.size(), next.root(), proof);
                assertThat(holds).isEqualTo(status == 200);
                stored = holds ? next : stored;
            }
        }
        assertThat(RUN).containsEntry("litewitness exchanges", 9);
    }

    /**
     * Our policy in the terms of the set: whatever is malformed, of small order as a key, or left over by the equation
     * without cofactor is refused; all else is a good signature.
     */
    @Test
    void edgeCasesOfEd25519() throws IOException {
        List<String> refused =
                List.of("low_order_A", "non_canonical_A", "non_canonical_R", "low_order_residue", "reencoded_k");
        int accepted = 0;
        for (JsonNode json : JSON.readTree(bytes("ed25519-cctv/ed25519vectors.json"))) {
            boolean good = true;
            for (JsonNode flag : json.path("flags")) {
                good &= !refused.contains(flag.asText());
            }
            boolean holds = Ed25519.verify(
                    HexFormat.of().parseHex(json.get("key").asText()),
                    json.get("msg").asText().getBytes(StandardCharsets.UTF_8),
                    HexFormat.of().parseHex(json.get("sig").asText()));
            assertThat(holds).as(json.toString()).isEqualTo(good);
            accepted += holds ? 1 : 0;
            ran("ed25519-cctv");
        }
        assertThat(RUN).containsEntry("ed25519-cctv", 914);
        assertThat(accepted).as("some of them are good").isPositive();
    }

    private static byte[] joined(List<byte[]> hashes) {
        byte[] all = new byte[hashes.size() * 32];
        for (int i = 0; i < hashes.size(); i++) {
            System.arraycopy(hashes.get(i), 0, all, i * 32, 32);
        }
        return all;
    }
}

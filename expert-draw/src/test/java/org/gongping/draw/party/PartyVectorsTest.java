package org.gongping.draw.party;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.gongping.core.seal.Shamir;
import org.gongping.draw.escrow.Deposit;
import org.gongping.draw.escrow.ShareSeal;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Formulas;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.SignedStep;
import org.gongping.draw.transcript.StepBodies;
import org.junit.jupiter.api.Test;

/**
 * What a party computes, byte for byte as the party's program in the browser does: each holds the other's file of answers.
 * {@code java.json} is written here (with {@code -Dgongping.vectors=FOLDER}), {@code browser.json} by
 * {@code frontend/src/features/draw/party/vectors.test.ts}.
 */
class PartyVectorsTest {
    private static final DrawId DRAW = new DrawId("GP-2026-0425", 2);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] hex(JsonNode text) {
        return HexFormat.of().parseHex(text.textValue());
    }

    private static byte[] base64(JsonNode text) {
        return Base64.getDecoder().decode(text.textValue());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static JsonNode read(String file) throws IOException {
        try (InputStream stream = PartyVectorsTest.class.getResourceAsStream("/vectors/party/" + file)) {
            return MAPPER.readTree(stream);
        }
    }

    private static byte[] sign(byte[] key, byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, new Ed25519PrivateKeyParameters(key));
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    /** The slope is what the generator gives next. */
    private static SecureRandom giving(byte[] next) {
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(next, 0, bytes, 0, bytes.length);
            }
        };
    }

    /** All but what is sealed, which is different each time. */
    private static ObjectNode computed(long seed) {
        Random random = new Random(seed);
        byte[] signing = bytes(random);
        byte[] rulesHash = bytes(random);
        byte[] poolRoot = bytes(random);
        byte[] contribution = bytes(random);
        byte[] slope = bytes(random);
        byte[] alpha = bytes(random);
        byte[] proof = Octets.concat(bytes(random), bytes(random), new byte[16]);
        byte[] commit = Formulas.commitment(DRAW, "agent", rulesHash, poolRoot, contribution);
        List<byte[]> sealedShares = List.of(bytes(random), bytes(random), bytes(random));
        ObjectNode order = StepBodies.redrawOrder(DRAW, new DrawId(DRAW.tender(), 1), "ABORTED_BY:platform");
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("draw_id", DRAW.toString())
                .put("signing_secret", Octets.hex(signing))
                .put(
                        "signing_key",
                        Octets.hex(new Ed25519PrivateKeyParameters(signing)
                                .generatePublicKey()
                                .getEncoded()))
                .put("rules_hash", Octets.hex(rulesHash))
                .put("pool_root", Octets.hex(poolRoot))
                .put("r", Octets.hex(contribution))
                .put("slope", Octets.hex(slope))
                .put("alpha", Octets.hex(alpha))
                .put("pi", Octets.hex(proof))
                .put("commit", Octets.hex(commit));
        json.set("order", order);
        ArrayNode shares = json.putArray("shares");
        for (byte[] share : Shamir.split(contribution, 2, 3, giving(slope))) {
            shares.add(Octets.hex(share));
        }
        ArrayNode sealed = json.putArray("any_sealed_shares");
        sealedShares.forEach(share -> sealed.add(base64(share)));
        json.put("deposit_hash", Octets.hex(SignedStep.depositHash(sealedShares)));
        ObjectNode signatures = json.putObject("signatures");
        signatures
                .put("commit", base64(sign(signing, SignedStep.commit(DRAW, "agent", commit))))
                .put("deposit", base64(sign(signing, SignedStep.deposit(DRAW, "agent", sealedShares))))
                .put("reveal", base64(sign(signing, SignedStep.reveal(DRAW, "agent", contribution))))
                .put("final", base64(sign(signing, SignedStep.finish(DRAW, "platform", alpha, proof))))
                .put("order", base64(sign(signing, SignedStep.order(DRAW, "supervisor", Formulas.orderHash(order)))))
                .put("escrow", base64(sign(signing, SignedStep.escrow(DRAW, "outside", "agent", contribution))))
                .put("escrow_final", base64(sign(signing, SignedStep.escrowFinal(DRAW, "outside", alpha, proof))));
        return json;
    }

    private static ObjectNode withSealed(ObjectNode json, long seed) {
        Random random = new Random(seed);
        List<byte[]> secrets = List.of(bytes(random), bytes(random), bytes(random));
        Deposit deposit = Deposit.of(
                hex(json.get("r")),
                secrets.stream().map(ShareSeal::publicKey).toList(),
                DRAW,
                "agent",
                hex(json.get("commit")),
                giving(hex(json.get("slope"))));
        ArrayNode holders = json.putArray("holders");
        for (int i = 0; i < secrets.size(); i++) {
            holders.addObject()
                    .put("holder", Deposit.HOLDERS.get(i))
                    .put("sealing_secret", Octets.hex(secrets.get(i)))
                    .put("sealing_key", Octets.hex(ShareSeal.publicKey(secrets.get(i))))
                    .put("sealed_share", base64(deposit.sealedShares().get(i)));
        }
        return json;
    }

    private static void holds(JsonNode vector) {
        ArrayNode holders = (ArrayNode) vector.get("holders");
        byte[] commit = hex(vector.get("commit"));
        List<byte[]> opened = new ArrayList<>();
        for (int i = 0; i < holders.size(); i++) {
            byte[] sealed = base64(holders.get(i).get("sealed_share"));
            byte[] secret = hex(holders.get(i).get("sealing_secret"));
            byte[] share = ShareSeal.open(sealed, secret, DRAW, "agent", commit).orElseThrow();
            assertThat(Octets.hex(share)).isEqualTo(vector.get("shares").get(i).textValue());
            opened.add(share);
        }
        for (int i = 0; i < opened.size(); i++) {
            byte[] other = opened.get((i + 1) % opened.size());
            assertThat(Deposit.contribution(
                            opened.get(i),
                            other,
                            DRAW,
                            "agent",
                            hex(vector.get("rules_hash")),
                            hex(vector.get("pool_root")),
                            commit))
                    .contains(hex(vector.get("r")));
        }
    }

    @Test
    void givesTheAnswersOfTheFile() throws IOException {
        String folder = System.getProperty("gongping.vectors");
        if (folder != null) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (int seed = 1; seed <= 5; seed++) {
                all.add(withSealed(computed(seed), 1_000 + seed));
            }
            Files.write(
                    Path.of(folder, "java.json"),
                    MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
        }
        JsonNode vectors = read("java.json");
        assertThat(vectors).hasSize(5);
        for (int i = 0; i < vectors.size(); i++) {
            ObjectNode given = vectors.get(i).deepCopy();
            given.remove("holders");
            assertThat((JsonNode) given).isEqualTo(computed(i + 1));
            holds(vectors.get(i));
        }
    }

    @Test
    void opensWhatTheBrowserSealed() throws IOException {
        JsonNode vectors = read("browser.json");
        assertThat(vectors).hasSize(5);
        vectors.forEach(PartyVectorsTest::holds);
    }
}

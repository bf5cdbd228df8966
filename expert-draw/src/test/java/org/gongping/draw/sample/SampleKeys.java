package org.gongping.draw.sample;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.vrf.SoftwareVrfKey;

/** The keys of all who take part in a sample draw. */
public final class SampleKeys {
    static final String ORIGIN = "log.example.org/gongping/2026";
    static final byte[] VERIFIER = Octets.sha256(Octets.utf8("the published reference verifier"));

    final Map<String, byte[]> publicKeys = new TreeMap<>();
    final SoftwareVrfKey vrf;
    final SoftwareSigner log;
    final SoftwareSigner witness;
    private final Map<String, byte[]> seeds = new TreeMap<>();

    SampleKeys(Random random) {
        for (String signer : List.of("agent", "notary", "outside", "platform", "supervisor")) {
            byte[] seed = bytes(random);
            seeds.put(signer, seed);
            // An Ed25519 key pair is made of its seed in the same way (RFC 8032 §5.1.5).
            publicKeys.put(signer, new SoftwareVrfKey(seed).publicKey());
        }
        vrf = new SoftwareVrfKey(bytes(random));
        log = SoftwareSigner.generate(ORIGIN, SignatureType.ED25519, repeatable(random));
        witness = SoftwareSigner.generate(
                "witness.example.org/supervisor", SignatureType.COSIGNATURE, repeatable(random));
    }

    static byte[] bytes(Random random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    private static SecureRandom repeatable(Random random) {
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                random.nextBytes(bytes);
            }
        };
    }

    byte[] sign(String signer, byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seeds.get(signer))));
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    String policy() {
        return "log " + log.verifierKey().text() + "\nwitness supervisor "
                + witness.verifierKey().text() + "\nquorum supervisor\n";
    }

    ObjectNode pins() {
        ObjectNode pins = JsonNodeFactory.instance.objectNode();
        ObjectNode keys = pins.putObject("keys");
        publicKeys.forEach((signer, key) -> keys.put(signer, Octets.hex(key)));
        return pins.put("vrf_pk", Octets.hex(vrf.publicKey())).put("verifier", Octets.hex(VERIFIER));
    }
}

package org.gongping.core.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A key of a log or a witness, made for a test, with the lines that it signs. */
final class TestKey {
    private final String name;
    private final byte type;
    private final KeyPair pair;

    private TestKey(String name, byte type) {
        this.name = name;
        this.type = type;
        try {
            this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static TestKey log(String origin) {
        return new TestKey(origin, (byte) 1);
    }

    static TestKey witness(String name) {
        return new TestKey(name, (byte) 4);
    }

    private byte[] typed() {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] typed = new byte[33];
        typed[0] = type;
        // The key is the last 32 bytes of its SubjectPublicKeyInfo (RFC 8410 §4).
        System.arraycopy(encoded, encoded.length - 32, typed, 1, 32);
        return typed;
    }

    private byte[] id() {
        byte[] head = (name + "\n").getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(NaiveTree.hash(head, typed()), 4);
    }

    String vkey() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    /** A line of signature over the text of a note; a witness says that it signed at the given second. */
    String line(String text, long time) {
        byte[] payload = type == 1 ? sign(text) : cosign(text, time);
        byte[] both =
                ByteBuffer.allocate(4 + payload.length).put(id()).put(payload).array();
        return "— " + name + " " + Base64.getEncoder().encodeToString(both) + "\n";
    }

    private byte[] cosign(String text, long time) {
        byte[] signature = sign("cosignature/v1\ntime " + time + "\n" + text);
        return ByteBuffer.allocate(72).putLong(time).put(signature).array();
    }

    private byte[] sign(String message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(pair.getPrivate());
            signer.update(message.getBytes(StandardCharsets.UTF_8));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}

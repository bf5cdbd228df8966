package org.gongping.core.bid.envelope;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.seal.SealedBox;

/** A bidder, three holders, and what they do with envelopes. */
public final class Sealing {
    static final SecureRandom RANDOM = new SecureRandom();

    public static final String CREDIT_CODE = "91330500MA2B4K7C3Q";

    public final byte[] bidder = secret();
    public final List<byte[]> holders = List.of(secret(), secret(), secret());
    private static final List<String> NAMES = List.of("agent", "supervisor", "centre");

    public static byte[] secret() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return key;
    }

    static OpeningSummary summary() {
        return new OpeningSummary(
                new BigDecimal("20918600.00"),
                Optional.of(270),
                Optional.of("许安之"),
                Optional.empty(),
                Optional.empty());
    }

    SealEnvelope.Terms terms(EnvelopeKind kind, int k) {
        List<SealEnvelope.Holder> list = new ArrayList<>();
        for (int i = 0; i < holders.size(); i++) {
            list.add(new SealEnvelope.Holder(NAMES.get(i), SealedBox.publicKey(holders.get(i))));
        }
        return new SealEnvelope.Terms(
                "QG-2026-E-0421",
                1,
                kind,
                CREDIT_CODE,
                SealedBox.publicKey(bidder),
                k == 0 ? Optional.empty() : Optional.of(new SealEnvelope.Escrow(k, list)));
    }

    record Bytes(String name, byte[] content) implements SealEnvelope.Source {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }
    }

    public byte[] seal(EnvelopeKind kind, int k, Map<String, byte[]> files) {
        return seal(terms(kind, k), files);
    }

    static byte[] seal(SealEnvelope.Terms terms, Map<String, byte[]> files) {
        var out = new ByteArrayOutputStream();
        List<Bytes> sources = new ArrayList<>();
        files.forEach((name, content) -> sources.add(new Bytes(name, content)));
        Optional<OpeningSummary> summary =
                terms.kind() == EnvelopeKind.PRICE ? Optional.of(summary()) : Optional.empty();
        try {
            new SealEnvelope(RANDOM).seal(terms, sources, summary, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static EnvelopeHeader header(byte[] envelope) throws MalformedEnvelope {
        try {
            return HeaderReader.read(new ByteArrayInputStream(envelope));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is inside, by name. */
    static Map<String, byte[]> open(byte[] envelope, byte[] key) throws MalformedEnvelope {
        Map<String, ByteArrayOutputStream> files = new LinkedHashMap<>();
        try {
            OpenEnvelope.open(new ByteArrayInputStream(envelope), key, file -> {
                OutputStream out = files.computeIfAbsent(file.name(), _ -> new ByteArrayOutputStream());
                return out;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, byte[]> contents = new LinkedHashMap<>();
        files.forEach((name, out) -> contents.put(name, out.toByteArray()));
        return contents;
    }

    Map<String, byte[]> openAsBidder(byte[] envelope) throws MalformedEnvelope {
        return open(envelope, EnvelopeKey.open(header(envelope), bidder));
    }
}

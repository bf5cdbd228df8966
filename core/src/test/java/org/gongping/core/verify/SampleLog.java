package org.gongping.core.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** A small log with its own writer, as simple as the formats allow, and a witness. */
final class SampleLog {
    static final String ORIGIN = "log.example.org/gongping/2026";
    static final long TIME = 1_767_225_600;

    final String origin;
    final TestKey key;
    final TestKey witness;
    final List<byte[]> entries = new ArrayList<>();
    final List<byte[]> leaves = new ArrayList<>();

    SampleLog() {
        this(TestKey.log(ORIGIN), TestKey.witness("supervisor.example.org"));
    }

    SampleLog(TestKey key, TestKey witness) {
        this(ORIGIN, key, witness);
    }

    SampleLog(String origin, TestKey key, TestKey witness) {
        this.origin = origin;
        this.key = key;
        this.witness = witness;
    }

    /** Random entries; the same seed gives the same. */
    static SampleLog of(int size, long seed) {
        SampleLog log = new SampleLog();
        log.grow(size, seed);
        return log;
    }

    void grow(int count, long seed) {
        Random random = new Random(seed);
        byte[] commitment = new byte[32];
        for (int i = 0; i < count; i++) {
            random.nextBytes(commitment);
            add(HexFormat.of().formatHex(commitment));
        }
    }

    void add(String commitment) {
        addEntry(("{\"c\":\"" + commitment + "\",\"v\":1}").getBytes(StandardCharsets.UTF_8));
    }

    void addEntry(byte[] entry) {
        entries.add(entry);
        leaves.add(NaiveTree.leaf(entry));
    }

    String policy() {
        return "log " + key.vkey() + "\nwitness supervisor " + witness.vkey() + "\nquorum supervisor\n";
    }

    String text() {
        return origin + "\n" + leaves.size() + "\n" + Base64.getEncoder().encodeToString(NaiveTree.root(leaves)) + "\n";
    }

    /** The checkpoint as the log alone signs it. */
    String signed() {
        return text() + "\n" + key.line(text(), 0);
    }

    String cosigned() {
        return signed() + witness.line(text(), TIME);
    }

    String receipt(int index, byte[] salt, byte[] record) {
        return receipt(index, salt, record, cosigned());
    }

    String receipt(int index, byte[] salt, byte[] record, String checkpoint) {
        ByteArrayOutputStream extra = new ByteArrayOutputStream();
        extra.writeBytes(salt);
        extra.writeBytes(record);
        StringBuilder text = new StringBuilder("c2sp.org/tlog-proof@v1\nextra "
                + Base64.getEncoder().encodeToString(extra.toByteArray()) + "\nindex " + index + "\n");
        for (byte[] hash : NaiveTree.inclusion(index, leaves)) {
            text.append(Base64.getEncoder().encodeToString(hash)).append('\n');
        }
        return text + "\n" + checkpoint;
    }

    /** Writes checkpoint, bundles and tiles of the log as it is now. */
    void write(Path folder) {
        List<byte[]> level = leaves;
        writeBundles(folder);
        for (int l = 0; !level.isEmpty(); l++) {
            List<byte[]> above = new ArrayList<>();
            for (int n = 0; n * 256 < level.size(); n++) {
                List<byte[]> tile = level.subList(n * 256, Math.min(level.size(), n * 256 + 256));
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                tile.forEach(bytes::writeBytes);
                put(folder.resolve(path("tile/" + l, n, tile.size())), bytes.toByteArray());
                if (tile.size() == 256) {
                    above.add(NaiveTree.root(tile));
                }
            }
            level = above;
        }
        put(folder.resolve("checkpoint"), cosigned().getBytes(StandardCharsets.UTF_8));
    }

    private void writeBundles(Path folder) {
        for (int n = 0; n * 256 < entries.size(); n++) {
            List<byte[]> bundle = entries.subList(n * 256, Math.min(entries.size(), n * 256 + 256));
            put(folder.resolve(path("tile/entries", n, bundle.size())), bundle(bundle));
        }
    }

    static byte[] bundle(List<byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            bytes.write(entry.length >> 8);
            bytes.write(entry.length);
            bytes.writeBytes(entry);
        }
        return bytes.toByteArray();
    }

    private static String path(String folder, int number, int width) {
        String groups = number < 1000 ? "%03d".formatted(number) : "x%03d/%03d".formatted(number / 1000, number % 1000);
        return folder + "/" + groups + (width == 256 ? "" : ".p/" + width);
    }

    static void put(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

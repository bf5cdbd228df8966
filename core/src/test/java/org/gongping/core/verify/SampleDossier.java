package org.gongping.core.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The records of one tender in a sample log, and the dossier of them, open to every falsification before it is written. */
final class SampleDossier {
    static final String TENDER = "GP-2026-001";

    final SampleLog log = SampleLog.of(10, 1);
    final Map<String, byte[]> files = new TreeMap<>();
    final List<Integer> indexes = new ArrayList<>();
    private final List<byte[]> salts = new ArrayList<>();
    private final List<byte[]> records = new ArrayList<>();
    String contents;

    /** What differs between records. */
    record Draft(String previous, String time, String id, String extraMembers) {
        static Draft after(String previous) {
            return new Draft(previous, "2026-03-01T01:00:00.000Z", null, "");
        }

        Draft at(String newTime) {
            return new Draft(previous, newTime, id, extraMembers);
        }

        Draft id(String newId) {
            return new Draft(previous, time, newId, extraMembers);
        }

        /** Members as JSON text, each with a comma before it. */
        Draft with(String members) {
            return new Draft(previous, time, id, members);
        }
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(NaiveTree.hash(bytes));
    }

    /** Appends a record, and an entry of somebody else after it; answers its commitment. */
    String add(Draft draft) {
        int number = records.size();
        String id = draft.id() == null ? "00000000-0000-7000-8000-%012d".formatted(number) : draft.id();
        String record =
                "{\"actor\":{\"ref\":\"r\",\"role\":\"agent\"},\"id\":\"%s\",\"kind\":\"sample.step\",\"prev\":\"%s\",\"t\":\"%s\",\"tender\":\"%s\",\"v\":1%s}"
                        .formatted(id, draft.previous(), draft.time(), TENDER, draft.extraMembers());
        return addRaw(record);
    }

    String addRaw(String record) {
        byte[] salt = NaiveTree.hash(record.getBytes(StandardCharsets.UTF_8), new byte[] {(byte) records.size()});
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        byte[] label = "GP/entry\0".getBytes(StandardCharsets.US_ASCII);
        String commitment = HexFormat.of().formatHex(NaiveTree.hash(label, salt, bytes));
        indexes.add(log.entries.size());
        salts.add(salt);
        records.add(bytes);
        log.add(commitment);
        log.grow(1, 1_000 + records.size());
        return commitment;
    }

    void addDocument(byte[] bytes) {
        files.put("documents/" + sha256(bytes), bytes);
    }

    static String docs(byte[] bytes) {
        return ",\"docs\":[{\"alg\":\"sha256\",\"hash\":\"%s\",\"name\":\"a.pdf\",\"size\":%d}]"
                .formatted(sha256(bytes), bytes.length);
    }

    static String joins(String... heads) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < heads.length; i++) {
            members.add("\"s" + i + "\":\"" + heads[i] + "\"");
        }
        return ",\"body\":{\"streams\":{" + String.join(",", members) + "}}";
    }

    static String name(int index) {
        return "records/%012d.tlog-proof".formatted(index);
    }

    String receipt(int number) {
        return log.receipt(indexes.get(number), salts.get(number), records.get(number));
    }

    /** Makes checkpoint, receipts and table of contents as they should be. */
    SampleDossier seal() {
        files.put("log/checkpoint", log.cosigned().getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < records.size(); i++) {
            files.put(name(indexes.get(i)), receipt(i).getBytes(StandardCharsets.UTF_8));
        }
        list();
        return this;
    }

    /** Makes the table of contents of the files as they are. */
    void list() {
        List<String> lines = new ArrayList<>();
        files.forEach((path, bytes) -> lines.add("{\"path\":\"%s\",\"sha256\":\"%s\",\"size\":%d,\"title\":\"x\"}"
                .formatted(path, sha256(bytes), bytes.length)));
        contents = "{\"schema\":\"gongping.dossier/1\",\"project\":\"%s\",\"checkpointSize\":%d,\"files\":[%s]}"
                .formatted(TENDER, log.entries.size(), String.join(",", lines));
    }

    void write(Path file) {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "contents.json", contents.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                put(zip, entry.getKey(), entry.getValue());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }
}

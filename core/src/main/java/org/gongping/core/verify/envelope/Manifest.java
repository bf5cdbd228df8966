package org.gongping.core.verify.envelope;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.gongping.core.verify.Sha256;

/**
 * The list of files inside, and of a price envelope what is read out.
 *
 * @param price yuan as it was written, of a price envelope
 */
record Manifest(List<Entry> files, Optional<String> price) {
    private static final int MAX_FILES = 200;
    private static final int MAX_NAME = 200;
    private static final long MAX_SIZE = 1L << 42;
    private static final Pattern AMOUNT = Pattern.compile("(0|[1-9][0-9]{0,15})(\\.[0-9]{1,6})?");
    private static final Pattern SHARE = Pattern.compile("0(\\.[0-9]{1,6})?|1(\\.0{1,6})?");
    private static final Pattern FIRM_SIZE = Pattern.compile("LARGE|MEDIUM|SMALL|MICRO");
    private static final Pattern MANAGER = Pattern.compile("[\\s\\S]+");
    private static final int MAX_MANAGER = 50;

    /** A file; its digest has 32 bytes. */
    record Entry(String name, long size, byte[] sha256) {}

    static Manifest parse(byte[] bytes, String kind) throws Broken {
        Json json;
        try {
            json = JsonReader.readCanonical(bytes);
        } catch (JsonReader.Malformed e) {
            throw Broken.of(Rule.MANIFEST, "byte " + e.at() + " of the manifest: " + e.getMessage());
        }
        boolean isPrice = kind.equals("price");
        Members all = members("manifest", json);
        all.exactly(isPrice ? Set.of("v", "files", "summary") : Set.of("v", "files"), Set.of());
        all.number("v", 1, 1);
        List<Json> items = all.items("files");
        all.hold(items.size() <= MAX_FILES && (isPrice || !items.isEmpty()), "files");
        List<Entry> files = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Json item : items) {
            Entry file = entry(members("manifest.files", item));
            all.hold(names.add(file.name()), "files: a name twice");
            files.add(file);
        }
        return new Manifest(
                List.copyOf(files), isPrice ? Optional.of(price(all.members("summary"))) : Optional.empty());
    }

    private static Members members(String path, Json json) throws Broken {
        return Members.of(path, json, Rule.MANIFEST, Rule.MANIFEST);
    }

    private static Entry entry(Members file) throws Broken {
        file.exactly(Set.of("name", "size", "sha256"), Set.of());
        String name = file.text("name");
        boolean isName = !name.isEmpty()
                && name.length() <= MAX_NAME
                && !name.equals(".")
                && !name.equals("..")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c <= 0x1f || c >= 0x7f && c <= 0x9f);
        file.hold(isName, "name");
        return new Entry(name, file.number("size", 0, MAX_SIZE), file.hex("sha256", Sha256.LENGTH));
    }

    private static String price(Members summary) throws Broken {
        summary.exactly(Set.of("price"), Set.of("periodDays", "projectManager", "firmSize", "smallFirmShare"));
        if (summary.has("periodDays")) {
            summary.number("periodDays", 1, 36_500);
        }
        if (summary.has("projectManager")) {
            summary.hold(summary.text("projectManager", MANAGER).length() <= MAX_MANAGER, "projectManager");
        }
        if (summary.has("firmSize")) {
            summary.text("firmSize", FIRM_SIZE);
        }
        if (summary.has("smallFirmShare")) {
            summary.text("smallFirmShare", SHARE);
        }
        return summary.text("price", AMOUNT);
    }

    /** Bytes of all files; no sum of 200 sizes overflows. */
    long fileBytes() {
        return files.stream().mapToLong(Entry::size).sum();
    }
}

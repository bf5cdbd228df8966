package org.gongping.core.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The table of contents of a dossier, {@code contents.json}: which files there are, their sizes and SHA-256. It is not
 * signed: what it says beyond that is proven by nothing here.
 *
 * @param project code of the tender
 * @param checkpointSize size of the log at the dossier's checkpoint
 */
record DossierContents(String project, long checkpointSize, Map<String, Listed> files) {
    static final String NAME = "contents.json";
    static final String SCHEMA = "gongping.dossier/1";
    static final int MAX_BYTES = 256 << 20;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** One file as it is listed. */
    record Listed(String sha256, long size) {}

    static DossierContents parse(byte[] bytes) throws Refused {
        JsonNode json = StrictJson.object(bytes).orElseThrow(() -> wrong("JSON"));
        if (!SCHEMA.equals(json.path("schema").textValue())) {
            throw wrong("schema ≠ " + SCHEMA);
        }
        if (!json.path("project").isTextual()) {
            throw wrong("project");
        }
        if (!isSize(json.path("checkpointSize"))) {
            throw wrong("checkpointSize");
        }
        if (!json.path("files").isArray()) {
            throw wrong("files");
        }
        Map<String, Listed> files = new TreeMap<>();
        for (JsonNode file : json.get("files")) {
            String path = file.path("path").asText();
            String hash = file.path("sha256").asText();
            if (path.isEmpty() || !HASH.matcher(hash).matches() || !isSize(file.path("size"))) {
                throw wrong("files: " + path);
            }
            Listed listed = new Listed(hash, file.get("size").longValue());
            if (path.equals(NAME) || files.putIfAbsent(path, listed) != null) {
                throw wrong("files: " + path);
            }
        }
        return new DossierContents(
                json.get("project").textValue(), json.get("checkpointSize").longValue(), files);
    }

    private static boolean isSize(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
    }

    private static Refused wrong(String what) {
        return new Refused(Finding.of(FindingCode.DOSSIER_CONTENTS, NAME, what));
    }
}

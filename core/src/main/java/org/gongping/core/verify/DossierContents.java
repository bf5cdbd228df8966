package org.gongping.core.verify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The table of contents of a dossier or an excerpt, {@code contents.json}: which files there are, their sizes and SHA-256. It is not
 * signed: what it says beyond that is proven by nothing here. Read as a stream: a forged table costs no memory but for
 * the files that it lists.
 *
 * @param isExcerpt whether it claims to hold only some records of the tender
 * @param project code of the tender
 * @param checkpointSize size of the log at the dossier's checkpoint
 */
record DossierContents(boolean isExcerpt, String project, long checkpointSize, Map<String, Listed> files) {
    static final String NAME = "contents.json";
    static final String SCHEMA = "gongping.dossier/1";
    static final String EXCERPT_SCHEMA = "gongping.excerpt/1";
    static final int MAX_BYTES = 128 << 20;
    static final int MAX_FILES = 500_000;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** One file as it is listed. */
    record Listed(String sha256, long size) {}

    static DossierContents parse(byte[] bytes) throws Refused {
        String schema = null;
        String project = null;
        long checkpointSize = -1;
        Map<String, Listed> files = null;
        try (JsonParser json = StrictJson.parser(bytes)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "JSON");
            for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
                switch (member) {
                    case "schema" -> schema = text(json, member);
                    case "project" -> project = text(json, member);
                    case "checkpointSize" -> checkpointSize = size(json, member);
                    case "files" -> files = files(json);
                    default -> skip(json);
                }
            }
            require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null, "JSON");
        } catch (IOException e) {
            throw wrong("JSON");
        }
        boolean isExcerpt = EXCERPT_SCHEMA.equals(schema);
        require(isExcerpt || SCHEMA.equals(schema), "schema ≠ " + SCHEMA);
        require(project != null, "project");
        require(checkpointSize >= 0, "checkpointSize");
        require(files != null, "files");
        return new DossierContents(isExcerpt, project, checkpointSize, files);
    }

    private static Map<String, Listed> files(JsonParser json) throws IOException, Refused {
        Map<String, Listed> files = new TreeMap<>();
        require(json.nextToken() == JsonToken.START_ARRAY, "files");
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String path = null;
            String hash = "";
            long size = -1;
            for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
                switch (member) {
                    case "path" -> path = text(json, member);
                    case "sha256" -> hash = text(json, member);
                    case "size" -> size = size(json, member);
                    default -> skip(json);
                }
            }
            require(path != null && HASH.matcher(hash).matches() && size >= 0, "files: " + path);
            boolean fresh = !path.equals(NAME) && files.putIfAbsent(path, new Listed(hash, size)) == null;
            require(fresh && files.size() <= MAX_FILES, "files: " + path);
        }
        require(json.currentToken() == JsonToken.END_ARRAY, "files");
        return files;
    }

    private static String text(JsonParser json, String member) throws IOException, Refused {
        require(json.nextToken() == JsonToken.VALUE_STRING, member);
        return json.getText();
    }

    private static long size(JsonParser json, String member) throws IOException, Refused {
        require(json.nextToken() == JsonToken.VALUE_NUMBER_INT, member);
        return json.getLongValue();
    }

    private static void skip(JsonParser json) throws IOException {
        json.nextToken();
        json.skipChildren();
    }

    private static void require(boolean holds, String what) throws Refused {
        if (!holds) {
            throw wrong(what);
        }
    }

    private static Refused wrong(String what) {
        return new Refused(Finding.of(FindingCode.DOSSIER_CONTENTS, NAME, what));
    }
}

package org.gongping.draw.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.gongping.core.verify.Receipt;
import org.gongping.core.verify.Refused;

/** The draw records of a dossier that has been verified as such. */
public final class DossierLog implements OutsideLog {
    private static final int SALT = 32;
    private static final Set<String> ENDS = Set.of("draw.result", "draw.abort");

    private final Map<Long, byte[]> records;

    private DossierLog(Map<Long, byte[]> records) {
        this.records = records;
    }

    /**
     * Reads the records of a dossier, which whoever calls this has verified.
     *
     * @throws IOException when it cannot be read
     */
    public static DossierLog read(Path file) throws IOException {
        Map<Long, byte[]> records = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().matches("records/\\d{12}\\.tlog-proof")) {
                    byte[] bytes = zip.getInputStream(entry).readNBytes(Receipt.MAX_BYTES + 1);
                    Receipt receipt = Receipt.parse(bytes, entry.getName());
                    receipt.extra()
                            .filter(extra -> extra.length > SALT)
                            .ifPresent(extra -> records.put(receipt.index(), extra));
                }
            }
        } catch (Refused e) {
            throw new IOException(e.getMessage(), e);
        }
        return new DossierLog(records);
    }

    @Override
    public void extendsBoth(Transcript transcript) {
        // The dossier has one checkpoint, and its records are held to that one.
    }

    @Override
    public void holds(Transcript transcript) throws Failed {
        for (LoggedStep step : transcript.steps()) {
            // Keys are of no tender, and stand in no dossier.
            if (step.step().equals("KEYS")) {
                continue;
            }
            byte[] extra = records.get(step.index());
            boolean same = extra != null
                    && Arrays.equals(
                            Arrays.copyOfRange(extra, SALT, extra.length), Canonical.bytes(step.entryRecord()));
            Failed.unless(same, Check.INCLUSION.code(), step.place() + " is not in the dossier");
        }
    }

    @Override
    public void hidesNoAttempt(Transcript transcript) throws Failed {
        for (Map.Entry<Long, byte[]> each : records.entrySet()) {
            JsonNode found = json(each.getValue());
            String draw = found.path("body").path("draw_id").asText("");
            boolean end = ENDS.contains(found.path("kind").asText("")) && draw.startsWith(transcript.tender() + "/");
            boolean shown = transcript.steps().stream().anyMatch(step -> step.index() == each.getKey());
            Failed.unless(!end || shown, Check.ATTEMPTS.code(), draw + " ended at #" + each.getKey() + ", unshown");
        }
    }

    private static JsonNode json(byte[] extra) {
        try {
            return TranscriptReader.MAPPER.readTree(
                    new String(extra, SALT, extra.length - SALT, java.nio.charset.StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return TranscriptReader.MAPPER.missingNode();
        }
    }
}

package org.gongping.draw.verify;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.gongping.core.verify.Sha256;

/**
 * Reads the records of a pool, by all processors while the rest of the transcript is read. A record that is written in
 * its canonical form is hashed as it stands; any other is read as JSON and written canonically first.
 */
final class PoolReader {
    /** Records that one thread takes at a time. */
    private static final int BATCH = 1 << 13;

    private final byte[] json;
    private final boolean knownAnswers;
    private final List<ForkJoinTask<List<Expert>>> batches = new ArrayList<>();
    private final Map<String, String> regions = new ConcurrentHashMap<>();
    private final Map<List<String>, List<String>> specialties = new ConcurrentHashMap<>();

    PoolReader(byte[] json, boolean knownAnswers) {
        this.json = json;
        this.knownAnswers = knownAnswers;
    }

    /** Begins to read the array that begins here. */
    void start(int from) throws Failed {
        Extents extents = new Extents(json);
        require(extents.at(from) == '[', "pool must be an array");
        int[] places = new int[2 * BATCH];
        int count = 0;
        int at = extents.space(from + 1);
        boolean last = extents.at(at) == ']';
        while (!last) {
            places[count++] = at;
            at = extents.end(at);
            places[count++] = at;
            at = extents.space(at);
            last = extents.at(at) == ']';
            require(last || extents.at(at) == ',', "pool: a comma or bracket is missing");
            if (last || count == places.length) {
                int[] batch = Arrays.copyOf(places, count);
                batches.add(ForkJoinPool.commonPool().submit(() -> read(batch)));
                count = 0;
            }
            at = extents.space(at + 1);
        }
    }

    /** Waits for the records, in their order. */
    List<Expert> experts() throws Failed, IOException {
        List<Expert> experts = new ArrayList<>();
        for (ForkJoinTask<List<Expert>> batch : batches) {
            try {
                experts.addAll(batch.get());
            } catch (ExecutionException e) {
                switch (cause(e)) {
                    case Failed failed -> throw failed;
                    case IOException unreadable -> throw unreadable;
                    default -> throw new IllegalStateException(e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        return experts;
    }

    /** The pool wraps a checked exception, and sometimes wraps it once more. */
    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && !(cause instanceof Failed)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private List<Expert> read(int[] places) throws Failed, IOException {
        MessageDigest digest = Sha256.digest();
        List<Expert> experts = new ArrayList<>(places.length / 2);
        for (int i = 0; i < places.length; i += 2) {
            Expert expert = knownAnswers ? null : new Canonical(places[i]).expert(places[i + 1], digest);
            experts.add(expert != null ? expert : any(places[i], places[i + 1]));
        }
        return experts;
    }

    private Expert any(int from, int to) throws Failed, IOException {
        try (JsonParser parser = TranscriptReader.MAPPER.createParser(json, from, to - from)) {
            parser.nextToken();
            Expert expert = new LargeArrays(parser, knownAnswers).expert();
            require(parser.nextToken() == null, "pool: something follows a record");
            return expert;
        }
    }

    private static void require(boolean holds, String what) throws Failed {
        Failed.unless(holds, Shape.E_FORMAT, what);
    }

    /** Goes through a record that is written as RFC 8785 asks, in plain ASCII. */
    private final class Canonical {
        private final int from;
        private int at;
        private boolean sound = true;

        private Canonical(int from) {
            this.from = from;
            this.at = from;
        }

        /** The expert; null when anything is not exactly as expected, for whoever reads more patiently. */
        private Expert expert(int to, MessageDigest digest) {
            take("{\"em\":\"");
            String employer = hex(16);
            take("\",\"ex\":");
            boolean excluded = json[at] == '1';
            sound &= excluded || json[at] == '0';
            at++;
            if (excluded) {
                take(",\"exh\":\"");
                String ignored = hex(64);
                take("\"");
            }
            take(",\"exr\":\"");
            String reason = plain();
            take("\",\"pid\":\"");
            String pid = hex(32);
            take("\",\"rg\":\"");
            String region = plain();
            take("\",\"salt\":\"");
            String ignored = hex(64);
            take("\",\"sp\":");
            List<String> several = several();
            take("}");
            sound &= excluded ? Shapes.EXCLUSIONS.contains(reason) : reason.isEmpty();
            if (!sound || at != to) {
                return null;
            }
            digest.update((byte) 0);
            digest.update(json, from, to - from);
            return new Expert(
                    pid, once(specialties, several), once(regions, region), employer, excluded, digest.digest());
        }

        private void take(String literal) {
            for (int i = 0; i < literal.length() && sound; i++) {
                sound = at + i < json.length && json[at + i] == literal.charAt(i);
            }
            at += literal.length();
        }

        private String hex(int digits) {
            sound &= at + digits <= json.length;
            for (int i = 0; i < digits && sound; i++) {
                byte c = json[at + i];
                sound = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            }
            at += digits;
            return sound ? text(at - digits, at) : "";
        }

        private String plain() {
            int begin = at;
            while (sound && json[at] != '"') {
                sound = json[at] >= ' ' && json[at] != '\\' && ++at < json.length;
            }
            return sound ? text(begin, at) : "";
        }

        private List<String> several() {
            if (sound && json[at] == '"') {
                return List.of(quoted());
            }
            take("[");
            List<String> several = new ArrayList<>();
            several.add(quoted());
            while (sound && json[at] == ',') {
                at++;
                String next = quoted();
                // In ASCII the order of characters is that of bytes.
                sound &= several.getLast().compareTo(next) < 0;
                several.add(next);
            }
            take("]");
            sound &= several.size() > 1;
            return several;
        }

        private String quoted() {
            take("\"");
            String text = plain();
            take("\"");
            return text;
        }

        private String text(int begin, int end) {
            return new String(json, begin, end - begin, StandardCharsets.US_ASCII);
        }
    }

    private static <T> T once(Map<T, T> known, T value) {
        T found = known.get(value);
        return found != null ? found : known.computeIfAbsent(value, given -> given);
    }
}

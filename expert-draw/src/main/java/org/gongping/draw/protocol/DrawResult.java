package org.gongping.draw.protocol;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;

/** Who was drawn, of which pool, in the order of the strata. */
public record DrawResult(Pool pool, List<StratumResult> strata) {
    private static final int BUFFER = 1 << 16;

    public DrawResult {
        strata = List.copyOf(strata);
    }

    /** {@code result_hash}, the hash by which the log holds the result. */
    public byte[] hash() {
        MessageDigest digest = Octets.digest();
        digest.update(Formulas.resultLabel());
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest.digest();
    }

    /** Writes the RFC 8785 text of the result; does not close the stream. */
    public void write(OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, BUFFER);
        char before = '[';
        for (StratumResult stratum : strata) {
            buffered.write(before);
            write(stratum, buffered);
            before = ',';
        }
        buffered.write(strata.isEmpty() ? "[]".getBytes(StandardCharsets.US_ASCII) : new byte[] {']'});
        buffered.flush();
    }

    private void write(StratumResult stratum, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder("{\"alternates\":[");
        for (int i = 0; i < stratum.alternates().length; i++) {
            text.append(i == 0 ? "" : ",");
            pid(stratum.alternates()[i], text);
            if (text.length() > BUFFER) {
                flush(text, out);
            }
        }
        text.append("],\"selected\":[");
        String between = "";
        for (StratumResult.Chosen chosen : stratum.selected()) {
            text.append(between).append("{\"key\":\"").append(Octets.hex(chosen.key()));
            text.append("\",\"leaf\":\"").append(Octets.hex(pool.leaf(chosen.expert())));
            text.append("\",\"pid\":");
            pid(chosen.expert(), text);
            text.append('}');
            between = ",";
        }
        text.append("],\"skipped\":[");
        between = "";
        for (StratumResult.Skipped skipped : stratum.skipped()) {
            text.append(between).append('[');
            pid(skipped.expert(), text);
            text.append(",\"").append(skipped.reason().name()).append("\"]");
            between = ",";
        }
        text.append("],\"stratum\":");
        CanonicalText.write(stratum.stratum(), text);
        text.append('}');
        flush(text, out);
    }

    private void pid(int expert, StringBuilder text) {
        CanonicalText.write(pool.pid(expert), text);
    }

    private static void flush(StringBuilder text, OutputStream out) throws IOException {
        out.write(Octets.utf8(text.toString()));
        text.setLength(0);
    }
}

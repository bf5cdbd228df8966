package org.gongping.core.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A receipt (C2SP tlog-proof). Nothing in it is believed because it stands there.
 *
 * @param extra salt and record, when there are any
 * @param proof hashes from the leaf's sibling upwards
 * @param note the signed checkpoint, verbatim
 */
public record Receipt(Optional<byte[]> extra, long index, List<byte[]> proof, byte[] note) {
    /** Far above a record: documents never stand in one. */
    public static final int MAX_BYTES = 2 << 20;

    static final String HEADER = "c2sp.org/tlog-proof@v1";

    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final int MAX_PROOF = 63;

    /** Reads a receipt, which proves nothing yet. */
    public static Receipt parse(byte[] bytes, String file) throws Refused {
        if (bytes.length > MAX_BYTES) {
            throw malformed(file, "> " + MAX_BYTES + " B");
        }
        String text = Texts.utf8(bytes).orElseThrow(() -> malformed(file, "UTF-8"));
        // The proof has no blank line, so the first one parts it from the checkpoint.
        int split = text.indexOf("\n\n");
        if (split < 0) {
            throw malformed(file, "\\n\\n");
        }
        List<String> lines = List.of(text.substring(0, split).split("\n", -1));
        if (!lines.getFirst().equals(HEADER)) {
            throw malformed(file, HEADER);
        }
        int at = 1;
        Optional<byte[]> extra = Optional.empty();
        if (lines.size() > at && lines.get(at).startsWith(EXTRA)) {
            extra = Texts.base64(lines.get(at).substring(EXTRA.length()));
            if (extra.isEmpty()) {
                throw malformed(file, "extra");
            }
            at++;
        }
        if (lines.size() == at || !lines.get(at).startsWith(INDEX)) {
            throw malformed(file, "index");
        }
        long index = Texts.decimal(lines.get(at).substring(INDEX.length())).orElseThrow(() -> malformed(file, "index"));
        List<byte[]> proof = new ArrayList<>();
        for (String line : lines.subList(at + 1, lines.size())) {
            proof.add(Texts.hash(line).orElseThrow(() -> malformed(file, line)));
        }
        if (proof.size() > MAX_PROOF) {
            throw malformed(file, "> " + MAX_PROOF);
        }
        byte[] note = text.substring(split + 2).getBytes(StandardCharsets.UTF_8);
        return new Receipt(extra, index, List.copyOf(proof), note);
    }

    private static Refused malformed(String file, String what) {
        return new Refused(Finding.of(FindingCode.RECEIPT_MALFORMED, file, what));
    }
}

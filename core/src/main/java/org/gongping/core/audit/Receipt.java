package org.gongping.core.audit;

import java.util.Base64;
import java.util.List;

/**
 * That a record stands in the log, for whoever holds it, without asking anybody (C2SP tlog-proof). The record and its
 * salt ride along under {@code extra}, which the format does not authenticate: a verifier computes the leaf from them.
 *
 * @param index place in the log
 * @param path audit path, from the leaf up
 * @param checkpoint cosigned, as it was published
 */
public record Receipt(long index, List<byte[]> path, String checkpoint, byte[] salt, byte[] record) {
    /** The text of a {@code .tlog-proof} file. */
    public String write() {
        byte[] extra = new byte[salt.length + record.length];
        System.arraycopy(salt, 0, extra, 0, salt.length);
        System.arraycopy(record, 0, extra, salt.length, record.length);
        var text = new StringBuilder("c2sp.org/tlog-proof@v1\n");
        text.append("extra ").append(Base64.getEncoder().encodeToString(extra)).append('\n');
        text.append("index ").append(index).append('\n');
        path.forEach(
                hash -> text.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }
}

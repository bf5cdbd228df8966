package org.gongping.core.dossier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditRepository.Placed;
import org.gongping.core.audit.Commitment;
import org.gongping.core.audit.Receipt;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.audit.tile.PublishedLog.Published;
import org.gongping.core.audit.tree.Inclusion;
import org.gongping.core.audit.tree.Proofs;

/** Makes the receipts of one checkpoint, and none that does not hold. For one thread. */
final class Receipts {
    private final Published at;
    private final Proofs proofs;
    private final String note;

    Receipts(PublishedLog log, Published at) {
        this.at = at;
        this.proofs = log.proofs(at);
        this.note = at.note().write();
    }

    /** The bytes of the {@code .tlog-proof} file. */
    byte[] of(Placed placed) {
        AuditEntry entry = placed.entry();
        byte[] record = entry.record().getBytes(StandardCharsets.UTF_8);
        Commitment computed = Commitment.of(entry.salt(), record);
        List<byte[]> path = proofs.inclusion(placed.index(), at.checkpoint().size());
        boolean holds = Arrays.equals(computed.leafHash(), entry.commitment().leafHash())
                && Inclusion.holds(
                        placed.index(),
                        at.checkpoint().size(),
                        computed.leafHash(),
                        path,
                        at.checkpoint().root());
        if (!holds) {
            throw new Stopped(
                    "record-altered",
                    "第 " + placed.index() + " 条记录与日志不符，存储内容已被改动",
                    "record " + placed.index() + " is not what the log holds: what is stored of it was altered");
        }
        return new Receipt(placed.index(), path, note, entry.salt(), record)
                .write()
                .getBytes(StandardCharsets.UTF_8);
    }
}

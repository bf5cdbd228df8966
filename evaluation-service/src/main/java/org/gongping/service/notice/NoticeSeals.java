package org.gongping.service.notice;

import java.util.List;
import java.util.Optional;
import org.gongping.core.db.Transaction;
import org.gongping.core.notice.Notice;
import org.gongping.core.trail.ReadSeals;
import org.gongping.service.log.Sealing;

/** How far the step is with which a notice was published; printed with the notice. */
public final class NoticeSeals {
    private final ReadSeals read;
    private final Optional<Sealing> sealing;

    /** @param sealing empty where this server does not hold the log: then nothing is said */
    public NoticeSeals(ReadSeals read, Optional<Sealing> sealing) {
        this.read = read;
        this.sealing = sealing;
    }

    /**
     * What is said of it.
     *
     * @param index place in the log
     * @param size of the checkpoint that covers it
     * @param witnesses those that have cosigned that checkpoint
     */
    public record NoticeSealJson(
            Sealing.State state, Optional<Long> index, Optional<Long> size, List<String> witnesses) {
        /** In one sentence. */
        String zh() {
            return switch (state) {
                case SEALED ->
                    "封存状态：已封存，日志第 " + index.orElseThrow() + " 条，由见证人 " + String.join("、", witnesses) + " 共同签署的 "
                            + size.orElseThrow() + " 条检查点覆盖";
                case SIGNED ->
                    "封存状态：日志第 " + index.orElseThrow() + " 条，已由日志签署的 " + size.orElseThrow() + " 条检查点覆盖，尚无足够见证人签署";
                case RECORDED -> "封存状态：已记录，尚未进入签署的检查点";
            };
        }
    }

    Optional<NoticeSealJson> of(Transaction tx, Notice notice) {
        return sealing.flatMap(log -> read.ofNotice(tx, notice).map(step -> {
            Sealing.Seal seal = log.now().of(step.index());
            return new NoticeSealJson(
                    seal.state(),
                    step.index(),
                    seal.size().isPresent() ? Optional.of(seal.size().getAsLong()) : Optional.empty(),
                    seal.witnesses().stream()
                            .filter(witness -> witness.cosignedAt().isPresent())
                            .map(Sealing.Cosigner::name)
                            .toList());
        }));
    }
}

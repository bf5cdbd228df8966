package org.gongping.core.audit.recover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.sequence.CheckpointSigner;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.audit.tile.TileTree;

/**
 * What each of those who know the log says of it: the database, the memory of the signer, the public files and the
 * witnesses. Reads the right edge of the tree alone, so it takes no longer for a long log.
 *
 * @param places size and root in the database
 * @param signed what was signed last
 * @param published what is published now
 * @param contradictions empty when the log may go on
 */
public record Standing(
        Places places,
        Optional<Checkpoint> signed,
        Optional<PublishedLog.Published> published,
        List<Heard> witnesses,
        List<Contradiction> contradictions) {

    /**
     * What the database says of the places.
     *
     * @param size of the state; 0 where the state is lost
     * @param root of the state; empty where the state is lost
     * @param last the greatest place given; -1 where none is
     */
    public record Places(long size, byte[] root, long last) {}

    /**
     * @param heard what the witnesses remember, asked for before this
     * @param asked asks the database, after all others: what they know of a log that goes on stands there already
     */
    public static Standing of(CheckpointSigner signer, LogFolder folder, List<Heard> heard, Supplier<Places> asked) {
        var contradictions = new ArrayList<Contradiction>();
        Optional<Checkpoint> signed = Optional.empty();
        Optional<PublishedLog.Published> published = Optional.empty();
        try {
            signed = signer.last();
        } catch (LogDamaged e) {
            contradictions.add(new Contradiction("签名方的记忆无法读取：" + e.getMessage(), e.getMessage()));
        }
        try {
            published = new PublishedLog(folder).now();
        } catch (LogDamaged e) {
            contradictions.add(new Contradiction("公布的检查点无法读取：" + e.getMessage(), e.getMessage()));
        }
        var standing = new Standing(asked.get(), signed, published, List.copyOf(heard), contradictions);
        standing.compare(folder);
        return standing;
    }

    private void compare(LogFolder folder) {
        if (places.last() + 1 != places.size()) {
            add(
                    "数据库状态为 " + places.size() + " 条，已分配的序号却到第 " + places.last() + " 条",
                    "the state of the database is " + places.size() + " entries, but places are given up to #"
                            + places.last());
        }
        signed.ifPresent(last -> {
            if (places.size() < last.size()) {
                add(
                        "数据库只有 " + places.size() + " 个序号，已签署的却有 " + last.size() + " 个：数据库比日志旧",
                        "the database knows " + places.size() + " places, but " + last.size()
                                + " were signed: it is older than the log");
            } else if (places.size() == last.size() && !Arrays.equals(places.root(), last.root())) {
                add(
                        "同为 " + last.size() + " 条，数据库中的根与已签署的不同",
                        "of " + last.size() + " entries the database has another root than was signed");
            }
            held(last, folder, "已签署的", "what was signed");
        });
        published.map(PublishedLog.Published::checkpoint).ifPresent(shown -> {
            if (shown.size() > places.size()) {
                add(
                        "已公布 " + shown.size() + " 条，数据库只有 " + places.size() + " 个序号",
                        shown.size() + " entries are published, the database knows " + places.size() + " places");
            }
            held(shown, folder, "已公布的", "what is published");
        });
        witnesses.forEach(heard -> heard.checkpoint().ifPresent(known -> {
            if (known.size() > places.size()) {
                add(
                        "见证人 " + heard.witness() + " 已签到 " + known.size() + " 条，数据库只有 " + places.size()
                                + " 个序号：数据库比日志旧",
                        "the witness " + heard.witness() + " has cosigned " + known.size()
                                + " entries, the database knows " + places.size()
                                + " places: it is older than the log");
            } else if (rootOf(folder, known.size())
                    .filter(root -> !Arrays.equals(root, known.root()))
                    .isPresent()) {
                add(
                        "见证人 " + heard.witness() + " 在 " + known.size() + " 条时签署的是另一个根："
                                + Base64.getEncoder().encodeToString(known.root()),
                        "the witness " + heard.witness() + " has cosigned another root of " + known.size()
                                + " entries: " + Base64.getEncoder().encodeToString(known.root()));
            }
        }));
    }

    /** The tiles must yield a root that was signed. */
    private void held(Checkpoint known, LogFolder folder, String zh, String en) {
        try {
            byte[] root = new TileTree(folder, known.size()).proofs().root(known.size());
            if (!Arrays.equals(root, known.root())) {
                add(
                        "瓦片前 " + known.size() + " 条算得的根与" + zh + "不同",
                        "the tiles of " + known.size() + " entries yield another root than " + en);
            }
        } catch (LogDamaged | IllegalArgumentException e) {
            add(
                    zh + " " + known.size() + " 条，瓦片却不全：" + e.getMessage(),
                    en + " has " + known.size() + " entries, but the tiles do not hold them: " + e.getMessage());
        }
    }

    private static Optional<byte[]> rootOf(LogFolder folder, long size) {
        try {
            return Optional.of(new TileTree(folder, size).proofs().root(size));
        } catch (LogDamaged | IllegalArgumentException e) {
            // Missing tiles are told of by what was signed; of a size that was never a batch's there may be none.
            return Optional.empty();
        }
    }

    private void add(String zh, String en) {
        contradictions.add(new Contradiction(zh, en));
    }

    /** All contradictions in one line. */
    public String why(boolean zh) {
        return String.join(
                zh ? "；" : "; ",
                contradictions.stream().map(each -> zh ? each.zh() : each.en()).toList());
    }
}

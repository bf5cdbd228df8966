package org.gongping.core.audit.selfcheck;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.sequence.CheckpointSigner;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.audit.tile.TileTree;
import org.gongping.core.audit.witness.WitnessPolicy;

/** What is published, what was signed, what the database says, and what the tiles yield: one size, one root. For one thread. */
final class HeadCheck {
    private final LogFolder folder;
    private final CheckpointSigner signer;
    private final WitnessPolicy policy;
    private boolean wasMissing;

    HeadCheck(LogFolder folder, CheckpointSigner signer, WitnessPolicy policy) {
        this.folder = folder;
        this.signer = signer;
        this.policy = policy;
    }

    /**
     * The two heads of the log. Read before the database is asked, in this order: what is published was signed, and what
     * was signed stands in the database.
     */
    record Heads(Optional<Checkpoint> published, Optional<Checkpoint> signed) {
        /** Entries whose tiles must be there. */
        long size() {
            return signed.or(() -> published).map(Checkpoint::size).orElse(0L);
        }
    }

    Heads read(Collected findings) {
        Optional<Checkpoint> published = published(findings);
        try {
            return new Heads(published, signer.last());
        } catch (LogDamaged e) {
            findings.add(FindingCode.CHECKPOINT_MALFORMED, "last-signed", e.getMessage());
            return new Heads(published, Optional.empty());
        }
    }

    private Optional<Checkpoint> published(Collected findings) {
        try {
            Optional<PublishedLog.Published> now = new PublishedLog(folder).now();
            if (now.isEmpty()) {
                return Optional.empty();
            }
            var note = now.get().note();
            VerifierKey key = signer.key();
            if (!now.get().checkpoint().origin().equals(key.name())
                    || note.signedBy(List.of(key)).isEmpty()) {
                findings.add(FindingCode.CHECKPOINT_SIGNATURE, PublishedLog.CHECKPOINT);
            }
            if (!policy.isSatisfied(note)) {
                List<String> cosigners = policy.cosigners(note).stream()
                        .map(WitnessPolicy.Witness::name)
                        .toList();
                findings.add(FindingCode.CHECKPOINT_QUORUM, PublishedLog.CHECKPOINT, cosigners);
            }
            return Optional.of(now.get().checkpoint());
        } catch (LogDamaged e) {
            findings.add(FindingCode.CHECKPOINT_MALFORMED, PublishedLog.CHECKPOINT, e.getMessage());
            return Optional.empty();
        }
    }

    void compare(Heads heads, SelfCheckRepository.State state, Collected findings) {
        heads.signed().ifPresent(signed -> {
            if (state.size() < signed.size()) {
                findings.add(FindingCode.STATE_BEHIND, "audit_state", state.size(), signed.size());
            } else if (state.size() == signed.size() && !Arrays.equals(state.root(), signed.root())) {
                findings.add(FindingCode.STATE_ROOT, "audit_state", state.size());
            }
            boolean isMissing =
                    signed.size() > 0 && folder.read(PublishedLog.CHECKPOINT).isEmpty();
            // The first one is published a moment after it was signed.
            if (isMissing && wasMissing) {
                findings.add(FindingCode.CHECKPOINT_MISSING, PublishedLog.CHECKPOINT, signed.size());
            }
            wasMissing = isMissing;
            heads.published()
                    .filter(now -> now.size() > signed.size())
                    .ifPresent(now -> findings.add(
                            FindingCode.CHECKPOINT_AHEAD, PublishedLog.CHECKPOINT, now.size(), signed.size()));
            root(signed, "已签署的", "signed", findings);
        });
        heads.published().ifPresent(published -> root(published, "公布的", "published", findings));
        if (state.beyond() >= state.size()) {
            findings.add(FindingCode.PLACE_BEYOND, "#" + state.beyond(), state.size());
        }
    }

    private void root(Checkpoint checkpoint, String zh, String en, Collected findings) {
        byte[] root;
        try {
            root = new TileTree(folder, checkpoint.size()).proofs().root(checkpoint.size());
        } catch (LogDamaged | IllegalArgumentException e) {
            findings.add(FindingCode.CHECKPOINT_UNFOUNDED, PublishedLog.CHECKPOINT, checkpoint.size(), e.getMessage());
            return;
        }
        if (!Arrays.equals(root, checkpoint.root())) {
            Base64.Encoder base64 = Base64.getEncoder();
            findings.add(
                    FindingCode.CHECKPOINT_ROOT,
                    PublishedLog.CHECKPOINT,
                    checkpoint.size(),
                    base64.encodeToString(root),
                    zh + " / " + en,
                    base64.encodeToString(checkpoint.root()));
        }
    }
}

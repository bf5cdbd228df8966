package org.gongping.core.audit.selfcheck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.audit.tile.TileTree;
import org.gongping.core.audit.witness.WitnessPolicy;

/**
 * What is published, what the witnesses have cosigned last, what the database says, and what the tiles yield: one history.
 * For one thread.
 */
final class HeadCheck {
    /** Between a cosignature and the publication of the checkpoint lies a moment, or the wait for another witness. */
    private static final Duration TO_PUBLISH = Duration.ofSeconds(60);

    private final LogFolder folder;
    private final WitnessPolicy policy;
    private final WitnessAnswers witnesses;
    private final InstantSource clock;
    private boolean wasMissing;
    private boolean wasHeadless;

    HeadCheck(LogFolder folder, WitnessPolicy policy, WitnessAnswers witnesses, InstantSource clock) {
        this.folder = folder;
        this.policy = policy;
        this.witnesses = witnesses;
        this.clock = clock;
    }

    /**
     * A checkpoint that the log has signed.
     *
     * @param by who shows it: "published", or the name of a witness
     */
    record Signed(String by, SignedNote note, Checkpoint checkpoint) {}

    /**
     * The heads of the log. Read before the database is asked, in this order: what is published was cosigned before, and
     * what was signed stands in the database.
     */
    record Heads(Optional<Signed> published, List<Signed> cosigned) {
        List<Signed> all() {
            List<Signed> all = new ArrayList<>(cosigned);
            published.ifPresent(all::addFirst);
            return all;
        }

        /** Entries whose tiles must be there. */
        long size() {
            return all().stream()
                    .mapToLong(signed -> signed.checkpoint().size())
                    .max()
                    .orElse(0);
        }
    }

    Heads read(Collected findings) {
        Optional<Signed> published = published(findings);
        List<Signed> cosigned = new ArrayList<>();
        String origin = published
                .map(signed -> signed.checkpoint().origin())
                .orElseGet(() ->
                        policy.logs().isEmpty() ? "" : policy.logs().getFirst().name());
        for (WitnessPolicy.Witness witness : policy.witnesses()) {
            if (witness.url().isPresent()) {
                ask(witness, origin, published, findings).ifPresent(cosigned::add);
            }
        }
        return new Heads(published, cosigned);
    }

    private Optional<Signed> published(Collected findings) {
        try {
            Optional<PublishedLog.Published> now = new PublishedLog(folder).now();
            now.ifPresent(published -> {
                if (!isOfThisLog(published.note(), published.checkpoint())) {
                    findings.add(FindingCode.CHECKPOINT_SIGNATURE, PublishedLog.CHECKPOINT);
                }
                if (!policy.isSatisfied(published.note())) {
                    List<String> cosigners = policy.cosigners(published.note()).stream()
                            .map(WitnessPolicy.Witness::name)
                            .toList();
                    findings.add(FindingCode.CHECKPOINT_QUORUM, PublishedLog.CHECKPOINT, cosigners);
                }
            });
            return now.map(published -> new Signed("published", published.note(), published.checkpoint()));
        } catch (LogDamaged e) {
            findings.add(FindingCode.CHECKPOINT_MALFORMED, PublishedLog.CHECKPOINT, e.getMessage());
            return Optional.empty();
        }
    }

    /** Signed by the log of the policy whose name its origin is. */
    private boolean isOfThisLog(SignedNote note, Checkpoint checkpoint) {
        List<VerifierKey> keys = policy.logs().stream()
                .filter(key -> key.name().equals(checkpoint.origin()))
                .toList();
        return !note.signedBy(keys).isEmpty();
    }

    private Optional<Signed> ask(
            WitnessPolicy.Witness witness, String origin, Optional<Signed> published, Collected findings) {
        String place = "witness " + witness.name();
        return switch (witnesses.last(witness, origin)) {
            case WitnessAnswers.Answer.Last(SignedNote note) -> {
                Optional<Signed> signed = Checkpoint.parse(note.text())
                        .filter(checkpoint -> checkpoint.origin().equals(origin) && isOfThisLog(note, checkpoint))
                        .filter(checkpoint -> note.cosignedAt(witness.key()).isPresent())
                        .map(checkpoint -> new Signed(witness.name(), note, checkpoint));
                signed.ifPresentOrElse(
                        last -> remembers(
                                witness, place, published, last.checkpoint().size(), findings),
                        () -> findings.add(FindingCode.WITNESS_CHECKPOINT, place));
                yield signed;
            }
            case WitnessAnswers.Answer.Nothing() -> {
                remembers(witness, place, published, 0, findings);
                yield Optional.empty();
            }
            case WitnessAnswers.Answer.Unreachable(String why) -> {
                findings.add(FindingCode.WITNESS_UNREACHABLE, place, why);
                yield Optional.empty();
            }
        };
    }

    /** A witness that has lost its memory would cosign another history. */
    private static void remembers(
            WitnessPolicy.Witness witness, String place, Optional<Signed> published, long size, Collected findings) {
        published
                .filter(now -> now.checkpoint().size() > size)
                .filter(now -> now.note().cosignedAt(witness.key()).isPresent())
                .ifPresent(now -> findings.add(
                        FindingCode.WITNESS_BEHIND, place, now.checkpoint().size(), size));
    }

    /** Answers how many entries there are to go through. */
    long compare(Heads heads, SelfCheckRepository.State state, Collected findings) {
        heads.all().stream()
                .max(Comparator.comparingLong(signed -> signed.checkpoint().size()))
                .ifPresent(most -> {
                    long size = most.checkpoint().size();
                    if (state.size() < size) {
                        findings.add(FindingCode.STATE_BEHIND, "audit_state", state.size(), size, most.by());
                    } else if (state.size() == size
                            && !Arrays.equals(state.root(), most.checkpoint().root())) {
                        findings.add(FindingCode.STATE_ROOT, "audit_state", size);
                    }
                });
        missing(state.size(), findings);
        stale(heads, findings);
        heads.all().forEach(signed -> root(signed, findings));
        if (state.beyond() >= state.size()) {
            findings.add(FindingCode.PLACE_BEYOND, "#" + state.beyond(), state.size());
        }
        // Who takes away the checkpoint while no witness answers must not make the check go through nothing.
        boolean isHeadless = heads.all().isEmpty();
        boolean goesByState = isHeadless && wasHeadless;
        wasHeadless = isHeadless;
        return goesByState ? state.size() : heads.size();
    }

    private void missing(long size, Collected findings) {
        boolean isMissing = size > 0 && folder.read(PublishedLog.CHECKPOINT).isEmpty();
        // The first one is published a moment after its entries have their places.
        if (isMissing && wasMissing) {
            findings.add(FindingCode.CHECKPOINT_MISSING, PublishedLog.CHECKPOINT, size);
        }
        wasMissing = isMissing;
    }

    private void stale(Heads heads, Collected findings) {
        long published = heads.published().map(now -> now.checkpoint().size()).orElse(0L);
        for (Signed signed : heads.cosigned()) {
            Instant at = policy.witnesses().stream()
                    .filter(witness -> witness.name().equals(signed.by()))
                    .findFirst()
                    .flatMap(witness -> signed.note().cosignedAt(witness.key()))
                    .orElseThrow();
            if (signed.checkpoint().size() > published && at.plus(TO_PUBLISH).isBefore(clock.instant())) {
                findings.add(
                        FindingCode.CHECKPOINT_STALE,
                        PublishedLog.CHECKPOINT,
                        published,
                        signed.by(),
                        at,
                        signed.checkpoint().size());
            }
        }
    }

    private void root(Signed signed, Collected findings) {
        Checkpoint checkpoint = signed.checkpoint();
        byte[] root;
        try {
            root = new TileTree(folder, checkpoint.size()).proofs().root(checkpoint.size());
        } catch (LogDamaged | IllegalArgumentException e) {
            findings.add(FindingCode.CHECKPOINT_UNFOUNDED, place(signed), checkpoint.size(), e.getMessage());
            return;
        }
        if (!Arrays.equals(root, checkpoint.root())) {
            Base64.Encoder base64 = Base64.getEncoder();
            findings.add(
                    FindingCode.CHECKPOINT_ROOT,
                    place(signed),
                    checkpoint.size(),
                    base64.encodeToString(root),
                    signed.by(),
                    base64.encodeToString(checkpoint.root()));
        }
    }

    private static String place(Signed signed) {
        return signed.by().equals("published") ? PublishedLog.CHECKPOINT : "witness " + signed.by();
    }
}

package org.gongping.core.verify;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whom the reader of a log trusts (C2SP tlog-policy): log keys, witness keys, and how many of whom must have cosigned. */
public final class Policy {
    /** The quorum that asks for no witness. */
    static final String NONE = "none";

    private final List<VerifierKey> logs;
    private final Map<String, VerifierKey> witnesses;
    private final Map<String, Group> groups;
    private final String quorum;

    /** Witnesses or groups of which a number must have cosigned. */
    record Group(int threshold, List<String> members) {}

    Policy(List<VerifierKey> logs, Map<String, VerifierKey> witnesses, Map<String, Group> groups, String quorum) {
        this.logs = List.copyOf(logs);
        this.witnesses = new TreeMap<>(witnesses);
        this.groups = Map.copyOf(groups);
        this.quorum = quorum;
    }

    /** Name of the witness or group that must have cosigned, or {@code none}. */
    public String quorum() {
        return quorum;
    }

    /** Names of the logs that it trusts: each is the origin of its checkpoints. */
    public List<String> origins() {
        return logs.stream().map(VerifierKey::name).toList();
    }

    /** Number of witnesses whose keys the policy knows. */
    public int witnessCount() {
        return witnesses.size();
    }

    /**
     * Checks the signatures of a checkpoint. Lines of unknown keys are passed over; a line that claims a known key and
     * does not hold condemns the note, whoever else has signed it.
     */
    SealedCheckpoint check(byte[] bytes, String file) throws Refused {
        SignedNote note = SignedNote.parse(bytes, file);
        Checkpoint checkpoint = Checkpoint.parse(note.text(), file);
        VerifierKey signer = signer(note, checkpoint, file);
        return new SealedCheckpoint(checkpoint, bytes, signer.name(), sealing(note, file));
    }

    /** What a checkpoint says, whether or not anybody has signed it. */
    public static Checkpoint read(byte[] bytes, String file) throws Refused {
        return Checkpoint.parse(SignedNote.parse(bytes, file).text(), file);
    }

    /** Refuses a checkpoint that the log of its origin has not signed; looks at no witness. */
    public void requireSigned(byte[] bytes, String file) throws Refused {
        SignedNote note = SignedNote.parse(bytes, file);
        signer(note, Checkpoint.parse(note.text(), file), file);
    }

    /** The cosignatures that seal a checkpoint; refuses one that too few have cosigned. Looks at no log's signature. */
    public List<SealedCheckpoint.Cosigned> requireSealed(byte[] bytes, String file) throws Refused {
        return sealing(SignedNote.parse(bytes, file), file);
    }

    /** When the quorum was first complete; nothing when the policy asks for no witness, or too few have cosigned. */
    public Optional<Instant> sealedAt(List<SealedCheckpoint.Cosigned> cosigned) {
        Set<String> names = new HashSet<>();
        for (SealedCheckpoint.Cosigned each : cosigned.stream()
                .sorted(Comparator.comparing(SealedCheckpoint.Cosigned::time))
                .toList()) {
            names.add(each.witness());
            if (!quorum.equals(NONE) && isMet(quorum, names)) {
                return Optional.of(each.time());
            }
        }
        return Optional.empty();
    }

    private List<SealedCheckpoint.Cosigned> sealing(SignedNote note, String file) throws Refused {
        List<SealedCheckpoint.Cosigned> cosigned = cosigned(note, file);
        Set<String> names =
                cosigned.stream().map(SealedCheckpoint.Cosigned::witness).collect(Collectors.toSet());
        if (!quorum.equals(NONE) && !isMet(quorum, names)) {
            String found = names.isEmpty()
                    ? "–"
                    : String.join(", ", names.stream().sorted().toList());
            throw new Refused(Finding.of(FindingCode.NOTE_QUORUM, file, quorum, found));
        }
        return cosigned;
    }

    private VerifierKey signer(SignedNote note, Checkpoint checkpoint, String file) throws Refused {
        VerifierKey signer = signer(note, file);
        if (!checkpoint.origin().equals(signer.name())) {
            throw new Refused(Finding.of(FindingCode.CHECKPOINT_ORIGIN, file, checkpoint.origin(), signer.name()));
        }
        return signer;
    }

    /** The log that has signed the note. */
    VerifierKey signer(SignedNote note, String file) throws Refused {
        VerifierKey signer = null;
        for (VerifierKey log : logs) {
            for (SignedNote.Line line : note.lines()) {
                if (log.claims(line)) {
                    require(log, note, line, file);
                    signer = signer == null ? log : signer;
                }
            }
        }
        if (signer == null) {
            throw new Refused(Finding.of(FindingCode.NOTE_UNSIGNED, file));
        }
        return signer;
    }

    private List<SealedCheckpoint.Cosigned> cosigned(SignedNote note, String file) throws Refused {
        List<SealedCheckpoint.Cosigned> cosigned = new ArrayList<>();
        for (Map.Entry<String, VerifierKey> witness : witnesses.entrySet()) {
            VerifierKey key = witness.getValue();
            Instant first = null;
            for (SignedNote.Line line : note.lines()) {
                if (key.claims(line)) {
                    require(key, note, line, file);
                    Instant time = time(line, file, key);
                    first = first == null || time.isBefore(first) ? time : first;
                }
            }
            if (first != null) {
                cosigned.add(new SealedCheckpoint.Cosigned(witness.getKey(), key.name(), first));
            }
        }
        return List.copyOf(cosigned);
    }

    private static void require(VerifierKey key, SignedNote note, SignedNote.Line line, String file) throws Refused {
        if (!key.verifies(note.text(), line.signature())) {
            throw new Refused(Finding.of(FindingCode.NOTE_SIGNATURE, file, key.name() + "+" + key.id()));
        }
    }

    private static Instant time(SignedNote.Line line, String file, VerifierKey key) throws Refused {
        try {
            return Instant.ofEpochSecond(VerifierKey.time(line.signature()));
        } catch (DateTimeException e) {
            throw new Refused(Finding.of(FindingCode.NOTE_SIGNATURE, file, key.name() + "+" + key.id()));
        }
    }

    private boolean isMet(String name, Set<String> cosigned) {
        Group group = groups.get(name);
        if (group == null) {
            return cosigned.contains(name);
        }
        long met = group.members().stream()
                .filter(member -> isMet(member, cosigned))
                .count();
        return met >= group.threshold();
    }
}

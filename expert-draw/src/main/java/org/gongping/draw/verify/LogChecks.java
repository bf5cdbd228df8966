package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.verify.Checkpoint;
import org.gongping.core.verify.Entry;
import org.gongping.core.verify.Merkle;
import org.gongping.core.verify.Policy;
import org.gongping.core.verify.Refused;
import org.gongping.core.verify.SealedCheckpoint;

/** Checks 2 to 6 and the times of 23: what the log says of the draw, and when. */
final class LogChecks {
    private static final Duration KEY_AGE = Duration.ofHours(24);
    private static final Duration TOLERANCE = Duration.ofSeconds(300);

    private final Transcript transcript;
    private final Policy policy;

    LogChecks(Transcript transcript, Policy policy) {
        this.transcript = transcript;
        this.policy = policy;
    }

    private Checkpoint checkpoint(String name, Check check) throws Failed {
        try {
            return Policy.read(transcript.note(name), name);
        } catch (Refused e) {
            throw new Failed(check.code(), e.getMessage());
        }
    }

    void signed() throws Failed {
        String code = Check.CHECKPOINT_SIG.code();
        for (String name : List.of("k1", "k2")) {
            try {
                policy.requireSigned(transcript.note(name), name);
            } catch (Refused e) {
                throw new Failed(code, e.getMessage());
            }
            String origin = checkpoint(name, Check.CHECKPOINT_SIG).origin();
            Failed.unless(
                    origin.equals(transcript.members().get("log").get("origin").textValue()),
                    code,
                    name + " is of " + origin);
        }
    }

    void cosigned() throws Failed {
        for (String name : List.of("k1", "k2")) {
            try {
                policy.requireSealed(transcript.note(name), name);
            } catch (Refused e) {
                throw new Failed(Check.WITNESS_QUORUM.code(), e.getMessage());
            }
        }
    }

    private static List<byte[]> hashes(JsonNode array) {
        List<byte[]> hashes = new ArrayList<>();
        array.forEach(hash -> hashes.add(Base64.getDecoder().decode(hash.textValue())));
        return hashes;
    }

    void consistent() throws Failed {
        Checkpoint first = checkpoint("k1", Check.CONSISTENCY);
        Checkpoint second = checkpoint("k2", Check.CONSISTENCY);
        boolean holds = first.size() <= second.size()
                && Merkle.isConsistent(
                        first.size(),
                        first.root(),
                        second.size(),
                        second.root(),
                        hashes(transcript.members().get("log").get("consistency")));
        Failed.unless(holds, Check.CONSISTENCY.code(), "from size " + first.size() + " to size " + second.size());
    }

    void included() throws Failed {
        Checkpoint sealed = checkpoint("k2", Check.INCLUSION);
        Set<Long> indexes = new HashSet<>();
        for (LoggedStep step : transcript.steps()) {
            byte[] salt = Hashing.hex(step.entry().get("salt").textValue());
            byte[] entry = Entry.of(Entry.commitment(salt, Canonical.bytes(step.entryRecord())));
            boolean holds = Merkle.includes(
                    step.index(),
                    sealed.size(),
                    Merkle.leaf(entry),
                    hashes(step.entry().get("proof")),
                    sealed.root());
            Failed.unless(holds, Check.INCLUSION.code(), step.place() + " is not in K2");
            Failed.unless(indexes.add(step.index()), Check.INCLUSION.code(), step.place() + " is shown twice");
        }
        new RecordChecks(transcript).agree();
    }

    void ordered() throws Failed {
        long k1 = checkpoint("k1", Check.ORDER).size();
        long k2 = checkpoint("k2", Check.ORDER).size();
        LoggedStep keys = only("KEYS");
        LoggedStep rules = only("RULES");
        LoggedStep sealed = transcript.isOfParameters() ? rules : only("POOL");
        List<LoggedStep> commits = some("COMMIT");
        List<LoggedStep> deposits = some("DEPOSIT");
        before(keys, rules);
        if (!transcript.isOfParameters()) {
            before(rules, sealed);
        }
        for (LoggedStep commit : commits) {
            before(sealed, commit);
            require(commit.index() < k1, commit.place() + " is not sealed by K1");
        }
        for (LoggedStep deposit : deposits) {
            require(deposit.index() >= k1, deposit.place() + " was made before K1");
        }
        List<LoggedStep> reveals = reveals();
        checkedBefore(reveals);
        long lastOther = -1;
        for (LoggedStep reveal : reveals) {
            for (LoggedStep deposit : deposits) {
                before(deposit, reveal);
            }
            if (!reveal.text("party").equals(SignatureChecks.PLATFORM)) {
                lastOther = Math.max(lastOther, reveal.index());
            }
        }
        for (LoggedStep reveal : reveals) {
            require(
                    !reveal.text("party").equals(SignatureChecks.PLATFORM) || reveal.index() > lastOther,
                    "the platform did not reveal last");
        }
        LoggedStep finished = finished();
        for (LoggedStep reveal : reveals) {
            before(reveal, finished);
        }
        LoggedStep result = only("RESULT");
        before(finished, result);
        require(result.index() < k2, result.place() + " is not sealed by K2");
        Instant made = time(keys);
        require(
                !made.plus(KEY_AGE).isAfter(time(rules)),
                "keys of " + made + " are younger than 24 h at the rules of " + time(rules));
    }

    /** The platform's deposit was found sound while a sound deposit could still finish the attempt (§6). */
    private void checkedBefore(List<LoggedStep> reveals) throws Failed {
        List<LoggedStep> checks = some("DEPOSIT_CHECK");
        for (LoggedStep check : checks) {
            for (LoggedStep deposit : transcript.steps("DEPOSIT")) {
                if (deposit.text("party").equals(SignatureChecks.PLATFORM)) {
                    before(deposit, check);
                }
            }
            for (LoggedStep reveal : reveals) {
                before(check, reveal);
            }
        }
    }

    /** The contributions as they came into the open: by their party, or by two holders of the escrow. */
    private List<LoggedStep> reveals() throws Failed {
        List<LoggedStep> reveals = new ArrayList<>(transcript.steps("REVEAL"));
        transcript.steps("ESCROW_OPEN").stream()
                .filter(step -> !step.text("party").equals(SignatureChecks.FINALISER))
                .forEach(reveals::add);
        require(!reveals.isEmpty(), "no REVEAL");
        return reveals;
    }

    private LoggedStep finished() throws Failed {
        Optional<LoggedStep> last = transcript.step("FINAL");
        if (last.isEmpty()) {
            last = transcript.step("ESCROW_OPEN", SignatureChecks.FINALISER);
        }
        return last.orElseThrow(() -> new Failed(Check.ORDER.code(), "no FINAL, or several"));
    }

    private LoggedStep only(String step) throws Failed {
        return transcript.steps(step).stream()
                .min(Comparator.comparing(LoggedStep::index))
                .orElseThrow(() -> new Failed(Check.ORDER.code(), "no " + step));
    }

    private List<LoggedStep> some(String step) throws Failed {
        List<LoggedStep> steps = transcript.steps(step);
        require(!steps.isEmpty(), "no " + step);
        return steps;
    }

    private static void before(LoggedStep first, LoggedStep second) throws Failed {
        require(first.index() < second.index(), first.place() + " is not before " + second.place());
    }

    private static Instant time(LoggedStep step) throws Failed {
        return step.time().orElseThrow(() -> new Failed(Check.ORDER.code(), step.place() + " has no time"));
    }

    private static void require(boolean holds, String detail) throws Failed {
        Failed.unless(holds, Check.ORDER.code(), detail);
    }

    /** Who has cosigned a checkpoint; nobody when too few have, which check 3 says. */
    private List<SealedCheckpoint.Cosigned> cosignatures(String name) {
        try {
            return policy.requireSealed(transcript.note(name), name);
        } catch (Refused e) {
            return List.of();
        }
    }

    void timely() throws Failed {
        TimeStamps.check(transcript);
        Optional<Instant> firstDeposit = transcript.steps("DEPOSIT").stream()
                .flatMap(step -> step.time().stream())
                .min(Comparator.naturalOrder());
        Optional<Instant> sealedFirst = policy.sealedAt(cosignatures("k1"));
        if (firstDeposit.isPresent() && sealedFirst.isPresent()) {
            Failed.unless(
                    !sealedFirst.get().isAfter(firstDeposit.get().plus(TOLERANCE)),
                    Check.TIMESTAMP.code(),
                    "K1 was sealed at " + sealedFirst.get() + ", after the deposit of " + firstDeposit.get());
        }
        Optional<Instant> sealedSecond = policy.sealedAt(cosignatures("k2"));
        for (LoggedStep result : transcript.steps("RESULT")) {
            Optional<Instant> made = result.time();
            Failed.unless(made.isPresent(), Check.TIMESTAMP.code(), result.place() + " has no time");
            Failed.unless(
                    sealedSecond.isEmpty()
                            || !made.get().isAfter(sealedSecond.get().plus(TOLERANCE)),
                    Check.TIMESTAMP.code(),
                    "the result of " + made.get() + " is younger than its seal");
        }
    }
}

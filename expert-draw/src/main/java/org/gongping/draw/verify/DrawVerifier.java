package org.gongping.draw.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gongping.core.verify.Policy;

/**
 * Checks a transcript by what the verifier knows beforehand, and by nothing else. Each check takes the values before it
 * as the transcript shows them, so that one fault is named once, where it is.
 */
public final class DrawVerifier {
    private final Policy policy;
    private final Pins pins;
    private final boolean deep;

    /**
     * @param policy whom to trust of logs and witnesses
     * @param deep whether the chances of everybody (F4) are estimated again
     */
    public DrawVerifier(Policy policy, Pins pins, boolean deep) {
        this.policy = policy;
        this.pins = pins;
        this.deep = deep;
    }

    /** A check; those of one transcript may run at the same time. */
    private interface Step {
        void run() throws Failed;
    }

    /**
     * Checks a transcript.
     *
     * @throws NotChecked for a suite that this verifier does not know, which proves nothing
     * @throws IOException when the stream cannot be read, which proves nothing
     */
    public DrawReport verify(InputStream stream) throws IOException {
        return verify(stream, Optional.empty());
    }

    /** Checks a transcript, and holds it to a log that was had from elsewhere. */
    public DrawReport verify(InputStream stream, Optional<OutsideLog> outside) throws IOException {
        Transcript transcript;
        List<DrawReport.Result> results = new ArrayList<>();
        try {
            transcript = TranscriptReader.read(stream, false);
        } catch (Failed e) {
            return unreadable(e);
        }
        requireKnown(transcript);
        results.add(new DrawReport.Result(Check.FORMAT, Optional.empty()));
        LogChecks log = new LogChecks(transcript, policy);
        RuleChecks rules = new RuleChecks(transcript, Optional.of(pins));
        PoolChecks pool = new PoolChecks(transcript);
        SignatureChecks signatures = new SignatureChecks(transcript, pins);
        ChainChecks chain = new ChainChecks(transcript, Optional.of(pins));
        Candidates candidates = new Candidates(transcript);
        SelectionCheck selection = new SelectionCheck(transcript, candidates);
        List<Task> light = List.of(
                new Task(Check.CHECKPOINT_SIG, log::signed),
                new Task(Check.WITNESS_QUORUM, log::cosigned),
                new Task(Check.CONSISTENCY, () -> {
                    log.consistent();
                    if (outside.isPresent()) {
                        outside.get().extendsBoth(transcript);
                    }
                }),
                new Task(Check.INCLUSION, () -> {
                    log.included();
                    if (outside.isPresent()) {
                        outside.get().holds(transcript);
                    }
                }),
                new Task(Check.ORDER, log::ordered),
                new Task(Check.RULES_HASH, rules::hash),
                new Task(Check.RULES, rules::valid),
                new Task(Check.PARTY_SET, rules::parties),
                new Task(Check.PARTY_SIG, signatures::all),
                new Task(Check.COMMIT, chain::commitments),
                new Task(Check.TRANSCRIPT, chain::transcriptHash),
                new Task(Check.VRF_KEY, chain::finaliserKey),
                new Task(Check.VRF, chain::finaliser),
                new Task(Check.SEED, chain::seed),
                new Task(Check.VENUE, () -> new Places(transcript).check(candidates)),
                new Task(Check.ATTEMPTS, () -> {
                    new AttemptCheck(transcript, signatures).check();
                    if (outside.isPresent()) {
                        outside.get().hidesNoAttempt(transcript);
                    }
                }),
                new Task(Check.TIMESTAMP, log::timely));
        FeasibilityCheck feasibility = new FeasibilityCheck(transcript, candidates, signatures, deep);
        ReplacementCheck replacement = new ReplacementCheck(transcript, selection);
        // What grows with the library, each by a thread of its own; replacements rest on what the selection has seen.
        List<List<Task>> lanes = List.of(
                List.of(new Task(Check.SELECT, selection::check), new Task(Check.REPLACE, replacement::check)),
                List.of(new Task(Check.POOL_LEAF, pool::leaves)),
                List.of(new Task(Check.POOL_ROOT, pool::root)),
                List.of(new Task(Check.FEASIBLE, feasibility::check)),
                light);
        lanes.parallelStream().map(DrawVerifier::run).toList().forEach(results::addAll);
        results.sort(Comparator.comparing(DrawReport.Result::check));
        return new DrawReport(transcript.isOpen() ? DrawReport.View.OPEN : DrawReport.View.SEALED, results);
    }

    /** Checks the known-answer file, which has neither log nor signatures. */
    public static DrawReport verifyKnownAnswers(InputStream stream) throws IOException {
        Transcript transcript;
        try {
            transcript = TranscriptReader.read(stream, true);
        } catch (Failed e) {
            return unreadable(e);
        }
        requireKnown(transcript);
        List<DrawReport.Result> results = new ArrayList<>();
        RuleChecks rules = new RuleChecks(transcript, Optional.empty());
        PoolChecks pool = new PoolChecks(transcript);
        ChainChecks chain = new ChainChecks(transcript, Optional.empty());
        run(Check.RULES_HASH, rules::hash, results);
        run(Check.RULES, rules::valid, results);
        run(Check.POOL_LEAF, pool::leaves, results);
        run(Check.POOL_ROOT, pool::root, results);
        run(Check.PARTY_SET, rules::parties, results);
        run(Check.COMMIT, chain::commitments, results);
        run(Check.TRANSCRIPT, chain::transcriptHash, results);
        run(Check.VRF, chain::finaliser, results);
        run(Check.SEED, chain::seed, results);
        run(Check.SELECT, new SelectionCheck(transcript, new Candidates(transcript))::check, results);
        return new DrawReport(DrawReport.View.OPEN, results);
    }

    private static void requireKnown(Transcript transcript) throws NotChecked {
        if (transcript.rules().get("suite").longValue() == 2) {
            throw new NotChecked("suite 2 (SM2, SM3) is not checked here; use a verifier that knows it");
        }
    }

    private static DrawReport unreadable(Failed e) {
        var failure = new DrawReport.Failure(e.code(), e.getMessage());
        return new DrawReport(
                DrawReport.View.UNREADABLE, List.of(new DrawReport.Result(Check.FORMAT, Optional.of(failure))));
    }

    private record Task(Check check, Step step) {}

    private static List<DrawReport.Result> run(List<Task> tasks) {
        List<DrawReport.Result> results = new ArrayList<>();
        tasks.forEach(task -> run(task.check(), task.step(), results));
        return results;
    }

    private static void run(Check check, Step step, List<DrawReport.Result> results) {
        Optional<DrawReport.Failure> failure = Optional.empty();
        try {
            step.run();
        } catch (Failed e) {
            failure = Optional.of(new DrawReport.Failure(e.code(), e.getMessage()));
        }
        results.add(new DrawReport.Result(check, failure));
    }
}

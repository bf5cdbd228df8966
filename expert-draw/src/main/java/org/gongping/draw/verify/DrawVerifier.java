package org.gongping.draw.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
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
        run(Check.CHECKPOINT_SIG, log::signed, results);
        run(Check.WITNESS_QUORUM, log::cosigned, results);
        run(
                Check.CONSISTENCY,
                () -> {
                    log.consistent();
                    if (outside.isPresent()) {
                        outside.get().extendsBoth(transcript);
                    }
                },
                results);
        run(
                Check.INCLUSION,
                () -> {
                    log.included();
                    if (outside.isPresent()) {
                        outside.get().holds(transcript);
                    }
                },
                results);
        run(Check.ORDER, log::ordered, results);
        run(Check.RULES_HASH, rules::hash, results);
        run(Check.RULES, rules::valid, results);
        run(Check.POOL_LEAF, pool::leaves, results);
        run(Check.POOL_ROOT, pool::root, results);
        run(Check.FEASIBLE, new FeasibilityCheck(transcript, candidates, signatures, deep)::check, results);
        run(Check.PARTY_SET, rules::parties, results);
        run(Check.PARTY_SIG, signatures::all, results);
        run(Check.COMMIT, chain::commitments, results);
        run(Check.TRANSCRIPT, chain::transcriptHash, results);
        run(Check.VRF_KEY, chain::finaliserKey, results);
        run(Check.VRF, chain::finaliser, results);
        run(Check.SEED, chain::seed, results);
        run(Check.VENUE, () -> new Places(transcript).check(candidates), results);
        run(Check.SELECT, selection::check, results);
        run(Check.REPLACE, new ReplacementCheck(transcript, selection)::check, results);
        run(
                Check.ATTEMPTS,
                () -> {
                    new AttemptCheck(transcript, signatures).check();
                    if (outside.isPresent()) {
                        outside.get().hidesNoAttempt(transcript);
                    }
                },
                results);
        run(Check.TIMESTAMP, log::timely, results);
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

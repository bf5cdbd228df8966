package org.gongping.core.scoring.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.gongping.core.scoring.engine.Computation;
import org.gongping.core.scoring.input.InputReader;
import org.gongping.core.scoring.input.ScoringInput;
import org.gongping.core.scoring.method.Finding;
import org.gongping.core.scoring.method.MethodDefinition;
import org.gongping.core.scoring.method.Reading;
import org.gongping.core.scoring.result.ScoringResult;
import org.gongping.core.scoring.result.State;

/** Computes the built-in sample of 1 to 7 bids with a definition. */
public final class SampleCheck {
    private SampleCheck() {}

    /** The result of each size, for the table that the author sees before signing. */
    public static List<ScoringResult> results(MethodDefinition method) {
        List<ScoringResult> all = new ArrayList<>();
        for (int n = 1; n <= SampleTender.most(); n++) {
            ObjectNode sample = SampleTender.of(method, n);
            if (InputReader.read(sample) instanceof Reading.Accepted<ScoringInput>(ScoringInput input)) {
                all.add(Computation.run(method, input));
            }
        }
        return List.copyOf(all);
    }

    static void check(MethodDefinition method, Findings findings) {
        List<ScoringResult> results = results(method);
        if (results.size() < SampleTender.most()) {
            findings.error(Law.METHOD_LOCKED, "", "内置样例不能用于本办法", "the built-in sample cannot be read for this method");
        }
        for (ScoringResult r : results) {
            boolean fails = r.state() == State.DEFINITION_ERROR
                    || r.state() == State.INPUT_REFUSED
                    || r.state() == State.NO_VALID_BID;
            if (fails) {
                String why = r.refusals().stream()
                        .findFirst()
                        .map(Finding::messageEn)
                        .orElse(r.stateReason().en());
                findings.error(
                        Law.METHOD_LOCKED,
                        "",
                        "内置样例（" + r.input().bids().size() + " 家）算不出结果："
                                + r.stateReason().zh(),
                        "the built-in sample of " + r.input().bids().size() + " bids has no result: " + why);
                return;
            }
        }
    }
}

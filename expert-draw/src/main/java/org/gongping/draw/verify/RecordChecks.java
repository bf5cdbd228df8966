package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The second half of check 5: what the records of the log say is what the transcript says. */
final class RecordChecks {
    private static final Set<String> STEPS = Set.of(
            "KEYS",
            "RULES",
            "POOL",
            "COMMIT",
            "DEPOSIT",
            "DEPOSIT_CHECK",
            "REVEAL",
            "FINAL",
            "ESCROW_OPEN",
            "RESULT",
            "REPLACE",
            "CALL",
            "ORDER",
            "ABORT");

    private final Transcript transcript;

    RecordChecks(Transcript transcript) {
        this.transcript = transcript;
    }

    void agree() throws Failed {
        for (LoggedStep step : transcript.steps()) {
            String kind = step.entryRecord().get("kind").textValue();
            require(
                    STEPS.contains(step.step())
                            && kind.equals("draw." + step.step().toLowerCase(Locale.ROOT))
                            && step.entryRecord().get("v").longValue() == 1,
                    step.place() + " is of the kind " + kind);
        }
        only("KEYS");
        LoggedStep rules = only("RULES");
        equal(rules, "rules", transcript.rules());
        equal(rules, "rules_hash", member("rules_hash"));
        if (!transcript.isOfParameters()) {
            only("POOL");
        }
        for (String party : transcript.byParty("commits").keySet()) {
            commitments(party);
            revealed(party);
        }
        depositCheck();
        finished();
        List<LoggedStep> results = transcript.steps("RESULT");
        require(!results.isEmpty(), "no RESULT");
        for (LoggedStep result : results) {
            equal(result, "seed", member("seed"));
            counted(result);
        }
        if (!transcript.isOfParameters()) {
            replacements();
        }
    }

    private void counted(LoggedStep result) throws Failed {
        if (transcript.isOfParameters()) {
            equal(result, "count", IntNode.valueOf(0));
            return;
        }
        for (String name : new String[] {"count", "added", "removed"}) {
            equal(result, name, transcript.members().get("library").get(name));
        }
    }

    private void depositCheck() throws Failed {
        LoggedStep check = only("DEPOSIT_CHECK");
        equal(check, "party", TextNode.valueOf(SignatureChecks.PLATFORM));
        // A platform that has not committed itself is for check 12.
        JsonNode commit = transcript.members().get("commits").path(SignatureChecks.PLATFORM);
        if (commit.isTextual()) {
            equal(check, "commit", commit);
        }
        equal(check, "sigs", transcript.signatures().get("deposit_check"));
    }

    private void commitments(String party) throws Failed {
        LoggedStep commit = only("COMMIT", party);
        equal(commit, "commit", transcript.members().get("commits").get(party));
        signature(commit, "commit", party);
        signature(only("DEPOSIT", party), "deposit", party);
    }

    private void revealed(String party) throws Failed {
        JsonNode contribution = transcript.members().get("contributions").get(party);
        Optional<LoggedStep> reveal = transcript.step("REVEAL", party);
        if (reveal.isPresent()) {
            equal(reveal.get(), "r", contribution);
            signature(reveal.get(), "reveal", party);
        } else {
            LoggedStep opened = only("ESCROW_OPEN", party);
            equal(opened, "r", contribution);
            equal(opened, "sigs", transcript.signatures().path("escrow").path(party));
        }
    }

    private void finished() throws Failed {
        Optional<LoggedStep> last = transcript.step("FINAL");
        LoggedStep step = last.isPresent() ? last.get() : only("ESCROW_OPEN", SignatureChecks.FINALISER);
        equal(step, "alpha", member("alpha"));
        equal(step, "pi", member("vrf_pi"));
        equal(step, "beta", member("vrf_beta"));
        if (last.isPresent()) {
            equal(step, "sig", transcript.signatures().path("final"));
        } else {
            equal(step, "sigs", transcript.signatures().path("escrow").path(SignatureChecks.FINALISER));
        }
    }

    private void replacements() throws Failed {
        List<LoggedStep> logged = transcript.steps("REPLACE");
        JsonNode shown = transcript.members().get("replacements");
        require(logged.size() == shown.size(), "replacements of the log and of the transcript differ in number");
        for (JsonNode replacement : shown) {
            LoggedStep step = logged.stream()
                    .filter(each -> each.index() == replacement.get("index").longValue())
                    .findFirst()
                    .orElseThrow(() -> new Failed(Check.INCLUSION.code(), "no REPLACE #" + replacement.get("index")));
            ObjectNode body = replacement.deepCopy();
            body.remove("index");
            body.put("draw_id", transcript.drawId());
            require(
                    Arrays.equals(Canonical.bytes(body), Canonical.bytes(step.body())),
                    step.place() + " says something else");
        }
    }

    private JsonNode member(String name) {
        return transcript.members().get(name);
    }

    private void signature(LoggedStep step, String name, String party) throws Failed {
        equal(step, "sig", transcript.signatures().get(name).path(party));
    }

    private LoggedStep only(String step) throws Failed {
        // A second RESULT is another matter: check 22.
        return transcript.step(step).orElseThrow(() -> new Failed(Check.INCLUSION.code(), "not exactly one " + step));
    }

    private LoggedStep only(String step, String party) throws Failed {
        return transcript
                .step(step, party)
                .orElseThrow(() -> new Failed(Check.INCLUSION.code(), "not exactly one " + step + " of " + party));
    }

    private static void equal(LoggedStep step, String member, JsonNode expected) throws Failed {
        JsonNode found = step.body().path(member);
        boolean same = !found.isMissingNode()
                && expected != null
                && !expected.isMissingNode()
                && Arrays.equals(Canonical.bytes(found), Canonical.bytes(expected));
        require(same, step.place() + " says something else of " + member);
    }

    private static void require(boolean holds, String detail) throws Failed {
        Failed.unless(holds, Check.INCLUSION.code(), detail);
    }
}

package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Check 21: every vacancy was filled from the head of its list of alternates, and for a lawful reason. */
final class ReplacementCheck {
    private static final Set<String> REASONS =
            Set.of("DECLINED", "NO_ANSWER", "LATE_CONFLICT", "ABSENT", "INCAPACITATED", "REMOVED_BY_S");
    private static final Set<String> NEED_EVIDENCE = Set.of("LATE_CONFLICT", "REMOVED_BY_S");
    private static final String ACCEPTED = "ACCEPTED";

    private final Transcript transcript;
    private final SelectionCheck selection;
    private final Map<String, ShownStratum> strata = new LinkedHashMap<>();
    private final Map<String, Set<String>> seated = new LinkedHashMap<>();
    private final Set<String> called = new HashSet<>();

    ReplacementCheck(Transcript transcript, SelectionCheck selection) {
        this.transcript = transcript;
        this.selection = selection;
    }

    void check() throws Failed {
        JsonNode replacements = transcript.members().path("replacements");
        if (replacements.isEmpty()) {
            return;
        }
        for (ShownStratum stratum : transcript.result()) {
            Set<String> seats = new LinkedHashSet<>();
            stratum.selected().forEach(selected -> seats.add(selected.pid()));
            strata.put(stratum.stratum(), stratum);
            seated.put(stratum.stratum(), seats);
            called.addAll(seats);
        }
        long last = -1;
        for (LoggedStep result : transcript.steps("RESULT")) {
            last = Math.max(last, result.index());
        }
        for (int i = 0; i < replacements.size(); i++) {
            JsonNode replacement = replacements.get(i);
            require(replacement.get("no").longValue() == i + 1, "replacement " + (i + 1) + " has another number");
            require(replacement.get("index").longValue() > last, "replacement " + (i + 1) + " is not in log order");
            last = replacement.get("index").longValue();
            replay(replacement, "replacement " + (i + 1) + ": ");
        }
    }

    private void replay(JsonNode replacement, String place) throws Failed {
        String reason = replacement.get("reason").textValue();
        require(REASONS.contains(reason), place + "reason " + reason);
        require(!NEED_EVIDENCE.contains(reason) || replacement.has("evidence"), place + reason + " without evidence");
        String stratum = replacement.get("stratum").textValue();
        String vacated = replacement.get("vacated").textValue();
        require(
                seated.containsKey(stratum) && seated.get(stratum).remove(vacated),
                place + vacated + " has no seat in " + stratum);
        List<String> skips = new ArrayList<>();
        JsonNode calls = replacement.get("calls");
        int call = 0;
        boolean filled = false;
        for (String pid : strata.get(stratum).alternates()) {
            String skip = reasonToSkip(pid, place);
            if (!skip.isEmpty()) {
                skips.add(pid + " " + skip);
                continue;
            }
            require(call < calls.size(), place + "the list is not exhausted");
            JsonNode found = calls.get(call++);
            require(found.get("pid").textValue().equals(pid), place + pid + " is next to be called");
            require(
                    call < 2
                            || calls.get(call - 2)
                                            .get("t")
                                            .textValue()
                                            .compareTo(found.get("t").textValue())
                                    <= 0,
                    place + "calls are not in the order of time");
            called.add(pid);
            if (found.get("outcome").textValue().equals(ACCEPTED)) {
                require(replacement.path("seated").asText("").equals(pid), place + pid + " accepted");
                seated.get(stratum).add(pid);
                filled = true;
                break;
            }
        }
        require(call == calls.size(), place + "calls go on behind the end");
        require(filled == replacement.has("seated"), place + "the one who is seated did not accept");
        List<String> shown = new ArrayList<>();
        for (JsonNode skipped : replacement.get("skipped")) {
            require(skipped.size() == 2, place + "skipped must be pids with reasons");
            shown.add(skipped.get(0).textValue() + " " + skipped.get(1).textValue());
        }
        require(shown.equals(skips), place + "expected to skip " + skips);
    }

    /** "" for one who may be called. */
    private String reasonToSkip(String pid, String place) throws Failed {
        if (seated.values().stream().anyMatch(seats -> seats.contains(pid))) {
            return "ALREADY";
        }
        if (called.contains(pid)) {
            return "CALLED";
        }
        String employer = employer(pid, place);
        long colleagues = 0;
        for (Set<String> seats : seated.values()) {
            for (String member : seats) {
                colleagues += employer(member, place).equals(employer) ? 1 : 0;
            }
        }
        long cap = transcript.rules().get("max_per_employer").longValue();
        return colleagues >= cap ? "EMPLOYER_CAP" : "";
    }

    private String employer(String pid, String place) throws Failed {
        return selection
                .employer(pid)
                .orElseThrow(() -> new Failed(Check.REPLACE.code(), place + "nobody knows " + pid));
    }

    private static void require(boolean holds, String detail) throws Failed {
        Failed.unless(holds, Check.REPLACE.code(), detail);
    }
}

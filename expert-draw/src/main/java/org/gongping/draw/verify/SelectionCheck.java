package org.gongping.draw.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.gongping.core.verify.Sha256;

/** Check 20: every rank, everybody chosen, passed over or waiting, in order; and the log holds this result. */
final class SelectionCheck {
    private final Transcript transcript;
    private final Candidates candidates;
    private final Map<String, Candidate> byPid = new HashMap<>();
    private final Map<String, String> pidByLeaf = new HashMap<>();

    SelectionCheck(Transcript transcript, Candidates candidates) {
        this.transcript = transcript;
        this.candidates = candidates;
    }

    void check() throws Failed {
        if (transcript.isOfParameters()) {
            new ParameterCheck(transcript).drawn();
        } else {
            people();
        }
        if (!transcript.knownAnswers()) {
            String hash = resultHash();
            for (LoggedStep result : transcript.steps("RESULT")) {
                require(result.text("result_hash").equals(hash), result.place() + " has another result_hash");
            }
        }
    }

    private void people() throws Failed {
        List<ShownStratum> shown = transcript.result();
        Comparison comparison = new Comparison(shown);
        new Walk(transcript, candidates)
                .walk(transcript.hex("seed"), new Places(transcript).shownCities(), Check.SELECT, comparison);
        require(comparison.at == shown.size(), "the result has strata that the rules do not have");
    }

    private String resultHash() {
        if (transcript.isOfParameters()) {
            byte[] canonical = Canonical.bytes(shownParameters());
            return Hashing.hex(Hashing.label("VED1/result").add(canonical).sha256());
        }
        MessageDigest digest = Sha256.digest();
        digest.update(Hashing.label("VED1/result").bytes());
        StringBuilder out = new StringBuilder("[");
        String before = "";
        for (ShownStratum stratum : transcript.result()) {
            out.append(before).append("{\"alternates\":[");
            String between = "";
            for (String pid : stratum.alternates()) {
                out.append(between);
                Canonical.string(pid, out);
                between = ",";
            }
            out.append("],\"selected\":[");
            between = "";
            for (ShownStratum.Selected selected : stratum.selected()) {
                out.append(between).append("{\"key\":\"").append(selected.key());
                out.append("\",\"leaf\":\"").append(selected.leaf()).append("\",\"pid\":");
                Canonical.string(selected.pid(), out);
                out.append('}');
                between = ",";
            }
            out.append("],\"skipped\":[");
            between = "";
            for (ShownStratum.Skipped skipped : stratum.skipped()) {
                out.append(between).append('[');
                Canonical.string(skipped.pid(), out);
                out.append(',');
                Canonical.string(skipped.reason(), out);
                out.append(']');
                between = ",";
            }
            out.append("],\"stratum\":");
            Canonical.string(stratum.stratum(), out);
            out.append('}');
            digest.update(Hashing.utf8(out.toString()));
            out.setLength(0);
            before = ",";
        }
        digest.update(Hashing.utf8(transcript.result().isEmpty() ? "[]" : "]"));
        return Hashing.hex(digest.digest());
    }

    private ArrayNode shownParameters() {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        transcript
                .parameters()
                .forEach(each -> shown.addObject()
                        .put("name", each.name())
                        .put("counter", each.counter())
                        .put("position", each.position())
                        .put("value", each.value()));
        return shown;
    }

    /** The employer of somebody whom the result names; nothing for anybody else. */
    Optional<String> employer(String pid) {
        if (transcript.isOpen() && byPid.isEmpty()) {
            transcript
                    .pool()
                    .orElseThrow()
                    .forEach(expert ->
                            byPid.put(expert.pid(), new Candidate(expert.leaf(), expert.employer(), expert.pid())));
        }
        return Optional.ofNullable(byPid.get(pid)).map(Candidate::employer);
    }

    /** Goes through the shown result step by step with the walk. */
    private final class Comparison implements Walk.Visitor {
        private final List<ShownStratum> shown;
        private int at;
        private int selected;
        private int alternates;
        private int skipped;

        private Comparison(List<ShownStratum> shown) {
            this.shown = shown;
        }

        private ShownStratum here(String stratum) throws Failed {
            require(
                    at < shown.size() && shown.get(at).stratum().equals(stratum),
                    "the result lacks stratum " + stratum);
            return shown.get(at);
        }

        @Override
        public void selected(String stratum, Candidate candidate, byte[] key) throws Failed {
            ShownStratum here = here(stratum);
            require(selected < here.selected().size(), stratum + ": too few are selected");
            ShownStratum.Selected found = here.selected().get(selected);
            require(
                    found.key().equals(Hashing.hex(key)) && found.leaf().equals(Hashing.hex(candidate.leaf())),
                    stratum + ": selected[" + selected + "] is not next by rank");
            same(candidate, found.pid(), stratum);
            selected++;
        }

        @Override
        public void alternate(String stratum, Candidate candidate) throws Failed {
            ShownStratum here = here(stratum);
            require(alternates < here.alternates().size(), () -> stratum + ": too few alternates");
            same(candidate, here.alternates().get(alternates), stratum);
            alternates++;
        }

        @Override
        public void skipped(String stratum, Candidate candidate, String reason) throws Failed {
            ShownStratum here = here(stratum);
            require(skipped < here.skipped().size(), stratum + ": too few are passed over");
            ShownStratum.Skipped found = here.skipped().get(skipped);
            require(found.reason().equals(reason), stratum + ": " + found.pid() + " is passed over for " + reason);
            same(candidate, found.pid(), stratum);
            skipped++;
        }

        @Override
        public void finished(String stratum, long count) throws Failed {
            ShownStratum here = here(stratum);
            require(
                    here.selected().size() == selected
                            && here.alternates().size() == alternates
                            && here.skipped().size() == skipped,
                    stratum + ": more are shown than are eligible");
            for (var each : transcript.rules().get("strata")) {
                require(
                        !each.get("id").textValue().equals(stratum)
                                || each.get("n").longValue() == count,
                        stratum + " is not filled");
            }
            at++;
            selected = 0;
            alternates = 0;
            skipped = 0;
        }

        /** An open view knows the pseudonym; a sealed one holds every leaf to the one that it showed first. */
        private void same(Candidate candidate, String pid, String stratum) throws Failed {
            if (transcript.isOpen()) {
                require(candidate.pid().equals(pid), () -> stratum + ": expected " + candidate.pid() + ", not " + pid);
            } else {
                String known = pidByLeaf.putIfAbsent(Hashing.hex(candidate.leaf()), pid);
                Candidate other = byPid.putIfAbsent(pid, candidate);
                boolean consistent = (known == null || known.equals(pid)) && (other == null || other == candidate);
                require(consistent, () -> stratum + ": " + pid + " stands for two leaves");
            }
        }
    }

    private static void require(boolean holds, Supplier<String> detail) throws Failed {
        Failed.unless(holds, Check.SELECT.code(), detail);
    }

    private static void require(boolean holds, String detail) throws Failed {
        Failed.unless(holds, Check.SELECT.code(), detail);
    }
}

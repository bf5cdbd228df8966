package org.gongping.draw.verify;

import java.util.List;

/** The members of a transcript bundle ({@code spec/draw-protocol.md} §4 and §9), but for its large arrays. */
final class Shapes {
    static final Shape HASH = Shape.hex(32);
    static final Shape SIGNATURE = Shape.base64(64);
    static final Shape DRAW_ID = Shape.text("[A-Za-z0-9._-]{1,64}/[1-9][0-9]{0,8}");

    static final List<String> EXCLUSIONS = List.of(
            "CONFLICT_EMPLOYER",
            "CONFLICT_PAST_3Y",
            "CONFLICT_RELATIVE",
            "CONFLICT_OTHER",
            "AGENT_STAFF",
            "SUPERVISOR_STAFF",
            "SUSPENDED",
            "QUALIFICATION_EXPIRED",
            "UNAVAILABLE",
            "FREQUENCY_CAP",
            "TIME_CLASH",
            "SELF_RECUSAL",
            "MANUAL");

    /** What a text must say is for the check that knows; the form asks for a text. */
    private static final Shape TEXT = Shape.text();

    private static final Shape OBJECT = (value, place) -> {
        Shape.hashable().check(value, place);
        Failed.unless(value.isObject(), Shape.E_FORMAT, place + " must be an object");
    };
    private static final Shape PID = Shape.hex(16);
    private static final Shape TIME = Shape.time();
    private static final Shape HASHES = Shape.array(Shape.base64(32));
    private static final Shape BY_PARTY = Shape.map(SIGNATURE);

    private Shapes() {}

    /** The rules of a draw of people, or of one of parameters. */
    private static Shape rules() {
        Shape people = rules(false);
        Shape values = parameterRules();
        return (value, place) -> (value.has("params") ? values : people).check(value, place);
    }

    private static Shape timeouts(boolean people) {
        Shape second = Shape.integer(0);
        Shape.Members timeouts = Shape.object()
                .with("commit", second)
                .with("deposit", second)
                .with("reveal", second)
                .with("final", second);
        return people ? timeouts.with("answer", second) : timeouts.orWith("answer", second);
    }

    private static Shape redraw() {
        return Shape.object().with("prev", DRAW_ID).with("reason", TEXT).with("order", HASH);
    }

    private static Shape parameterRules() {
        return Shape.object()
                .with("v", TEXT)
                .with("suite", Shape.integer(0))
                .with("parties", Shape.array(TEXT))
                .with("timeouts", timeouts(false))
                .with("verifier", HASH)
                .with("params", Shape.array(OBJECT))
                .orWith("redraw", redraw());
    }

    static Shape.Members rules(boolean knownAnswers) {
        Shape.Members stratum = Shape.object()
                .with("id", TEXT)
                .with("sp", Shape.array(TEXT))
                .with("rg", Shape.array(TEXT))
                .with("n", Shape.integer(0));
        Shape.Members rules = Shape.object()
                .with("v", TEXT)
                .with("suite", Shape.integer(0))
                .with("parties", Shape.array(TEXT))
                .with("strata", Shape.array(stratum))
                .with("max_per_employer", Shape.integer(0));
        if (knownAnswers) {
            return rules;
        }
        Shape.Members venue = Shape.object()
                .with("city_root", HASH)
                .with("seat_root", HASH)
                .with("n_city", Shape.integer(0))
                .with("q", Shape.array(Shape.integer(0)))
                .with("bind", Shape.map(Shape.integer(0)));
        Shape waiver =
                Shape.object().with("check", TEXT).with("reason", Shape.text()).with("order", HASH);
        return rules.with("min_ratio", Shape.integer(0))
                .with("min_cap_ratio", Shape.integer(0))
                .with("timeouts", timeouts(true))
                .with("verifier", HASH)
                .orWith("venue", venue)
                .orWith("waivers", Shape.array(waiver))
                .orWith("redraw", redraw());
    }

    /** Every member of a bundle; the large arrays are read and checked elsewhere. */
    static Shape.Members bundle() {
        return Shape.object()
                .with("format", Shape.text("VED1-bundle/1"))
                .with("view", Shape.text("sealed|open"))
                .with("draw_id", DRAW_ID)
                .with("rules", rules())
                .with("rules_jcs", Shape.text())
                .with("rules_hash", HASH)
                .with("leaves_sorted", Shape.hashable())
                .with("pool_root", HASH)
                .with("contributions", Shape.map(HASH))
                .with("commits", Shape.map(HASH))
                .with("signatures", signatures())
                .with("transcript", HASH)
                .with("alpha", HASH)
                .orWith("vrf_pk", HASH)
                .orWith("vrf_pi", Shape.hex(80))
                .orWith("vrf_beta", Shape.text("|[0-9a-f]{128}"))
                .with("seed", HASH)
                .with("result", Shape.hashable())
                .orWith("library", library())
                .orWith("replacements", Shape.array(replacement()))
                .with("attempts", Shape.array(attempt()))
                .with("log", log())
                .orWith("pool", Shape.hashable())
                .orWith("claims", Shape.hashable())
                .orWith("venue", venue())
                .orWith(
                        "timestamps",
                        Shape.object().orWith("k1", Shape.base64(0)).orWith("k2", Shape.base64(0)));
    }

    /** The members of the known-answer file. */
    static Shape.Members knownAnswers() {
        return Shape.object()
                .with("note", Shape.text())
                .with("draw_id", DRAW_ID)
                .with("rules", rules(true))
                .with("rules_jcs", Shape.text())
                .with("rules_hash", HASH)
                .with("pool", Shape.hashable())
                .with("leaves_sorted", Shape.hashable())
                .with("pool_root", HASH)
                .with("contributions", Shape.map(HASH))
                .with("commits", Shape.map(HASH))
                .with("transcript", HASH)
                .with("alpha", HASH)
                .with("vrf_sk", HASH)
                .with("vrf_pk", HASH)
                .with("vrf_pi", Shape.hex(80))
                .with("vrf_beta", Shape.hex(64))
                .with("seed", HASH)
                .with("result", Shape.hashable());
    }

    static Shape library() {
        Shape count = Shape.integer(0);
        return Shape.object()
                .with("count", count)
                .with("prev_count", count)
                .with("prev_root", HASH)
                .with("added", count)
                .with("removed", count);
    }

    private static Shape signatures() {
        Shape order = Shape.object().with("order", OBJECT).with("sig", BY_PARTY);
        return Shape.object()
                .with("commit", BY_PARTY)
                .with("deposit", BY_PARTY)
                .with("deposit_check", BY_PARTY)
                .with("reveal", BY_PARTY)
                .orWith("final", SIGNATURE)
                .orWith("escrow", Shape.map(BY_PARTY))
                .orWith("orders", Shape.array(order));
    }

    private static Shape replacement() {
        Shape skip = (value, place) -> {
            Failed.unless(value.isArray() && value.size() == 2, Shape.E_FORMAT, place + " must be a pair");
            PID.check(value.get(0), place + "[0]");
            TEXT.check(value.get(1), place + "[1]");
        };
        Shape call = Shape.object()
                .with("pid", PID)
                .with("t", TIME)
                .with("channel", TEXT)
                .with("outcome", TEXT);
        return Shape.object()
                .with("no", Shape.integer(0))
                .with("stratum", TEXT)
                .with("vacated", PID)
                .with("reason", TEXT)
                .orWith("evidence", HASH)
                .with("calls", Shape.array(call))
                .with("skipped", Shape.array(skip))
                .orWith("seated", PID)
                .with("index", Shape.integer(0));
    }

    private static Shape attempt() {
        return Shape.object().with("draw_id", DRAW_ID).with("outcome", TEXT).with("index", Shape.integer(0));
    }

    private static Shape venue() {
        Shape excluded = TEXT;
        Shape city = Shape.object()
                .with("city", TEXT)
                .with("ex", Shape.integer(0))
                .with("exr", excluded)
                .with("seats", Shape.integer(0));
        Shape seat = Shape.object()
                .with("city", TEXT)
                .with("ex", Shape.integer(0))
                .with("exr", excluded)
                .with("seat", TEXT);
        Shape drawnSeat = Shape.object()
                .with("city", TEXT)
                .with("seat", TEXT)
                .with("key", HASH)
                .with("leaf", HASH);
        Shape drawnCity = Shape.object().with("city", TEXT).with("key", HASH).with("leaf", HASH);
        Shape result = Shape.object()
                .with("cities", Shape.array(drawnCity))
                .with("seats", Shape.array(drawnSeat))
                .with("spare", Shape.array(drawnSeat));
        return Shape.object()
                .with("cities", Shape.array(city))
                .with("seats", Shape.array(seat))
                .with("result", result);
    }

    private static Shape log() {
        Shape record = Shape.object()
                .with("v", Shape.integer(0))
                .with("id", TEXT)
                .with("t", TIME)
                .with("kind", TEXT)
                .with("body", OBJECT)
                .orWith("tender", TEXT)
                .orWith("actor", Shape.hashable())
                .orWith("obj", Shape.hashable())
                .orWith("docs", Shape.hashable())
                .orWith("prev", TEXT)
                .orWith("rule", TEXT);
        Shape entry = Shape.object()
                .with("step", TEXT)
                .with("index", Shape.integer(0))
                .with("record", record)
                .with("salt", HASH)
                .with("proof", HASHES);
        return Shape.object()
                .with("origin", TEXT)
                .with("k1", Shape.text())
                .with("k2", Shape.text())
                .with("consistency", HASHES)
                .with("entries", Shape.array(entry));
    }

    /** {@code keys.json}: what a verifier pins. */
    static Shape keys() {
        return Shape.object().with("keys", Shape.map(HASH)).with("vrf_pk", HASH).with("verifier", HASH);
    }
}

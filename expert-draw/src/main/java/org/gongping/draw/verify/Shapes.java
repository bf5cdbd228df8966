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

    private static final Shape CODE = Shape.text("[A-Z0-9_]{1,40}(:[A-Za-z0-9._-]{1,64})?");
    private static final Shape NAME = Shape.text("(?s).{1,128}");
    private static final Shape TIME = Shape.text("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    private static final Shape HASHES = Shape.array(Shape.base64(32));
    private static final Shape BY_PARTY = Shape.map(SIGNATURE);

    private Shapes() {}

    static Shape.Members rules(boolean knownAnswers) {
        Shape.Members stratum = Shape.object()
                .with("id", NAME)
                .with("sp", Shape.array(NAME))
                .with("rg", Shape.array(NAME))
                .with("n", Shape.integer(0));
        Shape.Members rules = Shape.object()
                .with("v", Shape.text("VED1"))
                .with("suite", Shape.integer(0))
                .with("parties", Shape.array(NAME))
                .with("strata", Shape.array(stratum))
                .with("max_per_employer", Shape.integer(0));
        if (knownAnswers) {
            return rules;
        }
        Shape second = Shape.integer(0);
        Shape.Members timeouts = Shape.object()
                .with("commit", second)
                .with("deposit", second)
                .with("reveal", second)
                .with("final", second)
                .with("answer", second);
        Shape.Members venue = Shape.object()
                .with("city_root", HASH)
                .with("seat_root", HASH)
                .with("n_city", Shape.integer(0))
                .with("q", Shape.array(Shape.integer(0)))
                .with("bind", Shape.map(Shape.integer(0)));
        Shape waiver =
                Shape.object().with("check", CODE).with("reason", Shape.text()).with("order", HASH);
        return rules.with("min_ratio", Shape.integer(0))
                .with("min_cap_ratio", Shape.integer(0))
                .with("timeouts", timeouts)
                .with("verifier", HASH)
                .orWith("venue", venue)
                .orWith("waivers", Shape.array(waiver))
                .orWith(
                        "redraw",
                        Shape.object()
                                .with("prev", DRAW_ID)
                                .with("reason", CODE)
                                .with("order", HASH));
    }

    /** Every member of a bundle; the large arrays are read and checked elsewhere. */
    static Shape.Members bundle() {
        return Shape.object()
                .with("format", Shape.text("VED1-bundle/1"))
                .with("view", Shape.text("sealed|open"))
                .with("draw_id", DRAW_ID)
                .with("rules", rules(false))
                .with("rules_jcs", Shape.text())
                .with("rules_hash", HASH)
                .with("leaves_sorted", Shape.hashable())
                .with("pool_root", HASH)
                .with("library", library())
                .with("contributions", Shape.map(HASH))
                .with("commits", Shape.map(HASH))
                .with("signatures", signatures())
                .with("transcript", HASH)
                .with("alpha", HASH)
                .with("vrf_pk", HASH)
                .with("vrf_pi", Shape.hex(80))
                .with("vrf_beta", Shape.hex(64))
                .with("seed", HASH)
                .with("result", Shape.hashable())
                .with("replacements", Shape.array(replacement()))
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
        Shape order = Shape.object().with("order", Shape.hashable()).with("sig", BY_PARTY);
        return Shape.object()
                .with("commit", BY_PARTY)
                .with("deposit", BY_PARTY)
                .with("reveal", BY_PARTY)
                .orWith("final", SIGNATURE)
                .orWith("escrow", Shape.map(BY_PARTY))
                .orWith("orders", Shape.array(order));
    }

    private static Shape replacement() {
        Shape call = Shape.object()
                .with("pid", NAME)
                .with("t", TIME)
                .with("channel", NAME)
                .with("outcome", CODE);
        return Shape.object()
                .with("no", Shape.integer(1))
                .with("stratum", NAME)
                .with("vacated", NAME)
                .with("reason", CODE)
                .orWith("evidence", HASH)
                .with("calls", Shape.array(call))
                .with("skipped", Shape.array(Shape.array(NAME)))
                .orWith("seated", NAME)
                .with("index", Shape.integer(0));
    }

    private static Shape attempt() {
        return Shape.object().with("draw_id", DRAW_ID).with("outcome", CODE).with("index", Shape.integer(0));
    }

    private static Shape venue() {
        Shape excluded = Shape.text("|[A-Z0-9_]{1,40}");
        Shape city = Shape.object()
                .with("city", NAME)
                .with("ex", Shape.integer(0))
                .with("exr", excluded)
                .with("seats", Shape.integer(0));
        Shape seat = Shape.object()
                .with("city", NAME)
                .with("ex", Shape.integer(0))
                .with("exr", excluded)
                .with("seat", NAME);
        Shape drawnSeat = Shape.object()
                .with("city", NAME)
                .with("seat", NAME)
                .with("key", HASH)
                .with("leaf", HASH);
        Shape drawnCity = Shape.object().with("city", NAME).with("key", HASH).with("leaf", HASH);
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
        Shape record = (value, place) -> {
            Shape.hashable().check(value, place);
            Failed.unless(
                    value.path("kind").isTextual() && value.path("body").isObject(),
                    Shape.E_FORMAT,
                    place + " must be a record of the log");
            TIME.check(value.path("t"), place + ".t");
        };
        Shape entry = Shape.object()
                .with("step", Shape.text("[A-Z_]{1,20}"))
                .with("index", Shape.integer(0))
                .with("record", record)
                .with("salt", HASH)
                .with("proof", HASHES);
        return Shape.object()
                .with("origin", NAME)
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

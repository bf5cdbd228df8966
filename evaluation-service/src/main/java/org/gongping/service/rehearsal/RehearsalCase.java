package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One case file: a tender as a script of steps, each with what must come of it. Figures in it are typed in from their
 * source and never computed by the product.
 *
 * @param source where the expected figures come from
 * @param data whatever the steps refer to, such as the list of bids
 */
public record RehearsalCase(
        String name, String titleZh, String titleEn, String source, Days days, JsonNode data, List<Step> steps) {
    public RehearsalCase {
        steps = List.copyOf(steps);
    }

    /** Whether it needs a server whose clock can be set. */
    boolean setsClock() {
        return steps.stream().anyMatch(step -> step.clock().isPresent());
    }

    /**
     * Which day may be day 0: the first after the server's today that is this day of the week, and from which the given
     * offsets are working days and rest days. So a case can type in where a period ends, whatever year it is played in.
     *
     * @param dayZero empty where any day of the week will do
     */
    public record Days(Optional<DayOfWeek> dayZero, List<Integer> working, List<Integer> rest) {
        public Days {
            working = List.copyOf(working);
            rest = List.copyOf(rest);
        }
    }

    /**
     * A step is a call of an operation of the contract, a run of parties of a draw, or a check that the rehearsal makes by
     * itself.
     */
    public sealed interface Deed {}

    /**
     * One request.
     *
     * @param operation its {@code operationId} in the contract
     * @param ifMatch version the writer saw; where the operation asks for one and it is absent, the kept {@code version}
     * @param body JSON with references; absent for an operation without a body
     * @param file text of a small document that becomes the body instead
     * @param repeat what is done with it beside sending it once
     * @param verify the answer is the transcript of a draw, and comes out like this
     * @param own what is done before on the sender's own machine; the references of the body know its result as {@code own}
     */
    public record Call(
            Optional<OwnWork> own,
            String operation,
            Optional<JsonNode> ifMatch,
            Optional<JsonNode> body,
            Optional<SampleFile> file,
            Repeat repeat,
            Optional<Verified> verify)
            implements Deed {}

    /** How often a request is sent. */
    public enum Repeat {
        ONCE,
        /** Once more under the same Idempotency-Key; it must get the same answer. */
        AGAIN,
        /** A question that is asked until the answer is as expected, for a while: the server comes to it by itself. */
        AWAIT
    }

    /**
     * {@code gongping draw verify} of a transcript.
     *
     * @param verdict its last line
     * @param vrfKey the finaliser's key as kept from an earlier answer
     */
    public record Verified(String verdict, JsonNode vrfKey) {}

    /**
     * Parties of the draw take part in processes of their own.
     *
     * @param accounts account by party
     * @param options of {@code gongping draw party}, references filled in
     */
    public record PartyRun(Map<String, String> accounts, JsonNode options) implements Deed {
        public PartyRun {
            accounts = Map.copyOf(accounts);
        }
    }

    /**
     * What a person does on a machine of their own, of which the server learns only what the request then sends.
     *
     * @param options references filled in: for SEAL price, periodDays, projectManager, firmSize; for SHARE holder, bidId
     */
    public record OwnWork(Kind kind, JsonNode options) {
        /** What is done there. */
        public enum Kind {
            /** A key pair is made, if there is none; {@code own.key} is its public half. */
            KEY,
            /** Envelopes are sealed as the opening plan says, and uploaded; {@code own.envelopes} names them. */
            SEAL,
            /** {@code own.keys}: the content keys, out of the headers of the own envelopes. */
            OPEN,
            /** {@code own.shares}: a holder's shares of the content keys of one bid. */
            SHARE
        }
    }

    /** The audit trail is read page by page, and every commitment, leaf hash and chain recomputed. */
    public record TrailCheck() implements Deed {}

    /** A document made for the rehearsal. */
    public record SampleFile(Kind kind, String text) {
        /** What is made of the text. */
        public enum Kind {
            PDF,
            TEXT
        }
    }

    /**
     * One line of the script.
     *
     * @param clock {@code @DAY TIME}: the server's clock is set there and held; absent = it stays
     * @param account who acts; absent = nobody is logged in
     * @param with parameters of path and query
     * @param forEach the step is taken once for each item
     * @param keep names under which parts of the answer are remembered, by JSON pointer
     */
    public record Step(
            String titleZh,
            String titleEn,
            Optional<String> clock,
            Optional<String> account,
            Deed deed,
            Map<String, JsonNode> with,
            Optional<ForEach> forEach,
            Expectation expect,
            Map<String, String> keep) {
        public Step {
            with = Map.copyOf(with);
            keep = Map.copyOf(keep);
        }

        /** Name of what is done, as it is shown. */
        public String operation() {
            return switch (deed) {
                case Call call -> call.operation();
                case PartyRun _ -> "(draw party)";
                case TrailCheck _ -> "(trail)";
            };
        }
    }

    /** @param in reference to a list; each item is known as {@code name}, its place from 0 as {@code no} */
    public record ForEach(JsonNode in, String name) {}

    /**
     * What the answer must be.
     *
     * @param statuses accepted HTTP statuses
     * @param members expected value or matcher by JSON pointer, in the order of the case file
     */
    public record Expectation(List<Integer> statuses, Map<String, JsonNode> members) {
        public Expectation {
            statuses = List.copyOf(statuses);
        }
    }
}

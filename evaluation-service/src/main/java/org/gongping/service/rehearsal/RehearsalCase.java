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

    /** A step is either a call of an operation of the contract, or a check that the rehearsal makes by itself. */
    public sealed interface Deed {}

    /**
     * One request.
     *
     * @param operation its {@code operationId} in the contract
     * @param ifMatch version the writer saw; where the operation asks for one and it is absent, the kept {@code version}
     * @param body JSON with references; absent for an operation without a body
     * @param file text of a small document that becomes the body instead
     * @param again the same request is sent once more under the same Idempotency-Key and must get the same answer
     */
    public record Call(
            String operation,
            Optional<JsonNode> ifMatch,
            Optional<JsonNode> body,
            Optional<SampleFile> file,
            boolean again)
            implements Deed {}

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

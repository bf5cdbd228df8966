package org.gongping.core;

import java.util.List;
import java.util.Optional;
import org.gongping.core.rule.Verdict;

/**
 * Why an expected request is not carried out. A refusal is a value, not an exception; the HTTP edge maps each kind to
 * one RFC 9457 problem document. Texts are for people, in Chinese and English; codes are for programs and stay stable.
 */
public sealed interface Refusal {
    /** The caller's role, side or membership does not allow it. */
    record Forbidden(String code, String detailZh, String detailEn) implements Refusal {}

    /**
     * It does not exist, or the caller may not know that it does.
     *
     * @param what kind of thing, in lower case, such as {@code project}
     */
    record NotFound(String what) implements Refusal {}

    /**
     * The present state contradicts the request, for example a version that has moved on.
     *
     * @param current the present state as its wire record, where it helps the caller and the caller may see it
     */
    record Conflict(String code, String detailZh, String detailEn, Optional<Object> current) implements Refusal {}

    /**
     * The step belongs to another phase of the tender.
     *
     * @param current phase that holds now
     * @param needed phase or phases in which the step is possible
     */
    record WrongPhase(String current, String needed, String detailZh, String detailEn) implements Refusal {}

    /** At least one rule forbids the step now. */
    record RulesViolated(List<Verdict> verdicts) implements Refusal {
        public RulesViolated {
            verdicts = List.copyOf(verdicts);
        }
    }

    /** Nothing forbids the step, but a warning asks for a reason on the record first. */
    record NeedsAcknowledgement(List<Verdict> verdicts) implements Refusal {
        public NeedsAcknowledgement {
            verdicts = List.copyOf(verdicts);
        }
    }

    /** The request itself is wrong. */
    record Invalid(List<FieldError> errors) implements Refusal {
        public Invalid {
            errors = List.copyOf(errors);
        }

        public static Invalid of(String pointer, String messageZh, String messageEn) {
            return new Invalid(List.of(new FieldError(pointer, messageZh, messageEn)));
        }
    }

    /** @param limitBytes largest body that would be accepted */
    record TooLarge(long limitBytes) implements Refusal {}

    /** @param accepted media types that would be accepted */
    record UnsupportedType(List<String> accepted) implements Refusal {
        public UnsupportedType {
            accepted = List.copyOf(accepted);
        }
    }

    /** Too much is going on; the same request may succeed a moment later. */
    record Busy() implements Refusal {}

    /**
     * The log contradicts itself: nothing is put on record until a person has decided.
     *
     * @param why for the operator
     */
    record LogHalted(String why) implements Refusal {}

    /** @param pointer JSON pointer (RFC 6901) into the body, or the parameter as {@code query/limit} */
    record FieldError(String pointer, String messageZh, String messageEn) {}
}

package org.gongping.core.scoring.derive;

/**
 * Where an INPUT comes from: a JSON pointer (RFC 6901) into the method definition ({@code method:}) or into the result
 * record ({@code result:}), so that a replay needs those two documents and nothing else.
 */
public sealed interface Source {
    String text();

    record Method(String pointer) implements Source {
        @Override
        public String text() {
            return "method:" + pointer;
        }
    }

    record Result(String pointer) implements Source {
        @Override
        public String text() {
            return "result:" + pointer;
        }
    }

    /** A member of the i-th entry of {@code inputs}. */
    record Bid(int index, String member) implements Source {
        @Override
        public String text() {
            return "result:/inputs/" + index + member;
        }
    }

    /** One token of a JSON pointer, escaped. */
    static String token(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}

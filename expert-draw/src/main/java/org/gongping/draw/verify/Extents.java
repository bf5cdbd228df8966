package org.gongping.draw.verify;

/** Where the values of a JSON text begin and end; whether they are JSON inside is for whoever reads them. */
final class Extents {
    private final byte[] json;

    Extents(byte[] json) {
        this.json = json;
    }

    /** The first place from here that holds no white space. */
    int space(int from) {
        int at = from;
        while (at < json.length && (json[at] == ' ' || json[at] == '\t' || json[at] == '\n' || json[at] == '\r')) {
            at++;
        }
        return at;
    }

    /** The character at a place; 0 behind the end. */
    int at(int place) {
        return place < json.length ? json[place] : 0;
    }

    /** The place behind the value that begins here. */
    int end(int from) throws Failed {
        return switch (at(from)) {
            case '"' -> string(from);
            case '{', '[' -> structure(from);
            default -> word(from);
        };
    }

    private int string(int from) throws Failed {
        for (int at = from + 1; at < json.length; at++) {
            if (json[at] == '"') {
                return at + 1;
            }
            if (json[at] == '\\') {
                at++;
            }
        }
        throw unfinished();
    }

    private int structure(int from) throws Failed {
        int depth = 0;
        for (int at = from; at < json.length; at++) {
            switch (json[at]) {
                case '"' -> at = string(at) - 1;
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    if (depth == 0) {
                        return at + 1;
                    }
                }
                default -> {}
            }
        }
        throw unfinished();
    }

    private int word(int from) throws Failed {
        int at = from;
        while (at < json.length && ",]} \t\n\r".indexOf(json[at]) < 0) {
            at++;
        }
        Failed.unless(at > from, Shape.E_FORMAT, () -> "JSON: a value is missing at byte " + from);
        return at;
    }

    private static Failed unfinished() {
        return new Failed(Shape.E_FORMAT, "JSON: it breaks off");
    }
}

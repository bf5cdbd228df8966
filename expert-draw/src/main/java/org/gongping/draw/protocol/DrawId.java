package org.gongping.draw.protocol;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which draw: tender and attempt, written {@code <tender>/<attempt>}.
 *
 * @param tender 1 to 64 of {@code A-Z a-z 0-9 . _ -}
 * @param attempt from 1
 */
public record DrawId(String tender, int attempt) {
    private static final Pattern TENDER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern WRITTEN = Pattern.compile("([A-Za-z0-9._-]{1,64})/([1-9][0-9]{0,8})");

    public DrawId {
        if (!TENDER.matcher(tender).matches() || attempt < 1) {
            throw new IllegalArgumentException("no draw is called " + tender + "/" + attempt);
        }
    }

    /** Reads the written form; nothing for any other text. */
    public static Optional<DrawId> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        return matcher.matches()
                ? Optional.of(new DrawId(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** The next attempt of the same tender. */
    public DrawId next() {
        return new DrawId(tender, attempt + 1);
    }

    @Override
    public String toString() {
        return tender + "/" + attempt;
    }
}

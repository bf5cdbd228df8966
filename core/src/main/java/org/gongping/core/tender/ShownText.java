package org.gongping.core.tender;

/** Short texts that name a thing on screens, notices and prints. */
final class ShownText {
    private ShownText() {}

    /** Something to see, and nothing that is not: no control characters, no marks that turn the direction of text. */
    static boolean isSound(String text) {
        return !text.isBlank()
                && text.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
}

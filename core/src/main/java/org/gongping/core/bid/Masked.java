package org.gongping.core.bid;

/** Personal data as they are shown to whoever has no need of the whole. */
public final class Masked {
    private Masked() {}

    /** The first character, the rest as stars; null stays null. */
    public static String name(String name) {
        if (name == null || name.isEmpty()) {
            return name;
        }
        int end = name.offsetByCodePoints(0, 1);
        return name.substring(0, end) + "*".repeat(Math.max(1, name.codePointCount(end, name.length())));
    }

    /** The last two digits; null stays null. */
    public static String phone(String phone) {
        return phone == null ? null : "*".repeat(phone.length() - 2) + phone.substring(phone.length() - 2);
    }
}

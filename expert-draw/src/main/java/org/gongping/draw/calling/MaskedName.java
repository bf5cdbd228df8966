package org.gongping.draw.calling;

/** Names and numbers for those who need to recognise, not to know. */
final class MaskedName {
    private MaskedName() {}

    /** The first character and two stars, whatever the length. */
    static String of(String name) {
        return name.substring(0, name.offsetByCodePoints(0, 1)) + "**";
    }

    /** 138****1234. */
    static String phone(String phone) {
        return phone.length() < 8
                ? "****" + phone.substring(phone.length() - 2)
                : phone.substring(0, 3) + "****" + phone.substring(phone.length() - 4);
    }
}

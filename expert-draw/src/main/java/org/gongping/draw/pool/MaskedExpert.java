package org.gongping.draw.pool;

/** Personal data of an expert as whoever has no need of them sees them. */
public final class MaskedExpert {
    private MaskedExpert() {}

    /** The first character and two stars, whatever the length: a length narrows down who it is. */
    public static String name(String name) {
        return name == null ? null : name.substring(0, name.offsetByCodePoints(0, 1)) + "**";
    }

    /** 138****1234. */
    public static String phone(String phone) {
        if (phone == null) {
            return null;
        }
        return phone.length() < 8
                ? "****" + phone.substring(phone.length() - 2)
                : phone.substring(0, 3) + "****" + phone.substring(phone.length() - 4);
    }

    /** a***@example.cn. */
    public static String email(String email) {
        return email == null ? null : email.charAt(0) + "***" + email.substring(Math.max(1, email.indexOf('@')));
    }
}

package org.gongping.core.rule;

/**
 * What is wrong with one place of a JSON document.
 *
 * @param pointer JSON pointer (RFC 6901) to the member that is wrong, missing or not known; empty for the whole document
 * @param zh what is wrong with it
 * @param en what is wrong with it
 */
public record PointerError(String pointer, String zh, String en) {
    static String escape(String member) {
        return member.replace("~", "~0").replace("/", "~1");
    }
}

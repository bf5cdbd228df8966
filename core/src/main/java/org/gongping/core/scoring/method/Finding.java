package org.gongping.core.scoring.method;

import java.util.List;
import org.gongping.core.schema.JsonContract;

/**
 * What a check has to say about one place of a document.
 *
 * @param pointer JSON pointer (RFC 6901) of the place
 * @param ruleId rule of the product's rule table, empty where none but the format speaks
 * @param citation the article or notice behind it, in its own words of title and number; empty for the format
 */
public record Finding(
        Severity severity, String pointer, String ruleId, String citation, String messageZh, String messageEn) {
    /** An ERROR refuses; a WARNING must be acknowledged by a person, with a reason. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public static Finding format(String pointer, String messageZh, String messageEn) {
        return new Finding(Severity.ERROR, pointer, "", "", messageZh, messageEn);
    }

    /** What a schema says, as findings. */
    public static List<Finding> format(List<JsonContract.Breach> breaches) {
        return breaches.stream()
                .map(breach -> format(breach.pointer(), "不符合格式（" + breach.keyword() + "）：" + breach.zh(), breach.en()))
                .toList();
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}

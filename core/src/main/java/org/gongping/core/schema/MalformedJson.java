package org.gongping.core.schema;

import com.fasterxml.jackson.core.JsonProcessingException;

/** What a person is told about a text that is no JSON: the fault and its place, without the parser's own settings. */
public final class MalformedJson {
    private MalformedJson() {}

    public static String describe(JsonProcessingException e) {
        String fault =
                e.getOriginalMessage().lines().findFirst().orElse("").replaceAll("\\s*\\([^()]*\\[Source:.*", "");
        if (e.getLocation() == null) {
            return fault;
        }
        return fault + " (line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr() + ")";
    }
}

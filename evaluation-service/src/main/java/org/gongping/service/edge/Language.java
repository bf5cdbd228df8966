package org.gongping.service.edge;

import java.util.List;
import java.util.Locale;

/** A language of the product. Chinese is the one that counts; English is offered beside it. */
public enum Language {
    ZH("zh-CN"),
    EN("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** BCP 47 tag for the Content-Language header. */
    public String tag() {
        return tag;
    }

    public String pick(String zh, String en) {
        return this == ZH ? zh : en;
    }

    /** The first of the accepted languages that the product speaks (RFC 9110, section 12.5.4); Chinese otherwise. */
    static Language of(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > 200) {
            return ZH;
        }
        List<Locale.LanguageRange> ranges;
        try {
            ranges = Locale.LanguageRange.parse(acceptLanguage);
        } catch (IllegalArgumentException e) {
            return ZH;
        }
        for (Locale.LanguageRange range : ranges) {
            String language = range.getRange();
            if (range.getWeight() > 0 && (language.equals("en") || language.startsWith("en-"))) {
                return EN;
            }
            if (range.getWeight() > 0 && (language.equals("zh") || language.startsWith("zh-"))) {
                return ZH;
            }
        }
        return ZH;
    }
}

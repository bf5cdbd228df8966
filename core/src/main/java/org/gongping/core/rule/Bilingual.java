package org.gongping.core.rule;

import java.util.Map;
import java.util.Objects;

/** One statement in the two languages of the product. Neither is null. */
public record Bilingual(String zh, String en) {
    public Bilingual {
        Objects.requireNonNull(zh, "zh");
        Objects.requireNonNull(en, "en");
    }

    /** This statement followed by another; an empty one adds nothing. */
    public Bilingual then(Bilingual next) {
        if (next.zh.isEmpty() && next.en.isEmpty()) {
            return this;
        }
        return new Bilingual(zh.isEmpty() ? next.zh : zh + "。" + next.zh, en.isEmpty() ? next.en : en + ". " + next.en);
    }

    /** Replaces each {@code {name}} by the value of that name; a name without a value stays as it is. */
    Bilingual fill(Map<String, Bilingual> values) {
        String filledZh = zh;
        String filledEn = en;
        for (Map.Entry<String, Bilingual> value : values.entrySet()) {
            String placeholder = "{" + value.getKey() + "}";
            filledZh = filledZh.replace(placeholder, value.getValue().zh);
            filledEn = filledEn.replace(placeholder, value.getValue().en);
        }
        return new Bilingual(filledZh, filledEn);
    }

    static Bilingual same(String text) {
        return new Bilingual(text, text);
    }
}

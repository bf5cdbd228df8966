package org.gongping.core.rule;

/**
 * Where a rule comes from. A citation has an article or, where the source has none (a tender document), a clause.
 *
 * @param title full title of the instrument, in Chinese
 * @param titleEn its English name; null if none is usual
 * @param number document number (文号); null if none
 * @param article article number in Chinese numerals without 第 and 条; null if the source has none
 * @param item what stands after the article, e.g. 第（五）项; null if the whole article
 * @param clause place in a source without articles; null otherwise
 */
public record Citation(String title, String titleEn, String number, String article, String item, String clause) {
    private static final String STATE = "中华人民共和国";

    /** As a person cites it: 《招标投标法实施条例》第五十四条, or 招标文件：评标办法 for a source that is no instrument. */
    public String zh() {
        if (article == null && number == null) {
            return title + "：" + clause;
        }
        String name = title.startsWith(STATE) ? title.substring(STATE.length()) : title;
        return "《" + name + "》" + (number == null ? "" : "（" + number + "）") + place();
    }

    /** In English, the article in Arabic figures. */
    public String en() {
        String name = titleEn == null ? title : titleEn;
        if (article == null) {
            return name + (clause == null ? "" : ", " + clause);
        }
        return name + ", Art. " + arabic(article) + (item == null ? "" : " " + item);
    }

    private String place() {
        if (article == null) {
            return clause == null ? "" : clause;
        }
        return "第" + article + "条" + (item == null ? "" : item);
    }

    /** 五十四 → 54, 一千二百五十九 → 1259. */
    private static int arabic(String numeral) {
        int total = 0;
        int digit = 0;
        for (char c : numeral.toCharArray()) {
            switch (c) {
                case '千' -> {
                    total += Math.max(digit, 1) * 1000;
                    digit = 0;
                }
                case '百' -> {
                    total += Math.max(digit, 1) * 100;
                    digit = 0;
                }
                case '十' -> {
                    total += Math.max(digit, 1) * 10;
                    digit = 0;
                }
                default -> digit = "零一二三四五六七八九".indexOf(c);
            }
        }
        return total + digit;
    }
}

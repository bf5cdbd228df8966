package org.gongping.core.verify.envelope;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was found, question by question. */
public final class Verdict {
    /** What is asked of an envelope. */
    public enum Question {
        FORMAT("格式", "format"),
        RECEIPT("与回执一致", "receipt"),
        SCRIPT("封装脚本", "sealing script"),
        KEY("密钥", "key"),
        CONTENT("内容", "content"),
        PRICE("公布的报价", "price");

        private final String zh;
        private final String en;

        Question(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        public String zh() {
            return zh;
        }

        public String en() {
            return en;
        }
    }

    /** How it stands with one question. */
    public enum Standing {
        HOLDS,
        BROKEN,
        /** Nothing was given by which to check it, or what comes before it is broken. */
        NOT_CHECKED
    }

    /**
     * An answer.
     *
     * @param broken the rule that does not hold
     */
    public record Line(Question question, Standing standing, Optional<Broken> broken, String zh, String en) {}

    private final Map<Question, Line> lines = new EnumMap<>(Question.class);

    Verdict() {
        for (Question question : Question.values()) {
            notChecked(question, "未核对", "not checked");
        }
    }

    void holds(Question question, String zh, String en) {
        lines.put(question, new Line(question, Standing.HOLDS, Optional.empty(), zh, en));
    }

    void notChecked(Question question, String zh, String en) {
        lines.put(question, new Line(question, Standing.NOT_CHECKED, Optional.empty(), zh, en));
    }

    void broken(Question question, Broken broken) {
        String zh = broken.at().isPresent() ? "第 " + broken.at().getAsLong() + " 字节（自 0 计）：" : "";
        String en = broken.at().isPresent() ? "byte " + broken.at().getAsLong() + " (from 0): " : "";
        String what = "（" + broken.what() + "）";
        lines.put(
                question,
                new Line(
                        question,
                        Standing.BROKEN,
                        Optional.of(broken),
                        zh + broken.rule().zh() + what + " [" + broken.rule().code() + "]",
                        en + broken.rule().en() + " (" + broken.what() + ") ["
                                + broken.rule().code() + "]"));
    }

    /** In the order of the questions. */
    public List<Line> lines() {
        return List.copyOf(lines.values());
    }

    public Line line(Question question) {
        return lines.get(question);
    }

    /** The first rule that does not hold. */
    public Optional<Broken> broken() {
        return lines.values().stream().flatMap(line -> line.broken().stream()).findFirst();
    }

    public boolean holds() {
        return broken().isEmpty();
    }
}

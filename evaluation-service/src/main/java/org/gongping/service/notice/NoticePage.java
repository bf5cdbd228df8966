package org.gongping.service.notice;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.gongping.core.notice.NoticeBody;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Lays a notice out as a tree of elements. A notice's words enter it as text nodes only, so none is read as markup. */
final class NoticePage {
    static final String FONT = "Notice";

    /** Characters in a line of the title: in its usual size, and in the size of titles that need more lines. */
    private static final int TITLE_EMS = 23;

    private static final int LONG_TITLE_EMS = 29;
    private static final int RUNNING_TITLE = 42;
    private static final Pattern DIGEST = Pattern.compile("\\b[0-9a-f]{64,128}\\b");
    private static final int DIGEST_GROUP = 16;
    private static final String[] NUMERALS = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    private static final String STYLE = style();

    private final PrintableText printable;
    private final String address;
    private final boolean rehearsal;
    private final Document tree;

    /** @param address where the notice can be verified */
    NoticePage(PrintableText printable, String address, boolean rehearsal) {
        this.printable = printable;
        this.address = address;
        this.rehearsal = rehearsal;
        try {
            this.tree = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .newDocument();
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("the default XML configuration", impossible);
        }
    }

    /** @param seal a sentence on how far its step is sealed */
    Document write(Paper paper, Optional<String> seal) {
        Element html = tree.createElement("html");
        html.setAttribute("lang", "zh-CN");
        tree.appendChild(html);
        Element head = add(html, "head", null);
        add(head, "title", null).setTextContent(printable.of(paper.title()));
        Element subject = add(head, "meta", null);
        subject.setAttribute("name", "subject");
        subject.setAttribute("content", printable.of(paper.subject()));
        add(head, "style", null).setTextContent(STYLE);

        Element body = add(html, "body", null);
        running(body, paper);
        letterhead(body);
        if (rehearsal) {
            text(add(body, "p", "rehearsal"), "演练文件，不产生法律效力 · REHEARSAL, without legal effect");
        }
        title(body, paper.title());
        meta(body, paper);
        int number = 0;
        for (JsonNode section : paper.body().path("sections")) {
            section(body, ++number, section);
        }
        citations(body, number + 1, paper.body().path("citations"));
        closing(body, paper, seal);
        return tree;
    }

    /** What repeats on the pages must stand before the text that flows over them. */
    private void running(Element body, Paper paper) {
        text(add(body, "div", "running-title"), shortened(paper.title()));
        Element row = add(add(add(body, "div", "footer"), "table", null), "tr", null);
        text(add(row, "td", "footer-id"), paper.kind() + "编号 " + paper.id());
        text(add(row, "td", "footer-time"), paper.dated() + " " + NoticeBody.time(paper.at()));
        add(row, "td", "footer-page");
    }

    private void letterhead(Element body) {
        Element letterhead = add(body, "div", "letterhead");
        text(add(letterhead, "div", "brand"), "公评·公共资源交易平台");
        text(add(letterhead, "div", "brand-en"), "Gongping · Public Resource Trading Platform");
        text(add(letterhead, "div", "scan"), "扫码核验");
    }

    /** A title of several lines gets lines of about equal length, so that none ends with a single character. */
    private void title(Element body, String title) {
        Element heading = add(body, "h1", null);
        double ems = ColumnWidths.halfEms(title) / 2;
        if (ems > TITLE_EMS) {
            heading.setAttribute("class", "long");
            long lines = (long) Math.ceil(ems / LONG_TITLE_EMS);
            long width = Math.min(LONG_TITLE_EMS, (long) Math.ceil(ems / lines) + 1);
            heading.setAttribute("style", "width: " + width + "em");
        }
        text(heading, title);
    }

    private void meta(Element body, Paper paper) {
        Element meta = add(body, "p", "meta");
        text(add(meta, "span", null), "项目编号 " + paper.projectCode());
        if (paper.lotName() != null) {
            text(add(meta, "span", null), "标段 " + paper.lotName());
        }
        text(add(meta, "span", null), paper.dated() + " " + NoticeBody.time(paper.at()));
        if (paper.endsAt() != null) {
            text(add(meta, "span", null), "法定期限至 " + NoticeBody.time(paper.endsAt()));
        }
    }

    private void section(Element body, int number, JsonNode section) {
        heading(body, number, section.path("headingZh").asText());
        section.path("text")
                .asText()
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> text(add(body, "p", "text"), line));
        if (!section.path("facts").isEmpty()) {
            Element facts = add(add(body, "table", "facts"), "tbody", null);
            for (JsonNode fact : section.path("facts")) {
                Element row = add(facts, "tr", null);
                Element label = add(row, "th", null);
                label.setAttribute("scope", "row");
                text(label, fact.path("labelZh").asText());
                text(add(row, "td", null), fact.path("value").asText());
            }
        }
        if (section.has("table")) {
            table(body, section.path("table"));
        }
    }

    private void table(Element body, JsonNode table) {
        List<Boolean> numeric = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        for (JsonNode column : table.path("columns")) {
            numeric.add(column.path("numeric").asBoolean());
            titles.add(printable.of(column.path("titleZh").asText()));
        }
        if (numeric.isEmpty()) {
            return;
        }
        rows.add(titles);
        for (JsonNode cells : table.path("rows")) {
            List<String> row = new ArrayList<>();
            cells.forEach(cell -> row.add(printable.of(cell.asText())));
            rows.add(row);
        }
        Element element = add(body, "table", "grid");
        for (double percent : ColumnWidths.percentages(numeric, rows)) {
            add(element, "col", null).setAttribute("style", String.format(Locale.ROOT, "width: %.2f%%", percent));
        }
        row(add(element, "thead", null), "th", numeric, titles);
        Element tbody = add(element, "tbody", null);
        rows.subList(1, rows.size()).forEach(row -> row(tbody, "td", numeric, row));
    }

    private void row(Element parent, String kind, List<Boolean> numeric, List<String> cells) {
        Element row = add(parent, "tr", null);
        for (int column = 0; column < numeric.size(); column++) {
            Element cell = add(row, kind, numeric.get(column) ? "number" : null);
            print(cell, column < cells.size() ? cells.get(column) : "");
            if (kind.equals("th")) {
                cell.setAttribute("scope", "col");
            }
        }
    }

    private void citations(Element body, int number, JsonNode citations) {
        if (citations.isEmpty()) {
            return;
        }
        heading(body, number, "依据");
        for (JsonNode citation : citations) {
            text(add(body, "p", "citation"), citation.asText());
        }
    }

    private void closing(Element body, Paper paper, Optional<String> seal) {
        Element closing = add(body, "div", "closing");
        text(add(closing, "p", "statement"), "本文件由平台生成，可扫码核验");
        seal.ifPresent(sentence -> text(add(closing, "p", null), sentence));
        Element line = add(closing, "p", null);
        text(line, "核验地址 ");
        Element link = add(line, "a", null);
        link.setAttribute("href", address);
        link.setAttribute("title", "核验" + paper.kind() + " " + paper.id());
        text(link, address);
        String missing = String.join("、", printable.missing());
        if (!missing.isEmpty()) {
            text(add(closing, "p", null), "字库未收的字以 □ 代替，其编码为 " + missing);
        }
    }

    private void heading(Element body, int number, String heading) {
        text(add(body, "h2", null), numeral(number) + "、" + heading);
    }

    /** Chinese numerals up to 99. */
    static String numeral(int number) {
        String tens = number < 10 ? "" : (number < 20 ? "" : NUMERALS[number / 10]) + "十";
        return tens + NUMERALS[number % 10];
    }

    private static String shortened(String title) {
        int length = title.codePointCount(0, title.length());
        return length <= RUNNING_TITLE ? title : title.substring(0, title.offsetByCodePoints(0, RUNNING_TITLE)) + "…";
    }

    private void text(Element parent, String text) {
        print(parent, printable.of(text));
    }

    /** A digest goes in groups of sixteen digits that stay whole: its lines can be compared one by one. */
    private void print(Element parent, String text) {
        int from = 0;
        for (Matcher digest = DIGEST.matcher(text); digest.find(); from = digest.end()) {
            parent.appendChild(tree.createTextNode(text.substring(from, digest.start())));
            for (int i = digest.start(); i < digest.end(); i += DIGEST_GROUP) {
                add(parent, "span", "digits")
                        .setTextContent(text.substring(i, Math.min(i + DIGEST_GROUP, digest.end())));
            }
        }
        parent.appendChild(tree.createTextNode(text.substring(from)));
    }

    private Element add(Element parent, String name, String styleClass) {
        Element element = tree.createElement(name);
        if (styleClass != null) {
            element.setAttribute("class", styleClass);
        }
        parent.appendChild(element);
        return element;
    }

    private static String style() {
        try (InputStream in = NoticePage.class.getResourceAsStream("notice.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("notice.css on the class path", e);
        }
    }
}

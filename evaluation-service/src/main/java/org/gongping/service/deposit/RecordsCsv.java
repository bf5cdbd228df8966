package org.gongping.service.deposit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.gongping.core.deposit.DepositRecord;
import org.gongping.core.deposit.ReadFigures;

/** Records as CSV (RFC 4180, UTF-8 with a byte order mark, so that a spreadsheet shows Chinese). */
final class RecordsCsv {
    private static final List<String> COLUMNS = List.of(
            "kind",
            "key",
            "projectCode",
            "projectTitle",
            "lotNo",
            "bidderName",
            "creditCode",
            "region",
            "projectType",
            "form",
            "policy",
            "basis",
            "creditClass",
            "base",
            "rate",
            "asked",
            "percent",
            "due",
            "secured",
            "bidState",
            "day",
            "startedOn",
            "amount",
            "interest",
            "fee");

    private RecordsCsv() {}

    static byte[] of(List<DepositRecord> records) {
        StringBuilder csv =
                new StringBuilder("\uFEFF").append(String.join(",", COLUMNS)).append("\r\n");
        for (DepositRecord record : records) {
            ObjectNode json = ReadFigures.json(record);
            csv.append(COLUMNS.stream()
                            .map(column -> cell(json.path(column).asText("")))
                            .collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A text that a spreadsheet would take for a formula gets an apostrophe; a number below zero is no formula. */
    private static String cell(String text) {
        boolean formula = text.matches("(?s)[=+@\\t\\r].*") || text.startsWith("-") && !text.matches("-[0-9.]+");
        String safe = formula ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}

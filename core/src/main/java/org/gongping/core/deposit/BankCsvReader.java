package org.gongping.core.deposit;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.gongping.core.rule.LegalPeriod;

/**
 * The CSV profile: UTF-8, comma, a header line with the columns reference, direction, amount, currency, received_at,
 * payer_name, payer_account, virtual_account, remittance. Times are of Asia/Shanghai, with or without the time of day.
 */
final class BankCsvReader {
    private static final List<String> COLUMNS = List.of(
            "reference",
            "direction",
            "amount",
            "currency",
            "received_at",
            "payer_name",
            "payer_account",
            "virtual_account",
            "remittance");
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,6})?");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    BankFileReader.Content read(String text) throws BankFileReader.Unreadable {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<BankEntry> entries = new ArrayList<>();
        int passedOver = 0;
        long line = 1;
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().allowMissingFields(true).ofNamedCsvRecord(plain)) {
            for (NamedCsvRecord row : rows) {
                line = row.getStartingLineNumber();
                if (!Set.copyOf(row.getHeader()).containsAll(COLUMNS)) {
                    throw new BankFileReader.Unreadable(
                            "缺少列，应有 " + String.join(",", COLUMNS), "columns are missing, needed are " + COLUMNS);
                }
                if (!row.getField("currency").equals("CNY")) {
                    passedOver++;
                    continue;
                }
                String at = "第 " + line + " 行";
                switch (row.getField("direction")) {
                    case "CREDIT" -> entries.add(entry(row, BankEntry.Kind.CREDIT, at));
                    case "REVERSAL" -> entries.add(entry(row, BankEntry.Kind.REVERSAL, at));
                    case "DEBIT" -> passedOver++;
                    default ->
                        throw new BankFileReader.Unreadable(
                                at + " 的 direction 应为 CREDIT、REVERSAL 或 DEBIT",
                                at + ": direction is CREDIT, REVERSAL or DEBIT");
                }
            }
        } catch (CsvParseException | java.io.IOException e) {
            throw new BankFileReader.Unreadable(
                    "第 " + line + " 行之后不是 CSV，或者多出了列",
                    "after line " + line + " this is no CSV, or has columns too many");
        } catch (java.util.NoSuchElementException e) {
            throw new BankFileReader.Unreadable("第 " + line + " 行缺列", "line " + line + " lacks columns");
        }
        if (entries.isEmpty() && passedOver == 0) {
            throw new BankFileReader.Unreadable("没有任何记录", "there is no entry in it");
        }
        return new BankFileReader.Content("-", entries, passedOver);
    }

    private static BankEntry entry(NamedCsvRecord row, BankEntry.Kind kind, String at)
            throws BankFileReader.Unreadable {
        String reference = BankFileReader.text(row.getField("reference"), 80);
        if (reference == null) {
            throw new BankFileReader.Unreadable(at + " 没有流水号", at + ": there is no reference");
        }
        String time = row.getField("received_at").strip();
        try {
            String written = row.getField("amount").strip();
            if (!AMOUNT.matcher(written).matches()) {
                throw new BankFileReader.Unreadable(at + " 的金额不是数字", at + ": the amount is no number");
            }
            BigDecimal amount = BankFileReader.amount(at, new BigDecimal(written));
            Instant receivedAt = time.length() == 10
                    ? null
                    : LocalDateTime.parse(time, TIME).atZone(LegalPeriod.ZONE).toInstant();
            return new BankEntry(
                    kind,
                    // As of camt: a bank may name the reversal by the reference of what it reverses.
                    "CSV:" + reference + (kind == BankEntry.Kind.REVERSAL ? "/R" : ""),
                    amount,
                    receivedAt == null ? LocalDate.parse(time) : LegalPeriod.day(receivedAt),
                    receivedAt,
                    BankFileReader.text(row.getField("payer_name"), 200),
                    BankFileReader.text(row.getField("payer_account"), 40),
                    BankFileReader.text(row.getField("virtual_account"), 40),
                    BankFileReader.text(row.getField("remittance"), 200));
        } catch (DateTimeException e) {
            throw new BankFileReader.Unreadable(
                    at + " 的时间应为 2026-03-30 或 2026-03-30 09:30:00",
                    at + ": a time is written 2026-03-30 or 2026-03-30 09:30:00");
        }
    }
}

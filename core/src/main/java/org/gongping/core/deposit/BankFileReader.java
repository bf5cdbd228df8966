package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.Sha256;

/**
 * Reads what a bank writes: ISO 20022 camt.053 and camt.054 (versions 02 and 08), or the CSV profile of
 * {@code docs/deposit.md}. Taken are booked credits in yuan, and reversals of credits; debits, pending entries and other
 * currencies are passed over, and counted. A file that cannot be read to its end is refused as a whole. Thread-safe.
 */
public final class BankFileReader {
    /** Bytes of the largest file that is read. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final int MAX_ENTRIES = 20_000;

    /**
     * What stands in a file.
     *
     * @param passedOver entries that are no deposit whatever they say
     */
    record Content(String messageId, List<BankEntry> entries, int passedOver) {}

    /** The file is not what it should be; the text says what and where. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient String zh;

        Unreadable(String zh, String en) {
            super(en, null, false, false);
            this.zh = zh;
        }
    }

    public Outcome<TakeInMoney.File> read(BankEntry.Format format, String name, byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            return bytes.length == 0
                    ? Outcome.refused(Refusal.Invalid.of("", "文件为空", "The file is empty"))
                    : Outcome.refused(new Refusal.TooLarge(MAX_BYTES));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            Content content = switch (format) {
                case CAMT_053, CAMT_054 -> new CamtReader().read(format, text);
                case CSV -> new BankCsvReader().read(text);
                case MANUAL -> throw new Unreadable("手工录入没有文件", "an entry by hand has no file");
            };
            check(content);
            return Outcome.done(new TakeInMoney.File(
                    format, name, Sha256.hex(bytes), content.messageId(), content.entries(), content.passedOver()));
        } catch (CharacterCodingException e) {
            return Outcome.refused(Refusal.Invalid.of("", "文件不是 UTF-8 编码", "The file is not UTF-8"));
        } catch (Unreadable e) {
            return Outcome.refused(
                    Refusal.Invalid.of("", "无法读取：" + e.zh, "The file cannot be read: " + e.getMessage()));
        }
    }

    private static void check(Content content) throws Unreadable {
        if (content.entries().size() > MAX_ENTRIES) {
            throw new Unreadable("记录超过 " + MAX_ENTRIES + " 笔", "more than " + MAX_ENTRIES + " entries");
        }
        Set<String> seen = new HashSet<>();
        for (BankEntry entry : content.entries()) {
            if (!seen.add(entry.reference())) {
                throw new Unreadable(
                        "同一文件中流水号 " + entry.reference() + " 出现两次",
                        "the reference " + entry.reference() + " stands twice in this file");
            }
        }
    }

    /** To the fen, more than nothing, and no more than a column holds. */
    static BigDecimal amount(String what, BigDecimal amount) throws Unreadable {
        if (amount != null && (long) amount.precision() - amount.scale() > 16) {
            throw new Unreadable(what + " 的金额过大", what + ": the amount is too large");
        }
        if (amount == null
                || amount.signum() <= 0
                || amount.stripTrailingZeros().scale() > 2) {
            throw new Unreadable(what + " 的金额须大于零、精确到分", what + ": an amount is more than nothing, to the fen");
        }
        return amount.setScale(2);
    }

    /** A text of the bank as it is shown: cut, without control characters; null where there is none. */
    static String text(String text, int longest) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String clean = text.strip().replaceAll("\\p{C}", " ");
        int end = Math.min(longest, clean.codePointCount(0, clean.length()));
        return clean.substring(0, clean.offsetByCodePoints(0, end));
    }
}

package org.gongping.core.deposit;

import com.prowidesoftware.swift.model.mx.MxCamt05300102;
import com.prowidesoftware.swift.model.mx.MxCamt05300108;
import com.prowidesoftware.swift.model.mx.MxCamt05400102;
import com.prowidesoftware.swift.model.mx.MxCamt05400108;
import com.prowidesoftware.swift.model.mx.dic.AccountIdentification4Choice;
import com.prowidesoftware.swift.model.mx.dic.CreditDebitCode;
import com.prowidesoftware.swift.model.mx.dic.EntryStatus2Code;
import com.prowidesoftware.swift.model.mx.dic.EntryTransaction10;
import com.prowidesoftware.swift.model.mx.dic.EntryTransaction2;
import com.prowidesoftware.swift.model.mx.dic.ReportEntry10;
import com.prowidesoftware.swift.model.mx.dic.ReportEntry2;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gongping.core.rule.LegalPeriod;

/**
 * ISO 20022 cash management: camt.053 (statement) and camt.054 (notification), versions 02 and 08, by the classes of
 * pw-iso20022. A message with a document type declaration is refused before any parser sees it, so nothing is ever
 * resolved from outside.
 */
final class CamtReader {
    private static final Pattern NAMESPACE =
            Pattern.compile("urn:iso:std:iso:20022:tech:xsd:camt\\.(05[34])\\.001\\.([0-9]{2})");
    private static final Pattern TIME_WITHOUT_OFFSET = Pattern.compile(
            "<((?:[A-Za-z0-9]+:)?DtTm)>\\s*([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?)\\s*</");

    /** What was read so far. */
    private static final class Found {
        private final List<BankEntry> entries = new ArrayList<>();
        private int passedOver;
    }

    BankFileReader.Content read(BankEntry.Format format, String text) throws BankFileReader.Unreadable {
        if (text.contains("<!DOCTYPE") || text.contains("<!ENTITY")) {
            throw new BankFileReader.Unreadable("含有文档类型声明", "it has a document type declaration");
        }
        Matcher namespace = NAMESPACE.matcher(text);
        if (!namespace.find()) {
            throw new BankFileReader.Unreadable("不是 camt.053 或 camt.054 报文", "this is no camt.053 or camt.054");
        }
        if (!("CAMT_" + namespace.group(1)).equals(format.name())) {
            throw new BankFileReader.Unreadable(
                    "报文类型是 camt." + namespace.group(1), "the message is a camt." + namespace.group(1));
        }
        // A bank that writes no offset means its own clock.
        String xml = TIME_WITHOUT_OFFSET.matcher(text).replaceAll("<$1>$2+08:00</");
        try {
            return switch (namespace.group(1) + "." + namespace.group(2)) {
                case "053.02" -> statement02(MxCamt05300102.parse(xml));
                case "053.08" -> statement08(MxCamt05300108.parse(xml));
                case "054.02" -> notification02(MxCamt05400102.parse(xml));
                case "054.08" -> notification08(MxCamt05400108.parse(xml));
                default ->
                    throw new BankFileReader.Unreadable(
                            "只支持第 02 版和第 08 版，报文是第 " + namespace.group(2) + " 版",
                            "versions 02 and 08 are read, this is version " + namespace.group(2));
            };
        } catch (RuntimeException e) {
            // The parser says in many ways that a message is malformed, and none of them is for people.
            throw new BankFileReader.Unreadable("报文结构不正确", "the message is malformed");
        }
    }

    private static BankFileReader.Content statement02(MxCamt05300102 message) throws BankFileReader.Unreadable {
        var found = new Found();
        var statement = message.getBkToCstmrStmt();
        for (var each : statement.getStmt()) {
            for (ReportEntry2 entry : each.getNtry()) {
                take02(account(each.getAcct().getId()), entry, found);
            }
        }
        return new BankFileReader.Content(statement.getGrpHdr().getMsgId(), found.entries, found.passedOver);
    }

    private static BankFileReader.Content notification02(MxCamt05400102 message) throws BankFileReader.Unreadable {
        var found = new Found();
        var notification = message.getBkToCstmrDbtCdtNtfctn();
        for (var each : notification.getNtfctn()) {
            for (ReportEntry2 entry : each.getNtry()) {
                take02(account(each.getAcct().getId()), entry, found);
            }
        }
        return new BankFileReader.Content(notification.getGrpHdr().getMsgId(), found.entries, found.passedOver);
    }

    private static BankFileReader.Content statement08(MxCamt05300108 message) throws BankFileReader.Unreadable {
        var found = new Found();
        var statement = message.getBkToCstmrStmt();
        for (var each : statement.getStmt()) {
            for (ReportEntry10 entry : each.getNtry()) {
                take08(account(each.getAcct().getId()), entry, found);
            }
        }
        return new BankFileReader.Content(statement.getGrpHdr().getMsgId(), found.entries, found.passedOver);
    }

    private static BankFileReader.Content notification08(MxCamt05400108 message) throws BankFileReader.Unreadable {
        var found = new Found();
        var notification = message.getBkToCstmrDbtCdtNtfctn();
        for (var each : notification.getNtfctn()) {
            for (ReportEntry10 entry : each.getNtry()) {
                take08(account(each.getAcct().getId()), entry, found);
            }
        }
        return new BankFileReader.Content(notification.getGrpHdr().getMsgId(), found.entries, found.passedOver);
    }

    private static void take02(String account, ReportEntry2 entry, Found found) throws BankFileReader.Unreadable {
        Optional<BankEntry.Kind> kind =
                entry.getSts() == EntryStatus2Code.BOOK && isYuan(entry.getAmt().getCcy())
                        ? kind(entry.getCdtDbtInd(), entry.isRvslInd())
                        : Optional.empty();
        if (kind.isEmpty()) {
            found.passedOver++;
            return;
        }
        OffsetDateTime time =
                first(of(entry.getValDt(), date -> date.getDtTm()), of(entry.getBookgDt(), date -> date.getDtTm()));
        LocalDate day = first(of(entry.getValDt(), date -> date.getDt()), of(entry.getBookgDt(), date -> date.getDt()));
        String reference = first(entry.getAcctSvcrRef(), entry.getNtryRef());
        List<EntryTransaction2> transactions = entry.getNtryDtls().stream()
                .flatMap(details -> details.getTxDtls().stream())
                .toList();
        if (transactions.isEmpty()) {
            found.entries.add(entry(
                    kind.get(), account, reference, entry.getAmt().getValue(), time, day, null, null, null, null));
        }
        Parts parts =
                new Parts(reference, entry.getAmt().getValue(), entry.getAmt().getCcy(), transactions.size());
        for (int i = 0; i < transactions.size(); i++) {
            EntryTransaction2 transaction = transactions.get(i);
            var own = of(of(transaction.getAmtDtls(), details -> details.getTxAmt()), amount -> amount.getAmt());
            BigDecimal amount = parts.take(
                    of(own, each -> each.getValue()), of(own, each -> each.getCcy()), entry.getCdtDbtInd(), null);
            found.entries.add(entry(
                    kind.get(),
                    account,
                    reference(
                            transactions.size(),
                            i,
                            reference,
                            of(transaction.getRefs(), refs -> refs.getAcctSvcrRef())),
                    amount,
                    time,
                    day,
                    of(of(transaction.getRltdPties(), parties -> parties.getDbtr()), party -> party.getNm()),
                    of(
                            of(transaction.getRltdPties(), parties -> parties.getDbtrAcct()),
                            debtor -> account(debtor.getId())),
                    of(
                            of(transaction.getRltdPties(), parties -> parties.getCdtrAcct()),
                            creditor -> account(creditor.getId())),
                    of(transaction.getRmtInf(), remittance -> String.join(" ", remittance.getUstrd()))));
        }
        parts.requireWhole();
    }

    private static void take08(String account, ReportEntry10 entry, Found found) throws BankFileReader.Unreadable {
        Optional<BankEntry.Kind> kind = "BOOK".equals(of(entry.getSts(), status -> status.getCd()))
                        && isYuan(entry.getAmt().getCcy())
                ? kind(entry.getCdtDbtInd(), entry.isRvslInd())
                : Optional.empty();
        if (kind.isEmpty()) {
            found.passedOver++;
            return;
        }
        OffsetDateTime time =
                first(of(entry.getValDt(), date -> date.getDtTm()), of(entry.getBookgDt(), date -> date.getDtTm()));
        LocalDate day = first(of(entry.getValDt(), date -> date.getDt()), of(entry.getBookgDt(), date -> date.getDt()));
        String reference = first(entry.getAcctSvcrRef(), entry.getNtryRef());
        List<EntryTransaction10> transactions = entry.getNtryDtls().stream()
                .flatMap(details -> details.getTxDtls().stream())
                .toList();
        if (transactions.isEmpty()) {
            found.entries.add(entry(
                    kind.get(), account, reference, entry.getAmt().getValue(), time, day, null, null, null, null));
        }
        Parts parts =
                new Parts(reference, entry.getAmt().getValue(), entry.getAmt().getCcy(), transactions.size());
        for (int i = 0; i < transactions.size(); i++) {
            EntryTransaction10 transaction = transactions.get(i);
            BigDecimal amount = parts.take(
                    of(transaction.getAmt(), each -> each.getValue()),
                    of(transaction.getAmt(), each -> each.getCcy()),
                    entry.getCdtDbtInd(),
                    transaction.getCdtDbtInd());
            found.entries.add(entry(
                    kind.get(),
                    account,
                    reference(
                            transactions.size(),
                            i,
                            reference,
                            of(transaction.getRefs(), refs -> refs.getAcctSvcrRef())),
                    amount,
                    time,
                    day,
                    of(
                            of(of(transaction.getRltdPties(), parties -> parties.getDbtr()), party -> party.getPty()),
                            party -> party.getNm()),
                    of(
                            of(transaction.getRltdPties(), parties -> parties.getDbtrAcct()),
                            debtor -> account(debtor.getId())),
                    of(
                            of(transaction.getRltdPties(), parties -> parties.getCdtrAcct()),
                            creditor -> account(creditor.getId())),
                    of(transaction.getRmtInf(), remittance -> String.join(" ", remittance.getUstrd()))));
        }
        parts.requireWhole();
    }

    private static boolean isYuan(String currency) {
        return "CNY".equals(currency);
    }

    /** A reversed credit is money that the bank took back; a reversed debit is no deposit, as no debit is. */
    private static Optional<BankEntry.Kind> kind(CreditDebitCode indicator, Boolean reversal) {
        boolean isReversal = Boolean.TRUE.equals(reversal);
        if (indicator == CreditDebitCode.CRDT && !isReversal) {
            return Optional.of(BankEntry.Kind.CREDIT);
        }
        return indicator == CreditDebitCode.DBIT && isReversal
                ? Optional.of(BankEntry.Kind.REVERSAL)
                : Optional.empty();
    }

    /** The payments of an entry: what the bank booked counts, and they have to come to it, in its currency and direction. */
    private static final class Parts {
        private final String reference;
        private final BigDecimal whole;
        private final String currency;
        private final int count;
        private BigDecimal sum = BigDecimal.ZERO;

        Parts(String reference, BigDecimal whole, String currency, int count) {
            this.reference = reference;
            this.whole = whole;
            this.currency = currency;
            this.count = count;
        }

        /** The amount of the next one. A single payment may leave it to the entry, a batch states each. */
        BigDecimal take(BigDecimal own, String ownCurrency, CreditDebitCode ofEntry, CreditDebitCode ofPart)
                throws BankFileReader.Unreadable {
            if (own != null && !currency.equals(ownCurrency)) {
                throw new BankFileReader.Unreadable(
                        reference + " 内有一笔款项的币种是 " + ownCurrency + "，与记账币种不同",
                        reference + ": a payment in it is in " + ownCurrency + ", not in the currency of the entry");
            }
            if (ofPart != null && ofPart != ofEntry) {
                throw new BankFileReader.Unreadable(
                        reference + " 内有一笔款项的借贷方向与该笔记录不同",
                        reference + ": a payment in it goes the other way than the entry");
            }
            BigDecimal amount = own == null && count == 1 ? whole : own;
            sum = amount == null ? sum : sum.add(amount);
            return amount;
        }

        void requireWhole() throws BankFileReader.Unreadable {
            if (count > 0 && sum.compareTo(whole) != 0) {
                throw new BankFileReader.Unreadable(
                        reference + " 内各笔款项之和与记账金额不符",
                        reference + ": the payments in it do not come to the amount that was booked");
            }
        }
    }

    private static String reference(int transactions, int i, String ofEntry, String ofTransaction) {
        if (ofTransaction != null) {
            return ofTransaction;
        }
        return transactions == 1 || ofEntry == null ? ofEntry : ofEntry + "/" + (i + 1);
    }

    private static BankEntry entry(
            BankEntry.Kind kind,
            String account,
            String reference,
            BigDecimal amount,
            OffsetDateTime time,
            LocalDate day,
            String payerName,
            String payerAccount,
            String virtualAccount,
            String remittance)
            throws BankFileReader.Unreadable {
        if (reference == null || reference.isBlank()) {
            throw new BankFileReader.Unreadable("有一笔记录没有流水号", "an entry has no reference");
        }
        Instant receivedAt = time == null ? null : time.toInstant();
        LocalDate receivedOn = receivedAt == null ? day : LegalPeriod.day(receivedAt);
        if (receivedOn == null) {
            throw new BankFileReader.Unreadable(reference + " 没有起息日或记账日", reference + ": there is no date");
        }
        return new BankEntry(
                kind,
                // A bank may name the reversal by the reference of what it reverses.
                BankFileReader.text(account + ":" + reference + (kind == BankEntry.Kind.REVERSAL ? "/R" : ""), 120),
                BankFileReader.amount(reference, amount),
                receivedOn,
                receivedAt,
                BankFileReader.text(payerName, 200),
                BankFileReader.text(payerAccount, 40),
                BankFileReader.text(virtualAccount, 40),
                BankFileReader.text(remittance, 200));
    }

    private static String account(AccountIdentification4Choice id) {
        return Optional.ofNullable(id)
                .map(choice ->
                        choice.getIBAN() != null ? choice.getIBAN() : of(choice.getOthr(), other -> other.getId()))
                .orElse("-");
    }

    private static <T, R> R of(T value, Function<T, R> member) {
        return value == null ? null : member.apply(value);
    }

    private static <T> T first(T one, T other) {
        return one != null ? one : other;
    }
}

package org.gongping.core.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bank writes, read to its end or refused as a whole. */
class BankFileReaderTest {
    private static final String NUMBER =
            VirtualAccount.derive(new java.util.UUID(1, 1), new java.util.UUID(1, 2), new java.util.UUID(1, 3), 0);
    private static final BankFileReader READER = new BankFileReader();

    private static String statement08(String entries) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
                <GrpHdr><MsgId>BANK-20260329-1</MsgId><CreDtTm>2026-03-29T20:00:00+08:00</CreDtTm></GrpHdr>
                <Stmt><Id>S1</Id><CreDtTm>2026-03-29T20:00:00+08:00</CreDtTm>
                <Acct><Id><Othr><Id>350000999</Id></Othr></Id></Acct>
                %s
                </Stmt></BkToCstmrStmt></Document>""".formatted(entries);
    }

    private static String entry08(String amount, String indicator, String reference, String value) {
        return """
                <Ntry><NtryRef>n</NtryRef><Amt Ccy="CNY">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
                <BookgDt><Dt>2026-03-29</Dt></BookgDt><ValDt>%s</ValDt><AcctSvcrRef>%s</AcctSvcrRef>
                <BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd>
                <NtryDtls><TxDtls><Refs><EndToEndId>e</EndToEndId></Refs><RltdPties>
                <Dbtr><Pty><Nm>投标人1建设集团有限公司</Nm></Pty></Dbtr>
                <DbtrAcct><Id><Othr><Id>6222 0001</Id></Othr></Id></DbtrAcct>
                <CdtrAcct><Id><Othr><Id>%s</Id></Othr></Id></CdtrAcct></RltdPties>
                <RmtInf><Ustrd>投标保证金</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>""".formatted(amount, indicator, value, reference, NUMBER);
    }

    private static TakeInMoney.File read(BankEntry.Format format, String text) {
        return switch (READER.read(format, "a", text.getBytes(StandardCharsets.UTF_8))) {
            case Outcome.Done<TakeInMoney.File>(TakeInMoney.File file) -> file;
            case Outcome.Refused<TakeInMoney.File>(Refusal refusal) -> throw new AssertionError(refusal);
        };
    }

    private static String refused(BankEntry.Format format, String text) {
        return switch (READER.read(format, "a", text.getBytes(StandardCharsets.UTF_8))) {
            case Outcome.Done<TakeInMoney.File>(TakeInMoney.File file) -> throw new AssertionError(file);
            case Outcome.Refused<TakeInMoney.File>(Refusal refusal) -> refusal.toString();
        };
    }

    @Test
    void takesTheBookedCreditsOfAStatement() {
        TakeInMoney.File file = read(
                BankEntry.Format.CAMT_053,
                statement08(entry08("200000.00", "CRDT", "R1", "<DtTm>2026-03-29T10:20:30+08:00</DtTm>")
                        + entry08("5.00", "DBIT", "R2", "<Dt>2026-03-29</Dt>")
                        + entry08("7.5", "CRDT", "R3", "<Dt>2026-03-29</Dt>")));
        assertThat(file.messageId()).isEqualTo("BANK-20260329-1");
        assertThat(file.entries()).hasSize(2);
        assertThat(file.passedOver()).isOne();
        BankEntry first = file.entries().getFirst();
        assertThat(first.reference()).isEqualTo("350000999:R1");
        assertThat(first.amount()).isEqualTo("200000.00");
        assertThat(first.receivedAt()).isEqualTo(Instant.parse("2026-03-29T02:20:30Z"));
        assertThat(first.receivedOn()).isEqualTo(LocalDate.parse("2026-03-29"));
        assertThat(first.payerName()).isEqualTo("投标人1建设集团有限公司");
        assertThat(first.payerAccount()).isEqualTo("6222 0001");
        assertThat(TakeInMoney.number(first)).isEqualTo(NUMBER);
        assertThat(file.entries().get(1).receivedAt()).isNull();
        assertThat(file.entries().get(1).amount()).isEqualTo("7.50");
    }

    @Test
    void aTimeWithoutOffsetIsOfShanghai() {
        TakeInMoney.File file = read(
                BankEntry.Format.CAMT_053,
                statement08(entry08("1.00", "CRDT", "R1", "<DtTm>2026-03-29T23:30:00</DtTm>")));
        assertThat(file.entries().getFirst().receivedAt()).isEqualTo(Instant.parse("2026-03-29T15:30:00Z"));
        assertThat(file.entries().getFirst().receivedOn()).isEqualTo(LocalDate.parse("2026-03-29"));
    }

    @Test
    void readsANotificationOfVersionTwoWithABatch() {
        TakeInMoney.File file = read(BankEntry.Format.CAMT_054, """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02"><BkToCstmrDbtCdtNtfctn>
                <GrpHdr><MsgId>M2</MsgId><CreDtTm>2026-03-29T20:00:00+08:00</CreDtTm></GrpHdr>
                <Ntfctn><Id>N</Id><CreDtTm>2026-03-29T20:00:00+08:00</CreDtTm>
                <Acct><Id><Othr><Id>35</Id></Othr></Id></Acct>
                <Ntry><Amt Ccy="CNY">3.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
                <ValDt><Dt>2026-03-29</Dt></ValDt><AcctSvcrRef>B</AcctSvcrRef><BkTxCd/>
                <NtryDtls>
                <TxDtls><AmtDtls><TxAmt><Amt Ccy="CNY">1.00</Amt></TxAmt></AmtDtls><RmtInf><Ustrd>保证金 %s</Ustrd></RmtInf></TxDtls>
                <TxDtls><AmtDtls><TxAmt><Amt Ccy="CNY">2.00</Amt></TxAmt></AmtDtls></TxDtls>
                </NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>""".formatted(NUMBER));
        assertThat(file.entries()).extracting(BankEntry::reference).containsExactly("35:B/1", "35:B/2");
        assertThat(TakeInMoney.number(file.entries().getFirst())).isEqualTo(NUMBER);
        assertThat(TakeInMoney.number(file.entries().get(1))).isNull();
    }

    private static String notification02(String entryAmount, String... parts) {
        StringBuilder details = new StringBuilder();
        for (String part : parts) {
            details.append("<TxDtls><AmtDtls><TxAmt>").append(part).append("</TxAmt></AmtDtls></TxDtls>");
        }
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02"><BkToCstmrDbtCdtNtfctn>
                <GrpHdr><MsgId>M2</MsgId><CreDtTm>2026-03-29T20:00:00+08:00</CreDtTm></GrpHdr>
                <Ntfctn><Id>N</Id><CreDtTm>2026-03-29T20:00:00+08:00</CreDtTm>
                <Acct><Id><Othr><Id>35</Id></Othr></Id></Acct>
                <Ntry><Amt Ccy="CNY">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
                <ValDt><Dt>2026-03-29</Dt></ValDt><AcctSvcrRef>B</AcctSvcrRef><BkTxCd/>
                <NtryDtls>%s</NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>""".formatted(entryAmount, details);
    }

    /** Only what the bank booked is money: neither a foreign amount nor parts that do not come to it. */
    @Test
    void holdsThePartsOfAnEntryToWhatWasBooked() {
        String cny = "<Amt Ccy=\"CNY\">373000.00</Amt>";
        assertThat(refused(BankEntry.Format.CAMT_054, notification02("2650000.00", cny.replace("CNY", "USD"))))
                .contains("USD");
        assertThat(refused(BankEntry.Format.CAMT_054, notification02("1.00", cny)))
                .contains("之和");
        assertThat(refused(BankEntry.Format.CAMT_054, notification02("373000.00", cny, cny)))
                .contains("之和");
        assertThat(read(BankEntry.Format.CAMT_054, notification02("746000.00", cny, cny))
                        .entries())
                .hasSize(2);
        String mixed = statement08(entry08("1.00", "CRDT", "R1", "<Dt>2026-03-29</Dt>")
                .replace("</Refs>", "</Refs><Amt Ccy=\"CNY\">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>"));
        assertThat(refused(BankEntry.Format.CAMT_053, mixed)).contains("方向");
    }

    @Test
    void whatTheBankTookBackIsNotPassedOver() {
        String reversal = entry08("200000.00", "DBIT", "R1", "<Dt>2026-03-29</Dt>")
                .replace("<CdtDbtInd>DBIT</CdtDbtInd>", "<CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd>");
        List<BankEntry> entries = read(
                        BankEntry.Format.CAMT_053,
                        statement08(entry08("200000.00", "CRDT", "R1", "<Dt>2026-03-29</Dt>") + reversal))
                .entries();
        assertThat(entries).extracting(BankEntry::kind).containsExactly(BankEntry.Kind.CREDIT, BankEntry.Kind.REVERSAL);
        assertThat(entries.get(1).reference()).isEqualTo("350000999:R1/R");
    }

    @Test
    void refusesADocumentTypeDeclarationBeforeAnyParserSeesIt() {
        String bomb = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                + statement08(entry08("1.00", "CRDT", "R1", "<Dt>2026-03-29</Dt>"));
        assertThat(refused(BankEntry.Format.CAMT_053, bomb)).contains("文档类型声明");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00", "-1.00", "1.005", "x", "99999999999999999999.00"})
    void refusesAmountsThatAreNone(String amount) {
        assertThat(refused(
                        BankEntry.Format.CAMT_053, statement08(entry08(amount, "CRDT", "R1", "<Dt>2026-03-29</Dt>"))))
                .contains("无法读取");
    }

    @Test
    void refusesWhatItCannotReadToItsEnd() {
        String whole = statement08(entry08("1.00", "CRDT", "R1", "<Dt>2026-03-29</Dt>"));
        assertThat(refused(BankEntry.Format.CAMT_053, whole.substring(0, whole.length() / 2)))
                .contains("无法读取");
        assertThat(refused(BankEntry.Format.CAMT_054, whole)).contains("camt.053");
        assertThat(refused(BankEntry.Format.CAMT_053, whole.replace("001.08", "001.13")))
                .contains("13");
        TakeInMoney.File dollars = read(BankEntry.Format.CAMT_053, whole.replace("\"CNY\"", "\"USD\""));
        assertThat(dollars.entries()).isEmpty();
        assertThat(dollars.passedOver()).isOne();
        String twice = statement08(entry08("1.00", "CRDT", "R1", "<Dt>2026-03-29</Dt>")
                + entry08("1.00", "CRDT", "R1", "<Dt>2026-03-29</Dt>"));
        assertThat(refused(BankEntry.Format.CAMT_053, twice)).contains("R1");
    }

    @Test
    void readsTheCsvProfile() {
        String header =
                "reference,direction,amount,currency,received_at,payer_name,payer_account,virtual_account,remittance\n";
        TakeInMoney.File file = read(
                BankEntry.Format.CSV,
                "\uFEFF" + header + "A1,CREDIT,200000.00,CNY,2026-03-29 10:00:00,甲,6222," + NUMBER
                        + ",\"保证金,一标\"\nA2,DEBIT,1.00,CNY,2026-03-29,,,,\nA3,CREDIT,1.00,CNY,2026-03-29,,,,\n"
                        + "A4,CREDIT,1.00,USD,2026-03-29,,,,\n");
        List<BankEntry> entries = file.entries();
        assertThat(file.passedOver()).isEqualTo(2);
        assertThat(refused(BankEntry.Format.CSV, header + "A1,DEBIT,1.00,CNY,2026-03-29,,,,\nA2,CREDIT,1.00,CNY\n"))
                .contains("第 3 行缺列");
        assertThat(entries).hasSize(2);
        assertThat(entries.getFirst().receivedAt()).isEqualTo(Instant.parse("2026-03-29T02:00:00Z"));
        assertThat(entries.getFirst().remittance()).isEqualTo("保证金,一标");
        assertThat(refused(BankEntry.Format.CSV, header + "A1,CREDIT,x,CNY,2026-03-29,,,,\n"))
                .contains("第 2 行");
        assertThat(refused(BankEntry.Format.CSV, header + "A1,CREDIT,1.00,CNY,29.3.2026,,,,\n"))
                .contains("第 2 行");
        assertThat(refused(BankEntry.Format.CSV, "a,b\n1,2\n")).contains("缺少列");
        assertThat(refused(BankEntry.Format.CSV, header)).contains("没有任何记录");
        for (String amount : List.of("1E2147483647", "٣٧٣٠٠٠", "1,5", "+1")) {
            assertThat(refused(BankEntry.Format.CSV, header + "A1,CREDIT,\"" + amount + "\",CNY,2026-03-29,,,,\n"))
                    .as(amount)
                    .contains("第 2 行");
        }
    }
}

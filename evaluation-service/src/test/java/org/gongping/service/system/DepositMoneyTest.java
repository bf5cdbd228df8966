package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is given for a deposit: money with and without a place, papers, and what is taken back. */
class DepositMoneyTest extends DepositCase {
    @Test
    void moneyThatCannotBePlacedGoesOnTheWorkListWithItsReason() {
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(3);
        String first = accountOf(tender, 0, "6222 1000");
        String second = accountOf(tender, 1, "6222 1001");
        String wrong = first.substring(0, 15) + (first.charAt(15) == '0' ? '1' : '0');
        JsonNode open = imports("W-1,CREDIT,99999.99,CNY,2026-03-12 10:00:00,甲,62221000," + first + ",\n"
                        + "W-2,CREDIT,100000.00,CNY,2026-03-30 09:30:00,甲,62221000," + first + ",\n"
                        + "W-3,CREDIT,100000.00,CNY,2026-03-30,甲,62221000," + first + ",\n"
                        + "W-4,CREDIT,100000.00,CNY,2026-03-12,甲,62221000," + wrong + ",\n"
                        + "W-5,CREDIT,100000.00,CNY,2026-03-12,甲,62221000,,转账 " + first + " 保证金\n"
                        + "W-6,CREDIT,100000.00,CNY,2026-03-12,甲,62221000," + first + ",\n")
                .path("open");
        assertThat(open)
                .extracting(entry -> entry.path("reason").asText())
                .containsExactly("AMOUNT_DIFFERS", "TOO_LATE", "TIME_MISSING", "NO_ACCOUNT", "NOT_OPEN");
        // The same account pays for a second bidder: not from its basic account (D04), and a clue afterwards (D12).
        imports("W-7,CREDIT,100000.00,CNY,2026-03-12,甲,62221000," + second + ",\n");
        JsonNode refused = mine(tender, 1).path("deposits").get(0);
        assertThat(refused.path("secures").asBoolean()).isFalse();
        assertThat(refused.toString()).contains("基本账户");
        hall.send(write(
                        hall.venueOperator,
                        "POST",
                        "/deposits/bank-entries/" + open.get(0).path("id").asText() + "/resolution",
                        Map.of("outcome", "SENT_BACK", "note", "金额不符，原路退回")))
                .expect(200);
        hall.clock.set("2026-03-30 09:30");
        assertThat(desk(tender).path("clues").toString()).contains("D12").contains("2 家投标人");
        assertThat(of(desk(tender), 1).path("refund").path("cause").asText()).isEqualTo("NOT_ACCEPTED");
    }

    /** D04: out of the bidder's own account, and so back into it. */
    @Test
    void theBasicAccountIsTheBiddersOwn() {
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(3);
        Map<String, Object> foreign =
                Map.of("form", "TRANSFER", "account", Map.of("name", "另一家公司", "number", "6222 3000", "bank", "江州银行"));
        assertThat(applies(tender, 0, foreign).expect(400).text())
                .contains("/account/name")
                .contains("D04");
    }

    @Test
    void aPaperStandsForOneBidderOfALotAndForItsApplicant() {
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(3);
        applies(tender, 0, guarantee("100000.00", "2026-06-28")).expect(201);
        applies(tender, 1, guarantee("100000.00", "2026-06-28")).expect(201);
        Map<String, Object> foreign = Map.of(
                "form",
                "BANK_GUARANTEE",
                "instrument",
                Map.of(
                        "issuer",
                        "江州银行",
                        "number",
                        "BH-2",
                        "applicant",
                        hall.bidders.get(0).name(),
                        "amount",
                        "100000.00",
                        "validUntil",
                        "2026-06-28"));
        assertThat(applies(tender, 2, foreign).expect(400).text()).contains("/instrument/applicant");
        hall.clock.set("2026-03-30 09:30");
        assertThat(verifies(tender, 0, true).expect(409).code()).isEqualTo("paper-twice");
        verifies(tender, 1, false).expect(200);
        verifies(tender, 0, true).expect(200);
    }

    /** A slip of the pen is put right while nobody has looked at the paper. */
    @Test
    void aPaperThatNobodyHasVerifiedIsHandedInAnew() {
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(1);
        applies(tender, 0, guarantee("100000.00", "2026-06-28")).expect(201);
        applies(tender, 0, guarantee("120000.00", "2026-06-28")).expect(201);
        JsonNode deposits = mine(tender, 0).path("deposits");
        assertThat(deposits)
                .extracting(deposit -> deposit.path("state").asText())
                .containsExactlyInAnyOrder("REPLACED", "LODGED");
        for (JsonNode deposit : deposits) {
            if (deposit.path("state").asText().equals("REPLACED")) {
                assertThat(deposit.at("/balances/lodged").asText()).isEqualTo("0.00");
            }
        }
        hall.clock.set("2026-03-30 09:30");
        assertThat(desk(tender).path("items"))
                .extracting(deposit -> deposit.path("state").asText())
                .contains("LODGED");
    }

    /** What the bank takes back was never there: nothing stands for the bid until the bidder has paid again. */
    @Test
    void whatTheBankBooksBackNoLongerStandsForABid() {
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(1);
        String number = accountOf(tender, 0, "6222 7000");
        String line = ",CNY,2026-03-12 10:00:00,甲,62227000," + number + ",\n";
        imports("R1-" + number + ",CREDIT,100000.00" + line);
        assertThat(mine(tender, 0).at("/deposits/0/secures").asBoolean()).isTrue();
        assertThat(imports("R2-" + number + ",REVERSAL,99999.00" + line)
                        .path("open")
                        .get(0)
                        .path("reason")
                        .asText())
                .as("of another amount: for people to look at")
                .isEqualTo("REVERSED");
        assertThat(imports("R1-" + number + ",REVERSAL,100000.00" + line).path("open"))
                .isEmpty();
        JsonNode back = mine(tender, 0).at("/deposits/0");
        assertThat(back.path("secures").asBoolean()).isFalse();
        assertThat(back.path("state").asText()).isEqualTo("REQUIRED");
        assertThat(back.at("/balances/lodged").asText()).isEqualTo("0.00");
        imports("R3-" + number + ",CREDIT,100000.00" + line);
        assertThat(mine(tender, 0).at("/deposits/0/secures").asBoolean()).isTrue();
    }

    /** However often it applies at the same moment, one deposit stands. */
    @Test
    void applicationsAtTheSameMomentLeaveOneDeposit() throws Exception {
        Tender tender = published(terms("10000000.00", "1"));
        tender.registers(1);
        List<Callable<Integer>> applications = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String account = "6222 500" + i;
            applications.add(() -> applies(tender, 0, transfer(0, account)).status());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(applications)) {
                assertThat(answer.get()).isEqualTo(201);
            }
        }
        assertThat(mine(tender, 0).path("deposits"))
                .extracting(deposit -> deposit.path("state").asText())
                .filteredOn(state -> !state.equals("REPLACED"))
                .containsExactly("REQUIRED");
    }
}

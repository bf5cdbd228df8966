package org.gongping.core.tender.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.core.rule.Laws.at;
import static org.gongping.core.rule.Laws.only;
import static org.gongping.core.tender.gate.GateFacts.award;
import static org.gongping.core.tender.gate.GateFacts.publication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gongping.core.rule.Earliest;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Laws;
import org.gongping.core.rule.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One second before and one second after the moment at which each legal gate opens or closes. */
class ClockEdgesTest {
    private final Law engineering = Laws.engineering();
    private final Law procurement = Laws.procurement();

    @ParameterizedTest(name = "issued {0}: deadline from {1} ({2})")
    @CsvSource({
        "2026-10-28 09:00, 2026-11-17, a plain period of 20 days",
        "2026-10-28 23:59:59, 2026-11-17, the last second of the first day is still that day",
        "2026-09-14 09:00, 2026-10-08, the 20th day lies in National Day",
        "2026-01-26 09:00, 2026-02-24, the 20th day lies in Spring Festival",
        "2026-01-25 09:00, 2026-02-14, the 20th day is a Saturday made up as a working day",
        "2026-02-08 09:00, 2026-02-28, a Saturday made up as a working day after the festival",
        "2026-09-20 09:00, 2026-10-10, the Saturday after National Day is a working day",
        "2026-10-11 09:00, 2026-11-02, the 20th day is a Saturday and runs on to Monday",
        "2025-12-12 09:00, 2026-01-04, across the year end and New Year to a working Sunday",
        "2028-02-09 09:00, 2028-02-29, the leap day is a day"
    })
    void tenderDocumentIsOutForTwentyDaysBeforeTheDeadline(String issuedAt, String firstDay, String why) {
        Instant edge = at(firstDay + " 00:00");
        assertThat(preparation(issuedAt, edge.minusSeconds(1)))
                .as(why)
                .satisfies(verdict -> assertThat(verdict.blocks()).isTrue())
                .satisfies(verdict -> assertThat(verdict.earliest()).contains(new Earliest(edge, Earliest.Of.DATE)))
                .satisfies(verdict -> assertThat(verdict.whatToDo().zh()).contains(firstDay + " 00:00"));
        assertThat(preparation(issuedAt, edge).outcome().code()).as(why).isEqualTo("PASS");
        assertThat(preparation(issuedAt, edge.plusSeconds(1)).outcome().code()).isEqualTo("PASS");
    }

    private Verdict preparation(String issuedAt, Instant deadline) {
        PublicationFacts facts = new PublicationFacts(
                true, at(issuedAt), Optional.empty(), Optional.of(deadline), Optional.of(deadline), List.of());
        return only(new PublicationGate(engineering).check(facts), "T01");
    }

    @Test
    void aProjectThatNeedNotBeTenderedByLawHasNoTwentyDays() {
        PublicationFacts facts = new PublicationFacts(
                false,
                at("2026-11-02 09:00"),
                Optional.of(at("2026-11-09 17:00")),
                Optional.of(at("2026-11-10 09:00")),
                Optional.of(at("2026-11-10 09:00")),
                List.of());
        assertThat(only(new PublicationGate(engineering).check(facts), "T01")
                        .outcome()
                        .code())
                .isEqualTo("NOT_APPLICABLE");
        assertThat(only(new PublicationGate(procurement).check(facts), "T01").blocks())
                .as("政府采购法 Art. 35 knows no such exception")
                .isTrue();
    }

    @ParameterizedTest(name = "issued {0}: issue ends from {1}")
    @CsvSource({
        "2026-10-28 09:00, 2026-11-02",
        "2026-09-28 09:00, 2026-10-08",
        "2026-02-12 09:00, 2026-02-24",
        "2026-11-02 09:00, 2026-11-09"
    })
    void documentIsOnIssueForFiveDays(String issuedAt, String firstDay) {
        Instant edge = at(firstDay + " 00:00");
        for (long second : List.of(-1L, 0L, 1L)) {
            PublicationFacts facts = new PublicationFacts(
                    true,
                    at(issuedAt),
                    Optional.of(edge.plusSeconds(second)),
                    Optional.of(at("2026-12-30 09:00")),
                    Optional.of(at("2026-12-30 09:00")),
                    List.of());
            assertThat(only(new PublicationGate(engineering).check(facts), "T02")
                            .blocks())
                    .isEqualTo(second < 0);
        }
    }

    @Test
    void openingTimeIsTheDeadlineToTheSecond() {
        PublicationGate gate = new PublicationGate(engineering);
        String issued = "2026-10-28 09:00";
        String deadline = "2026-11-19 09:30:00";
        assertThat(only(gate.check(publication(issued, "2026-11-04 17:00", deadline, "2026-11-19 09:29:59")), "T08")
                        .blocks())
                .isTrue();
        assertThat(only(gate.check(publication(issued, "2026-11-04 17:00", deadline, deadline)), "T08")
                        .blocks())
                .isFalse();
        assertThat(only(gate.check(publication(issued, "2026-11-04 17:00", deadline, "2026-11-19 09:30:01")), "T08")
                        .blocks())
                .isTrue();
    }

    @Test
    void nothingIsOpenedBeforeTheDeadline() {
        Instant deadline = at("2026-11-19 09:30");
        for (Law law : List.of(engineering, procurement)) {
            OpeningGate gate = new OpeningGate(law);
            List<Verdict> early =
                    gate.check(new OpeningFacts(deadline.minusSeconds(1), deadline, deadline, OptionalInt.empty()));
            assertThat(only(early, "T08").earliest()).contains(new Earliest(deadline, Earliest.Of.ACT));
            assertThat(Verdict.anyBlocks(gate.check(new OpeningFacts(deadline, deadline, deadline, OptionalInt.of(3)))))
                    .isFalse();
        }
    }

    @ParameterizedTest(name = "notice {0}: award from {1} ({2})")
    @CsvSource({
        "2026-11-23 09:00, 2026-11-27, as the time line shows it",
        "2026-11-23 23:59:59, 2026-11-27, published in the last second of the day",
        "2026-11-24 00:00, 2026-11-28, published in the first second of the next",
        "2026-09-28 09:00, 2026-10-09, the third day is 10-01 and runs on over National Day",
        "2026-02-12 09:00, 2026-02-25, the third day lies in Spring Festival",
        "2026-02-11 09:00, 2026-02-15, the third day is a Saturday made up as a working day",
        "2026-11-26 09:00, 2026-12-01, the third day is a Sunday",
        "2025-12-30 09:00, 2026-01-05, across the year end to the working Sunday",
        "2028-02-26 09:00, 2028-03-01, the leap day is the third day"
    })
    void candidatesAreOnNoticeForThreeWholeDays(String noticeAt, String firstDay, String why) {
        Instant edge = at(firstDay + " 00:00");
        AwardGate gate = new AwardGate(engineering);
        Verdict before = only(gate.announce(award(noticeAt, edge.minusSeconds(1))), "T12");
        assertThat(before.blocks()).as(why).isTrue();
        assertThat(before.earliest()).as(why).contains(new Earliest(edge, Earliest.Of.ACT));
        assertThat(only(gate.announce(award(noticeAt, edge)), "T12").blocks())
                .as(why)
                .isFalse();
        CandidateNoticeGate notice = new CandidateNoticeGate(engineering);
        for (long second : List.of(-1L, 0L, 1L)) {
            CandidateNoticeFacts facts = new CandidateNoticeFacts(
                    true, at(noticeAt), at(noticeAt), edge.plusSeconds(second), List.of(1, 2, 3));
            assertThat(only(notice.check(facts), "T12").blocks()).isEqualTo(second < 0);
        }
    }

    @Test
    void theRefusalOfTheTimeLineSaysAllItMust() {
        Verdict verdict =
                only(new AwardGate(engineering).announce(award("2026-11-23 10:00", at("2026-11-25 09:12:45"))), "T12");
        assertThat(verdict.article().zh()).isEqualTo("《招标投标法实施条例》第五十四条（规则 T12）");
        assertThat(verdict.article().en())
                .isEqualTo("Implementing Regulation of the Tendering and Bidding Law, Art. 54 (rule T12)");
        assertThat(verdict.message().zh())
                .isEqualTo("中标候选人公示期不得少于3日。2026-11-23 公示，次日起算，2026-11-26 24:00 届满，最早 2026-11-27 00:00");
        assertThat(verdict.whatToDo().zh()).isEqualTo("等公示期满，最早 2026-11-27 00:00");
        assertThat(verdict.provisional()).isFalse();
        assertThat(verdict.counting())
                .extracting(line -> line.zh())
                .containsExactly(
                        "2026-11-23 周一 起算日，不计入", "2026-11-24 周二 第1日", "2026-11-25 周三 第2日", "2026-11-26 周四 第3日");
    }
}

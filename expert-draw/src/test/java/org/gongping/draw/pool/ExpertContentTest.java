package org.gongping.draw.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.gongping.draw.pool.ExpertContent.Employment;
import org.gongping.draw.pool.ExpertContent.Office;
import org.junit.jupiter.api.Test;

class ExpertContentTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-28");
    private static final LocalDate START = LocalDate.parse("2015-07-01");

    private static ExpertContent working(String code, String name, Employment... employments) {
        return new ExpertContent(
                "T-1",
                "LOCAL",
                "00",
                "王小明",
                "14200000001",
                null,
                null,
                "350200",
                List.of("A0601"),
                code,
                name,
                LocalDate.parse("2008-07-01"),
                "高级工程师",
                TitleLevel.ASSOCIATE_SENIOR,
                false,
                List.of(employments),
                List.of(),
                List.of());
    }

    @Test
    void keepsTheFormerEmployerUntilTheDayOfTheChange() {
        ExpertContent known = working("A", "甲院", new Employment("A", "甲院", Office.EMPLOYEE, START, null))
                .following(null, TODAY);
        ExpertContent changed = working("B", "乙院").following(known, TODAY);
        assertThat(changed.employments())
                .containsExactlyInAnyOrder(
                        new Employment("A", "甲院", Office.EMPLOYEE, START, TODAY),
                        new Employment("B", "乙院", Office.EMPLOYEE, TODAY, null));
    }

    @Test
    void loadingTheSameAgainChangesNothing() {
        ExpertContent row = working("B", "乙院");
        ExpertContent known =
                row.following(working("A", "甲院", new Employment("A", "甲院", Office.EMPLOYEE, START, null)), TODAY);
        assertThat(row.following(known, TODAY.plusDays(30))).isEqualTo(known);
    }

    @Test
    void forgetsNoFormerEmployerThatAFileDoesNotName() {
        Employment former = new Employment("C", "丙公司", Office.DIRECTOR, START, TODAY.minusDays(10));
        ExpertContent known = working("A", "甲院", former).following(null, TODAY);
        assertThat(working("A", "甲院").following(known, TODAY).employments()).contains(former);
    }

    @Test
    void qualificationsHoldAsLongAsTheFirstOfThem() {
        ExpertContent content = working(null, null);
        ExpertContent qualified = new ExpertContent(
                content.poolNo(),
                content.library(),
                content.identity(),
                content.name(),
                content.phone(),
                null,
                null,
                content.region(),
                content.specialties(),
                null,
                null,
                content.fieldSince(),
                content.title(),
                content.titleLevel(),
                false,
                List.of(),
                List.of(
                        new ExpertContent.Qualification("甲", null, null, TODAY.plusDays(5)),
                        new ExpertContent.Qualification("乙", null, null, null),
                        new ExpertContent.Qualification("丙", null, null, TODAY)),
                List.of());
        assertThat(qualified.qualifiedUntil()).contains(TODAY);
    }

    @Test
    void standingAsksForFullYearsAndTheTitle() {
        Standing standing = new Standing(8, Set.of(TitleLevel.SENIOR, TitleLevel.ASSOCIATE_SENIOR));
        ExpertContent content = working(null, null);
        assertThat(standing.isMetBy(content, LocalDate.parse("2016-07-01"))).isTrue();
        assertThat(standing.isMetBy(content, LocalDate.parse("2016-06-30"))).isFalse();
        assertThat(new Standing(8, Set.of(TitleLevel.SENIOR)).isMetBy(content, TODAY))
                .isFalse();
    }
}

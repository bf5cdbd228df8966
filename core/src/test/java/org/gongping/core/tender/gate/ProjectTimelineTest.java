package org.gongping.core.tender.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gongping.core.rule.Laws.at;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Laws;
import org.gongping.core.tender.gate.Milestone.State;
import org.junit.jupiter.api.Test;

/** The time line of an agent's project, day by day. */
class ProjectTimelineTest {
    private final Map<ProjectEvent, Instant> events = new HashMap<>();

    private List<Milestone> on(Law law, String now) {
        return new ProjectTimeline(law).milestones(new TimelineFacts(at(now), true, events, OptionalInt.empty()));
    }

    private static Map<String, State> states(List<Milestone> milestones) {
        Map<String, State> states = new java.util.LinkedHashMap<>();
        milestones.forEach(milestone -> states.put(milestone.id(), milestone.state()));
        return states;
    }

    private static Milestone milestone(List<Milestone> milestones, String id) {
        return milestones.stream()
                .filter(milestone -> milestone.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void isEngineeringTenderUntilTheNotice() {
        events.put(ProjectEvent.ISSUED, at("2026-10-28 09:00"));
        events.put(ProjectEvent.BID_DEADLINE, at("2026-11-19 09:30"));
        events.put(ProjectEvent.OPENED, at("2026-11-19 09:30"));
        events.put(ProjectEvent.OPENING_ENDED, at("2026-11-19 10:40"));
        events.put(ProjectEvent.REPORT_RECEIVED, at("2026-11-20 16:00"));
        events.put(ProjectEvent.NOTICE_STARTED, at("2026-11-23 10:00"));
    }

    @Test
    void theDayOfThePicture() {
        isEngineeringTenderUntilTheNotice();
        List<Milestone> milestones = on(Laws.engineering(), "2026-11-25 09:12:45");
        assertThat(states(milestones))
                .containsExactly(
                        Map.entry("DOCUMENT", State.DONE),
                        Map.entry("ADDENDUM", State.DONE),
                        Map.entry("OPENING", State.DONE),
                        Map.entry("REPORT", State.DONE),
                        Map.entry("NOTICE", State.CURRENT),
                        Map.entry("AWARD", State.BLOCKED),
                        Map.entry("CONTRACT", State.FUTURE),
                        Map.entry("WRITTEN_REPORT", State.FUTURE));
        Milestone award = milestone(milestones, "AWARD");
        assertThat(award.earliestAt()).contains(at("2026-11-27 00:00"));
        assertThat(award.verdicts().getFirst().message().zh()).contains("2026-11-26 24:00 届满");
        assertThat(award.rules()).extracting(rule -> rule.article().zh()).containsExactly("《招标投标法实施条例》第五十四条（规则 T12）");
        assertThat(milestone(milestones, "ADDENDUM").latestAt()).contains(at("2026-11-05 00:00"));
    }

    @Test
    void theAwardIsFreeFromTheFirstSecondAfterTheNotice() {
        isEngineeringTenderUntilTheNotice();
        assertThat(states(on(Laws.engineering(), "2026-11-26 23:59:59"))).containsEntry("AWARD", State.BLOCKED);
        assertThat(states(on(Laws.engineering(), "2026-11-27 00:00:00")))
                .containsEntry("NOTICE", State.DONE)
                .containsEntry("AWARD", State.CURRENT);
        events.put(ProjectEvent.NOTICE_ENDS, at("2026-12-01 00:00"));
        Milestone award = milestone(on(Laws.engineering(), "2026-11-27 00:00:00"), "AWARD");
        assertThat(award.state()).as("a longer notice binds itself").isEqualTo(State.BLOCKED);
        assertThat(award.earliestAt()).contains(at("2026-12-01 00:00"));
    }

    @Test
    void beforeTheDeadlineTheOpeningIsTheNextGateAndClosed() {
        events.put(ProjectEvent.ISSUED, at("2026-10-28 09:00"));
        events.put(ProjectEvent.BID_DEADLINE, at("2026-11-19 09:30"));
        List<Milestone> milestones = on(Laws.engineering(), "2026-11-02 09:00");
        assertThat(states(milestones))
                .containsEntry("DOCUMENT", State.DONE)
                .containsEntry("ADDENDUM", State.CURRENT)
                .containsEntry("OPENING", State.BLOCKED)
                .containsEntry("REPORT", State.FUTURE);
        assertThat(milestone(milestones, "OPENING").earliestAt()).contains(at("2026-11-19 09:30"));
        assertThat(states(on(Laws.engineering(), "2026-11-19 09:30"))).containsEntry("OPENING", State.CURRENT);
    }

    @Test
    void aDraftHasItsDocumentToIssue() {
        assertThat(states(on(Laws.engineering(), "2026-10-20 09:00")))
                .containsEntry("DOCUMENT", State.CURRENT)
                .containsEntry("OPENING", State.FUTURE);
    }

    @Test
    void afterTheAwardTheContractHasItsTerm() {
        isEngineeringTenderUntilTheNotice();
        events.put(ProjectEvent.DECIDED, at("2026-11-27 09:00"));
        events.put(ProjectEvent.AWARDED, at("2026-11-27 10:00"));
        List<Milestone> milestones = on(Laws.engineering(), "2026-11-28 09:00");
        assertThat(milestone(milestones, "CONTRACT").state()).isEqualTo(State.CURRENT);
        assertThat(milestone(milestones, "CONTRACT").latestAt())
                .as("12-27 is a Sunday")
                .contains(at("2026-12-29 00:00"));
        assertThat(milestone(milestones, "WRITTEN_REPORT").latestAt())
                .as("12-12 is a Saturday")
                .contains(at("2026-12-15 00:00"));
    }

    @Test
    void governmentProcurementHasADecisionAndNoNoticeOfCandidates() {
        events.put(ProjectEvent.ISSUED, at("2026-10-20 09:00"));
        events.put(ProjectEvent.BID_DEADLINE, at("2026-11-10 09:30"));
        events.put(ProjectEvent.OPENED, at("2026-11-10 09:30"));
        events.put(ProjectEvent.OPENING_ENDED, at("2026-11-10 10:00"));
        events.put(ProjectEvent.EVALUATION_ENDED, at("2026-11-10 17:00"));
        events.put(ProjectEvent.REPORT_RECEIVED, at("2026-11-12 09:00"));
        List<Milestone> milestones = on(Laws.procurement(), "2026-11-13 09:00");
        assertThat(states(milestones))
                .containsExactly(
                        Map.entry("DOCUMENT", State.DONE),
                        Map.entry("OPENING", State.DONE),
                        Map.entry("REPORT", State.DONE),
                        Map.entry("DECISION", State.CURRENT),
                        Map.entry("AWARD", State.FUTURE));
        assertThat(milestone(milestones, "REPORT").latestAt()).contains(at("2026-11-13 00:00"));
        assertThat(milestone(milestones, "DECISION").latestAt()).contains(at("2026-11-20 00:00"));
        events.put(ProjectEvent.DECIDED, at("2026-11-16 09:00"));
        Milestone award = milestone(on(Laws.procurement(), "2026-11-19 09:00"), "AWARD");
        assertThat(award.state()).isEqualTo(State.CURRENT);
        assertThat(award.latestAt()).contains(at("2026-11-19 00:00"));
        assertThat(award.verdicts().getFirst().warns())
                .as("late, and only warned of")
                .isTrue();
    }
}

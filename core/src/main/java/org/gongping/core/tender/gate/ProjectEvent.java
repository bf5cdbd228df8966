package org.gongping.core.tender.gate;

/** What happens, or is planned to happen, to a lot; the time line is drawn from the moments of these. */
public enum ProjectEvent {
    /** Tender document first issued. */
    ISSUED,
    /** Planned end of submission, which is the opening time (T08). */
    BID_DEADLINE,
    OPENED,
    OPENING_ENDED,
    /** Evaluation ended (评审结束). */
    EVALUATION_ENDED,
    /** Report in the hands of owner or purchaser. */
    REPORT_RECEIVED,
    NOTICE_STARTED,
    /** Planned end of the notice of candidates. */
    NOTICE_ENDS,
    /** Winner decided. */
    DECIDED,
    /** Award notice issued; in government procurement with the announcement. */
    AWARDED,
    CONTRACTED,
    /** Written report to the supervisory authority. */
    WRITTEN_REPORT
}

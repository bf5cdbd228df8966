package org.gongping.core.scoring.method;

/** Keys that order bids of equal standing. COMMITTEE and EQUAL end the list: the rest stays equal. */
public enum TieKey {
    LOWER_BID_PRICE,
    LOWER_REVIEW_PRICE,
    HIGHER_TECHNICAL,
    HIGHER_COMMERCIAL,
    HIGHER_CREDIT,
    COMMITTEE,
    EQUAL
}

package org.gongping.core.tender.gate;

/**
 * The state of an opening that is to end.
 *
 * @param received bids received at the deadline
 * @param opened of these, opened and read out
 * @param notOpenedWithCause of these, not decrypted or opened, with cause and responsibility on record
 * @param notPassed of these, not passed in the first stage of two, so that their price stays sealed
 * @param openObjections objections raised and not yet answered
 * @param recordGenerated the opening record stands ready for publication
 */
public record OpeningEndFacts(
        int received, int opened, int notOpenedWithCause, int notPassed, int openObjections, boolean recordGenerated) {}

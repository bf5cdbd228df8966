package org.gongping.core.tender.gate;

/**
 * The state of an opening that is to end.
 *
 * @param received bids received at the deadline
 * @param opened of these, opened and read out
 * @param notOpenedWithCause of these, not decrypted or opened, with cause and responsibility on record
 * @param openObjections objections raised and not yet answered
 * @param recordGenerated the opening record stands ready for publication
 */
public record OpeningEndFacts(
        int received, int opened, int notOpenedWithCause, int openObjections, boolean recordGenerated) {}

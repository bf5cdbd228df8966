package org.gongping.core.deposit;

/** How a bidder gives its deposit (缴纳方式). */
public enum DepositForm {
    /** Nothing: a credit undertaking (信用承诺) or a policy stands in its place. */
    WAIVER,
    /** The annual deposit (年度保证金) that the bidder holds at the trading centre. */
    ANNUAL,
    BANK_GUARANTEE,
    INSURANCE,
    /** Letter of a surety company (担保公司保函). */
    SURETY,
    /** Money from the basic account (基本账户). */
    TRANSFER;

    /** Whether it is a paper that somebody issued. */
    public boolean isInstrument() {
        return this == ANNUAL || this == BANK_GUARANTEE || this == INSURANCE || this == SURETY;
    }
}

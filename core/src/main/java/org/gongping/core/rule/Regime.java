package org.gongping.core.rule;

/** The legal regime of a project, fixed at its creation: it selects rule set, clocks and formulas. */
public enum Regime {
    /** 工程建设: Tendering and Bidding Law and its implementing regulation. */
    ENGINEERING,
    /** 政府采购: Government Procurement Law, its implementing regulation, 财政部令第87号. */
    GOV_PROCUREMENT,
    /** No statutory default: the project owner fills in every parameter. */
    OTHER
}

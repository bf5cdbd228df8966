/**
 * The gates of a tender: for each step a pure function from facts and the locked law to verdicts. No clock, no database;
 * what differs between the regimes stands in their rule sets.
 */
package org.gongping.core.tender.gate;

package org.gongping.core.rule;

import java.time.LocalDate;

/**
 * One day on the way from the start of a period to its end.
 *
 * @param number which day of the period it is; 0 for a day that is not counted
 * @param note what a person reads: the date, the weekday, the number, and why it does not count or was passed over
 */
public record CountedDay(LocalDate day, int number, Bilingual note) {}

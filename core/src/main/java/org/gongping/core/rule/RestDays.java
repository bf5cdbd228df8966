package org.gongping.core.rule;

/**
 * Which days are rest days when a period is counted.
 *
 * @param weekends Saturdays and Sundays rest
 * @param holidays public holidays of the loaded calendars rest
 * @param makeUpDaysWork a Saturday or Sunday that the calendar calls a working day (调休) works
 */
public record RestDays(boolean weekends, boolean holidays, boolean makeUpDaysWork) {}

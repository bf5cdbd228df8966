/**
 * The law as data: versioned rule sets, working-day calendars, the counting of legal periods, and the verdicts that the
 * gates give. No threshold of any rule stands in code; figures come from the JSON of the rule set that a project locked
 * when its notice was published.
 */
package org.gongping.core.rule;

/** How evenly the experts of the library are used over time, and who meets whom again and again: leads for a supervisor. */
package org.gongping.draw.fairness;

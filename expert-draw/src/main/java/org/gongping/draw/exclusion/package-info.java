/** Who of the library cannot be drawn for a tender, and why: each exclusion with rule, article and evidence. */
package org.gongping.draw.exclusion;

/** Files that an operator loads into the pool, read row by row: what they say, and what is wrong with them. */
package org.gongping.draw.pool.sheet;

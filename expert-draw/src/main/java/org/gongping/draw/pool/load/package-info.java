/** Loading files into the pool: first checked to the last row, then confirmed by a person, all of it or nothing. */
package org.gongping.draw.pool.load;

/** Who is behind the pseudonyms of a draw: sealed when the pool is built, opened name by name. */
package org.gongping.draw.roster;

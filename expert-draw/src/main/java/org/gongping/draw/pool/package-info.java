/** The expert pool: who is in it, what is known of each, and how it got there. */
package org.gongping.draw.pool;

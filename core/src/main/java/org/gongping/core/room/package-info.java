/**
 * What people watch live. A step appends its room event in its own transaction; whoever may see it reads it from the
 * table, in order and without a gap. Knows nothing of sockets.
 */
package org.gongping.core.room;

/** Expert pool, conflict exclusion, verifiable draw, notification and replacement. Depends on core alone. */
package org.gongping.draw;

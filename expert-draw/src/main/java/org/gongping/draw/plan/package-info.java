/** What committee a tender needs, how it is asked for and approved, and whether the library can fill it. */
package org.gongping.draw.plan;

/** What committee a tender needs, and what the law says of it. */
package org.gongping.draw.plan;

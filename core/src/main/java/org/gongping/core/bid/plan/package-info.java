/** How bids are sealed, received and opened, as the tender document announces it. */
package org.gongping.core.bid.plan;

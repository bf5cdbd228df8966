/** Bids as they were received, sealed: submitted, replaced, withdrawn until the deadline. */
package org.gongping.core.bid.submission;

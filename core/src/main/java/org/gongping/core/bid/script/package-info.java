/**
 * The script with which the platform's own page seals bids: which one was served since when stands in the log, so that a
 * bidder who keeps the digest of what its browser ran can hold it to that, and to a build of the published source.
 */
package org.gongping.core.bid.script;

/** The bidder's own side, for programs: the server as a bidder reaches it. */
package org.gongping.service.bid.client;

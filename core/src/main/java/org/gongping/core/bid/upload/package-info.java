/** Envelopes on their way in: begun, received piece by piece, complete. Until the deadline nobody but their bidder learns of them. */
package org.gongping.core.bid.upload;

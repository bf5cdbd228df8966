/** The sealed envelope, format {@code gongping-envelope/1}: docs/envelope.md fixes every byte. */
package org.gongping.core.bid.envelope;

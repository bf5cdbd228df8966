/**
 * The envelope format {@code gongping-envelope/1} a second time, written from {@code docs/envelope.md} alone: with the JDK's
 * own cryptography, and with no class of those that seal, store or open bids. An architecture test holds that.
 */
package org.gongping.core.verify.envelope;

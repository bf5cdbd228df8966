/** Escrow of contributions: Shamir 2-of-3 over GF(256), each share sealed to its holder with HPKE (RFC 9180). */
package org.gongping.draw.escrow;

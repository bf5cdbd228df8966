/** The verifiable random function ECVRF-EDWARDS25519-SHA512-TAI (RFC 9381). */
package org.gongping.draw.vrf;

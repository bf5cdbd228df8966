package org.gongping.draw.vrf;

/**
 * Output and proof of the verifiable random function.
 *
 * @param beta 64 bytes
 * @param pi 80 bytes
 */
public record VrfProof(byte[] beta, byte[] pi) {}

package org.gongping.draw.vrf;

/** Holds the key of the finaliser. It may lie in this process or in a security module. */
public interface VrfProver {
    /** 32 bytes. */
    byte[] publicKey();

    /** The only output that the key allows for this input, with its proof. */
    VrfProof prove(byte[] alpha);
}

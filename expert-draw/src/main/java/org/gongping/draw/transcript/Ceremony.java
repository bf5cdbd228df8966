package org.gongping.draw.transcript;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Formulas;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.vrf.VrfProof;
import org.gongping.draw.vrf.VrfProver;

/**
 * From the contributions to the seed: all values of steps 3 to 6 that belong together.
 *
 * @param commits {@code C_p} of each party
 * @param contributions {@code r_p} of each party, 32 bytes each
 * @param vrfKey public key of the finaliser
 * @param seed 32 bytes
 */
public record Ceremony(
        SortedMap<String, byte[]> commits,
        SortedMap<String, byte[]> contributions,
        byte[] transcript,
        byte[] alpha,
        byte[] vrfKey,
        VrfProof proof,
        byte[] seed) {
    public Ceremony {
        commits = Collections.unmodifiableSortedMap(sorted(commits));
        contributions = Collections.unmodifiableSortedMap(sorted(contributions));
    }

    private static SortedMap<String, byte[]> sorted(SortedMap<String, byte[]> given) {
        SortedMap<String, byte[]> sorted = new TreeMap<>(Octets.BY_UTF8);
        sorted.putAll(given);
        return sorted;
    }

    /** Finishes a draw whose contributions are all in the open. */
    public static Ceremony of(
            DrawId draw,
            byte[] rulesHash,
            byte[] poolRoot,
            SortedMap<String, byte[]> contributions,
            VrfProver finaliser) {
        Open open = Open.of(draw, rulesHash, poolRoot, contributions);
        return open.finish(finaliser.publicKey(), finaliser.prove(open.alpha()));
    }

    /**
     * All contributions are in the open, and the finaliser has not spoken.
     *
     * @param alpha what the finaliser is applied to
     */
    public record Open(
            SortedMap<String, byte[]> commits,
            SortedMap<String, byte[]> contributions,
            byte[] transcript,
            byte[] alpha) {
        public static Open of(DrawId draw, byte[] rulesHash, byte[] poolRoot, SortedMap<String, byte[]> contributions) {
            SortedMap<String, byte[]> commits = new TreeMap<>(Octets.BY_UTF8);
            contributions.forEach(
                    (party, r) -> commits.put(party, Formulas.commitment(draw, party, rulesHash, poolRoot, r)));
            byte[] transcript = Formulas.transcript(draw, rulesHash, poolRoot, commits);
            return new Open(commits, contributions, transcript, Formulas.alpha(transcript, contributions));
        }

        /** With the finaliser's output, whoever has computed it. */
        public Ceremony finish(byte[] vrfKey, VrfProof proof) {
            byte[] seed = Formulas.seed(transcript, contributions, proof.beta());
            return new Ceremony(commits, contributions, transcript, alpha, vrfKey, proof, seed);
        }
    }
}

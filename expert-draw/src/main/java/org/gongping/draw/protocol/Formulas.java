package org.gongping.draw.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gongping.core.audit.CanonicalJson;

/** The formulas of {@code spec/draw-protocol.md} §3.1 for suite 1, each under its own label. */
public final class Formulas {
    private static final byte[] RULES = Octets.label("VED1/rules");
    private static final byte[] COMMIT = Octets.label("VED1/commit");
    private static final byte[] TRANSCRIPT = Octets.label("VED1/transcript");
    private static final byte[] ALPHA = Octets.label("VED1/alpha");
    private static final byte[] RANK = Octets.label("VED1/rank");
    private static final byte[] RESULT = Octets.label("VED1/result");
    private static final byte[] EMPLOYER = Octets.label("VED1/employer");
    private static final byte[] ORDER = Octets.label("VED1/order");
    /** Characters of an employer tag. */
    public static final int EMPLOYER_HEX = 16;

    private Formulas() {}

    /** {@code rules_hash}, of the RFC 8785 bytes of any rules. */
    public static byte[] rulesHash(byte[] rulesJcs) {
        return Octets.sha256(RULES, rulesJcs);
    }

    /**
     * {@code C_p}, what a party commits itself to.
     *
     * @param contribution {@code r_p}, 32 bytes
     */
    public static byte[] commitment(DrawId draw, String party, byte[] rulesHash, byte[] poolRoot, byte[] contribution) {
        if (contribution.length != Octets.HASH) {
            throw new IllegalArgumentException("a contribution has 32 bytes, not " + contribution.length);
        }
        return Octets.sha256(COMMIT, Octets.lp(draw.toString()), Octets.lp(party), rulesHash, poolRoot, contribution);
    }

    /** {@code T}, over the commitments of all parties. */
    public static byte[] transcript(DrawId draw, byte[] rulesHash, byte[] poolRoot, SortedMap<String, byte[]> commits) {
        List<byte[]> parts = new ArrayList<>(
                List.of(TRANSCRIPT, Octets.lp(draw.toString()), rulesHash, poolRoot, Octets.u16be(commits.size())));
        byParty(commits).forEach((party, commit) -> {
            parts.add(Octets.lp(party));
            parts.add(commit);
        });
        return Octets.sha256(parts.toArray(byte[][]::new));
    }

    private static SortedMap<String, byte[]> byParty(SortedMap<String, byte[]> given) {
        SortedMap<String, byte[]> sorted = new TreeMap<>(Octets.BY_UTF8);
        sorted.putAll(given);
        return sorted;
    }

    /** {@code R}, the contributions of all parties. */
    static byte[] contributions(SortedMap<String, byte[]> contributions) {
        return Octets.concat(
                byParty(contributions).values().stream().map(Octets::lp).toArray(byte[][]::new));
    }

    /** What the finaliser is applied to. */
    public static byte[] alpha(byte[] transcript, SortedMap<String, byte[]> contributions) {
        return Octets.sha256(ALPHA, transcript, contributions(contributions));
    }

    /** @param beta output of the finaliser, 64 bytes */
    public static byte[] seed(byte[] transcript, SortedMap<String, byte[]> contributions, byte[] beta) {
        return KeyedHash.of(transcript, contributions(contributions)).of(Octets.lp(beta));
    }

    /** {@code key(s, ·)}: ranks the leaves of a stratum. */
    static KeyedHash rank(byte[] seed, DrawId draw, String stratum) {
        return KeyedHash.of(seed, Octets.concat(RANK, Octets.lp(draw.toString()), Octets.lp(stratum)));
    }

    static byte[] resultLabel() {
        return RESULT.clone();
    }

    /**
     * The tag of an employer in one draw: nobody recognises it in another.
     *
     * @param salt 32 secret bytes of this draw
     * @param creditCode unified social credit code
     */
    public static String employerTag(DrawId draw, byte[] salt, String creditCode) {
        return Octets.hex(Octets.sha256(EMPLOYER, Octets.lp(draw.toString()), salt, Octets.lp(creditCode)))
                .substring(0, EMPLOYER_HEX);
    }

    /** The hash by which rules name an order and which is what the order's signers sign. */
    public static byte[] orderHash(JsonNode order) {
        return Octets.sha256(ORDER, CanonicalJson.bytes(order));
    }
}

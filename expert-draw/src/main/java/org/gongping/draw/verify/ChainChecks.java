package org.gongping.draw.verify;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Checks 14 to 18: from the contributions to the seed, each link from what the transcript says of the one before. */
final class ChainChecks {
    private final Transcript transcript;
    private final Optional<Pins> pins;

    ChainChecks(Transcript transcript, Optional<Pins> pins) {
        this.transcript = transcript;
        this.pins = pins;
    }

    void commitments() throws Failed {
        SortedMap<String, byte[]> commits = transcript.byParty("commits");
        for (Map.Entry<String, byte[]> revealed :
                transcript.byParty("contributions").entrySet()) {
            byte[] expected = Hashing.label("VED1/commit")
                    .prefixed(transcript.drawId())
                    .prefixed(revealed.getKey())
                    .add(transcript.hex("rules_hash"))
                    .add(transcript.hex("pool_root"))
                    .add(revealed.getValue())
                    .sha256();
            byte[] found = commits.get(revealed.getKey());
            // A party without a commitment is for check 12.
            require(found == null || Arrays.equals(found, expected), Check.COMMIT, revealed.getKey());
        }
    }

    private byte[] contributions() {
        Hashing all = Hashing.nothing();
        transcript.byParty("contributions").values().forEach(all::prefixed);
        return all.bytes();
    }

    void transcriptHash() throws Failed {
        SortedMap<String, byte[]> commits = transcript.byParty("commits");
        Hashing hashing = Hashing.label("VED1/transcript")
                .prefixed(transcript.drawId())
                .add(transcript.hex("rules_hash"))
                .add(transcript.hex("pool_root"))
                .shortNumber(commits.size());
        commits.forEach((party, commit) -> hashing.prefixed(party).add(commit));
        require(Arrays.equals(hashing.sha256(), transcript.hex("transcript")), Check.TRANSCRIPT, "transcript");
        byte[] alpha = Hashing.label("VED1/alpha")
                .add(transcript.hex("transcript"))
                .add(contributions())
                .sha256();
        require(Arrays.equals(alpha, transcript.hex("alpha")), Check.TRANSCRIPT, "alpha");
    }

    void finaliserKey() throws Failed {
        byte[] key = transcript.hex("vrf_pk");
        require(EcvrfVerifier.isValidKey(key), Check.VRF_KEY, "not a valid key");
        require(pins.isEmpty() || Arrays.equals(key, pins.get().vrfKey()), Check.VRF_KEY, "not the pinned key");
        Optional<LoggedStep> logged = transcript.step("KEYS");
        require(
                logged.isPresent() && logged.get().text("vrf_pk").equals(Hashing.hex(key)),
                Check.VRF_KEY,
                "not the key of KEYS");
    }

    void finaliser() throws Failed {
        Optional<byte[]> beta =
                EcvrfVerifier.verify(transcript.hex("vrf_pk"), transcript.hex("alpha"), transcript.hex("vrf_pi"));
        require(beta.isPresent(), Check.VRF, "the proof does not hold");
        require(Arrays.equals(beta.get(), transcript.hex("vrf_beta")), Check.VRF, "the proof shows another output");
    }

    void seed() throws Failed {
        byte[] seed = Hashing.nothing()
                .add(contributions())
                .prefixed(transcript.hex("vrf_beta"))
                .hmac(transcript.hex("transcript"));
        require(Arrays.equals(seed, transcript.hex("seed")), Check.SEED, "expected " + Hashing.hex(seed));
    }

    private static void require(boolean holds, Check check, String detail) throws Failed {
        Failed.unless(holds, check.code(), detail);
    }
}

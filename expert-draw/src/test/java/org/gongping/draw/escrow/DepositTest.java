package org.gongping.draw.escrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.gongping.core.seal.Shamir;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Formulas;
import org.gongping.draw.protocol.Octets;
import org.junit.jupiter.api.Test;

class DepositTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DrawId DRAW = new DrawId("GP-2026-1", 1);

    private static byte[] bytes() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Test
    void anyTwoSharesGiveTheSecretAndOneGivesNothing() {
        for (int round = 0; round < 200; round++) {
            byte[] secret = bytes();
            byte[][] shares = Shamir.split(secret, 2, 3, RANDOM);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    Optional<byte[]> joined = Shamir.join(List.of(shares[i], shares[j]));
                    if (i == j) {
                        assertThat(joined).isEmpty();
                    } else {
                        assertThat(joined).contains(secret);
                    }
                }
            }
        }
        assertThat(Shamir.join(List.of(new byte[33], new byte[32]))).isEmpty();
    }

    /** Computed by hand: the slope 0x80 under the numbers 1, 2, 3 gives 0x80, 0x1b, 0x9b. */
    @Test
    void isTheFieldOfTheSpecification() {
        SecureRandom fixed = new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                java.util.Arrays.fill(bytes, (byte) 0x80);
            }
        };
        byte[][] shares = Shamir.split(new byte[32], 2, 3, fixed);
        assertThat(Octets.hex(shares[0])).isEqualTo("01" + "80".repeat(32));
        assertThat(Octets.hex(shares[1])).isEqualTo("02" + "1b".repeat(32));
        assertThat(Octets.hex(shares[2])).isEqualTo("03" + "9b".repeat(32));
    }

    @Test
    void twoHoldersOpenWhatWasCommitted() {
        List<byte[]> secretKeys = List.of(bytes(), bytes(), bytes());
        List<byte[]> publicKeys = secretKeys.stream().map(ShareSeal::publicKey).toList();
        byte[] rulesHash = bytes();
        byte[] poolRoot = bytes();
        byte[] contribution = bytes();
        byte[] commitment = Formulas.commitment(DRAW, "agent", rulesHash, poolRoot, contribution);
        Deposit deposit = Deposit.of(contribution, publicKeys, DRAW, "agent", commitment, RANDOM);
        List<byte[]> shares = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            shares.add(ShareSeal.open(deposit.sealedShares().get(i), secretKeys.get(i), DRAW, "agent", commitment)
                    .orElseThrow());
        }
        assertThat(Deposit.contribution(shares.get(2), shares.get(1), DRAW, "agent", rulesHash, poolRoot, commitment))
                .contains(contribution);
        // Another party's commitment, another holder's key, another draw.
        assertThat(Deposit.contribution(shares.get(0), shares.get(1), DRAW, "x", rulesHash, poolRoot, commitment))
                .isEmpty();
        byte[] first = deposit.sealedShares().getFirst();
        assertThat(ShareSeal.open(first, secretKeys.get(1), DRAW, "agent", commitment))
                .isEmpty();
        assertThat(ShareSeal.open(first, secretKeys.get(0), DRAW.next(), "agent", commitment))
                .isEmpty();
        assertThat(ShareSeal.open(first, secretKeys.get(0), DRAW, "agent", rulesHash))
                .isEmpty();
        byte[] changed = first.clone();
        changed[changed.length - 1] ^= 1;
        assertThat(ShareSeal.open(changed, secretKeys.get(0), DRAW, "agent", commitment))
                .isEmpty();
        assertThat(ShareSeal.open(new byte[7], secretKeys.get(0), DRAW, "agent", commitment))
                .isEmpty();
    }

    @Test
    void sealedShareHasTheLengthOfItsParts() {
        byte[] key = HexFormat.of().parseHex("01".repeat(32));
        byte[] share = new byte[Shamir.SHARE_BYTES];
        byte[] sealed = ShareSeal.seal(share, ShareSeal.publicKey(key), DRAW, "agent", new byte[32]);
        assertThat(sealed).hasSize(32 + 33 + 16);
        assertThat(ShareSeal.open(sealed, key, DRAW, "agent", new byte[32])).contains(share);
        assertThatThrownBy(() -> ShareSeal.seal(share, new byte[32], DRAW, "agent", new byte[32]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package org.gongping.core.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShamirTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void everySetOfEnoughSharesGivesTheSecretAndNoSmallerOneDoes() {
        for (int n = 2; n <= 7; n++) {
            for (int k = 2; k <= n; k++) {
                byte[] secret = new byte[32];
                RANDOM.nextBytes(secret);
                byte[][] shares = Shamir.split(secret, k, n, RANDOM);
                for (int set = 0; set < 1 << n; set++) {
                    List<byte[]> chosen = new ArrayList<>();
                    for (int i = 0; i < n; i++) {
                        if ((set >> i & 1) == 1) {
                            chosen.add(shares[i]);
                        }
                    }
                    if (chosen.size() >= k) {
                        assertThat(Shamir.join(chosen)).contains(secret);
                    } else if (chosen.size() >= 2) {
                        assertThat(Shamir.join(chosen).orElseThrow()).isNotEqualTo(secret);
                    }
                }
            }
        }
    }

    /** For every value of the secret there is one polynomial through k − 1 given shares: they exclude none. */
    @Test
    void fewerSharesExcludeNoSecret() {
        boolean[] seen = new boolean[256];
        byte[] known = new byte[33];
        known[0] = 1;
        known[1] = 0x5a;
        for (int other = 0; other < 256; other++) {
            byte[] guessed = new byte[33];
            guessed[0] = 2;
            guessed[1] = (byte) other;
            seen[Shamir.join(List.of(known, guessed)).orElseThrow()[0] & 0xff] = true;
        }
        assertThat(seen).doesNotContain(false);
    }

    @Test
    void whatIsNoShareGivesNothing() {
        byte[][] shares = Shamir.split(new byte[32], 2, 3, RANDOM);
        assertThat(Shamir.join(List.of(shares[0], shares[0]))).isEmpty();
        assertThat(Shamir.join(List.of(shares[0], shares[0].clone()))).isEmpty();
        assertThat(Shamir.join(List.of(shares[0], new byte[33]))).isEmpty();
        assertThat(Shamir.join(List.of(shares[0], new byte[32]))).isEmpty();
        assertThat(Shamir.join(List.of(shares[0]))).isEmpty();
        assertThatThrownBy(() -> Shamir.split(new byte[32], 1, 3, RANDOM)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Shamir.split(new byte[31], 2, 3, RANDOM)).isInstanceOf(IllegalArgumentException.class);
    }
}

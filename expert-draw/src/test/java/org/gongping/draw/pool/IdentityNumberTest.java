package org.gongping.draw.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityNumberTest {
    private final IdentityNumber numbers =
            new IdentityNumber(Optional.of(new SecretKeySpec(new byte[32], "HmacSHA256")));

    /** The example of GB 11643-1999 itself. */
    @Test
    void takesTheExampleOfTheStandard() {
        assertThat(IdentityNumber.isValid("11010519491231002X")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "110105194912310021",
                "110105194913310025",
                "11010519491231002",
                "",
                "=1+1",
                "张三",
                "123456789012345678"
            })
    void refusesWhatIsNoIdentityNumber(String number) {
        assertThat(numbers.digest(number)).isEmpty();
    }

    @Test
    void isTheSamePersonWhateverTheWriting() {
        assertThat(numbers.digest(" 11010519491231002x ")).isEqualTo(numbers.digest("110105 19491231 002X"));
    }

    @Test
    void isAnotherDigestUnderAnotherKey() {
        IdentityNumber elsewhere =
                new IdentityNumber(Optional.of(new SecretKeySpec(new byte[] {1, 2, 3}, "HmacSHA256")));
        assertThat(elsewhere.digest("11010519491231002X")).isNotEqualTo(numbers.digest("11010519491231002X"));
    }
}

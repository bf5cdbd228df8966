package org.gongping.core.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class VirtualAccountTest {
    private static final UUID PROJECT = UUID.fromString("01999999-0000-7000-8000-000000000001");
    private static final UUID LOT = UUID.fromString("01999999-0000-7000-8000-000000000002");
    private static final UUID BIDDER = UUID.fromString("01999999-0000-7000-8000-000000000003");

    @Test
    void everybodyWhoKnowsTheBidderDerivesTheSameNumber() {
        String number = VirtualAccount.derive(PROJECT, LOT, BIDDER, 0);
        assertThat(number).matches("[0-9]{16}").isEqualTo(VirtualAccount.derive(PROJECT, LOT, BIDDER, 0));
        assertThat(number).isNotEqualTo(VirtualAccount.derive(PROJECT, LOT, BIDDER, 1));
        assertThat(number).isNotEqualTo(VirtualAccount.derive(PROJECT, BIDDER, LOT, 0));
    }

    @Test
    void everySingleWrongDigitAndEverySwapOfNeighboursIsFound() {
        String number = VirtualAccount.derive(PROJECT, LOT, BIDDER, 0);
        assertThat(VirtualAccount.isValid(number)).isTrue();
        for (int i = 0; i < number.length(); i++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                String other = number.substring(0, i) + digit + number.substring(i + 1);
                assertThat(VirtualAccount.isValid(other)).as(other).isEqualTo(other.equals(number));
            }
            if (i > 0) {
                String swapped =
                        number.substring(0, i - 1) + number.charAt(i) + number.charAt(i - 1) + number.substring(i + 1);
                assertThat(VirtualAccount.isValid(swapped)).as(swapped).isEqualTo(swapped.equals(number));
            }
        }
        assertThat(VirtualAccount.isValid(null)).isFalse();
        assertThat(VirtualAccount.isValid("12345678901234567")).isFalse();
    }
}

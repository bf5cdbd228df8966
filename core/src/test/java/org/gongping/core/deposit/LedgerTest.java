package org.gongping.core.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.gongping.core.deposit.DepositEvent.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Money is conserved over any sequence of events. Each seed makes a sequence of events, most of them such as could come
 * next and some that could not; beside the ledger stand four purses that know nothing of its rules: money leaves one only
 * to enter another. {@code -Dgongping.deposit.sequences=10000} plays the long form.
 */
class LedgerTest {
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");
    private static final int LONGEST = 40;

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("gongping.deposit.sequences", 500L));
    }

    /** In fen. */
    private static final class Purses {
        long bidder;
        long held;
        long owner;
        long bank;
        boolean paidBack;

        long sum() {
            return bidder + held + owner + bank;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverHappensMoneyIsNeitherMadeNorLost(long seed) {
        Random random = new Random(seed);
        BigDecimal asked = yuan(1 + random.nextInt(50_000_000));
        BigDecimal waived = random.nextInt(3) == 0
                ? asked.multiply(new BigDecimal("0.5")).setScale(2, java.math.RoundingMode.DOWN)
                : yuan(0);
        Ledger ledger = Ledger.open(asked, asked.subtract(waived));
        Purses purses = new Purses();
        long lodged = 0;
        Instant at = START;
        for (int i = 0; i < LONGEST; i++) {
            at = at.plusSeconds(random.nextInt(100_000));
            DepositEvent event = any(random, ledger, asked, at);
            Ledger.Balances before = ledger.balances();
            boolean admitted = ledger.fault(event).isEmpty();
            if (!admitted) {
                assertRefused(ledger, event);
                assertThat(ledger.balances()).isEqualTo(before);
                continue;
            }
            ledger = ledger.plus(event);
            long amount = fen(event.amount());
            switch (event.kind()) {
                case LODGED -> {
                    lodged += amount;
                    purses.bidder -= amount;
                    purses.held += amount;
                }
                case TAKEN_BACK -> {
                    lodged -= amount;
                    purses.bidder += amount;
                    purses.held -= amount;
                    assertThat(ledger.secures()).as("seed %d", seed).isFalse();
                }
                case REFUNDED -> {
                    purses.paidBack = true;
                    purses.held -= amount;
                    purses.bidder += amount + fen(event.interest()) + fen(event.fee());
                    purses.bank -= fen(event.interest()) + fen(event.fee());
                }
                case RETURNED -> {
                    purses.held += amount;
                    purses.bidder -= amount + fen(event.interest()) + fen(event.fee());
                    purses.bank += fen(event.interest()) + fen(event.fee());
                }
                case RETAINED -> {
                    purses.held -= amount;
                    purses.owner += amount;
                }
                case SETTLED -> {
                    purses.owner -= amount;
                    purses.held += amount;
                }
                case REINSTATED -> {
                    assertThat(purses.paidBack).as("seed %d", seed).isFalse();
                    assertThat(ledger.withdrawnAt()).isEmpty();
                    assertThat(ledger.balances()).isEqualTo(before);
                }
                case WAIVED, VERIFIED, REFUSED, WITHDRAWN, DISPUTED, ACCOUNT_CORRECTED, REPLACED -> {}
            }
            assertConserved(ledger, purses, lodged, seed);
        }
        assertThat(Ledger.of(asked, asked.subtract(waived), ledger.events()).balances())
                .isEqualTo(ledger.balances());
    }

    /** Withdrawn and submitted again, as often as the bidder likes; once money went back, never. */
    @Test
    void aDepositStandsAgainWithAnotherBidUntilItIsPaidBack() {
        Ledger ledger = Ledger.open(yuan(100), yuan(100))
                .plus(DepositEvent.of(Kind.LODGED, START, yuan(100)))
                .plus(DepositEvent.of(Kind.VERIFIED, START));
        assertThat(ledger.fault(DepositEvent.of(Kind.REINSTATED, START))).isPresent();
        for (int i = 1; i < 4; i++) {
            Instant at = START.plusSeconds(i);
            ledger = ledger.plus(DepositEvent.of(Kind.WITHDRAWN, at));
            assertThat(ledger.secures()).isFalse();
            assertThat(ledger.withdrawnAt())
                    .as("the clock runs from the last withdrawal")
                    .contains(at);
            ledger = ledger.plus(DepositEvent.of(Kind.REINSTATED, at));
            assertThat(ledger.secures()).isTrue();
            assertThat(ledger.state(false, false)).isEqualTo(DepositState.VERIFIED);
        }
        Instant later = START.plusSeconds(9);
        ledger = ledger.plus(DepositEvent.of(Kind.WITHDRAWN, later))
                .plus(DepositEvent.refund(Kind.REFUNDED, later, yuan(100), yuan(0), yuan(0)))
                .plus(DepositEvent.refund(Kind.RETURNED, later, yuan(100), yuan(0), yuan(0)));
        assertThat(ledger.fault(DepositEvent.of(Kind.REINSTATED, later))).isPresent();
    }

    private static void assertRefused(Ledger ledger, DepositEvent event) {
        try {
            ledger.plus(event);
            throw new AssertionError("took what it refuses: " + event);
        } catch (IllegalArgumentException expected) {
            assertThat(expected).hasMessageContaining(event.kind().name());
        }
    }

    private static void assertConserved(Ledger ledger, Purses purses, long lodged, long seed) {
        Ledger.Balances balances = ledger.balances();
        assertThat(purses.sum()).as("seed %d", seed).isZero();
        assertThat(fen(balances.lodged())).isEqualTo(lodged);
        assertThat(fen(balances.held())).isEqualTo(purses.held).isNotNegative();
        assertThat(fen(balances.retained())).isEqualTo(purses.owner).isNotNegative();
        assertThat(fen(balances.interest()) + fen(balances.fee()))
                .isEqualTo(-purses.bank)
                .isNotNegative();
        assertThat(balances.lodged())
                .as("lodged = held + refunded + retained, seed %d", seed)
                .isEqualByComparingTo(balances.held().add(balances.refunded()).add(balances.retained()));
        Set<DepositState> closed = EnumSet.of(DepositState.REFUNDED, DepositState.RETAINED);
        if (closed.contains(ledger.state(true, true))) {
            assertThat(purses.held).isZero();
        }
        if (ledger.secures()) {
            assertThat(ledger.withdrawnAt()).isEmpty();
            assertThat(balances.held().add(balances.waived())).isGreaterThanOrEqualTo(ledger.due());
        }
    }

    /** Mostly amounts that fit, sometimes a fen more, sometimes anything. */
    private static DepositEvent any(Random random, Ledger ledger, BigDecimal asked, Instant at) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        Ledger.Balances balances = ledger.balances();
        BigDecimal fitting = switch (kind) {
            case WAIVED -> asked.subtract(ledger.due());
            case LODGED -> ledger.due();
            case TAKEN_BACK -> balances.held();
            case REFUNDED, RETAINED -> part(random, balances.held());
            case RETURNED -> part(random, balances.refunded());
            case SETTLED -> part(random, balances.retained());
            default -> yuan(0);
        };
        BigDecimal amount = switch (random.nextInt(10)) {
            case 0 -> fitting.add(yuan(1));
            case 1 -> yuan(random.nextInt(1_000_000));
            default -> fitting;
        };
        BigDecimal interest = kind == Kind.RETURNED ? part(random, balances.interest()) : yuan(random.nextInt(10_000));
        BigDecimal fee = kind == Kind.RETURNED ? part(random, balances.fee()) : yuan(random.nextInt(10_000));
        Instant when = random.nextInt(20) == 0 ? at.minusSeconds(1_000_000) : at;
        return kind == Kind.REFUNDED || kind == Kind.RETURNED
                ? DepositEvent.refund(kind, when, amount, interest, fee)
                : DepositEvent.of(kind, when, amount);
    }

    private static BigDecimal part(Random random, BigDecimal whole) {
        long fen = fen(whole);
        return random.nextBoolean() || fen == 0 ? whole : yuan(random.nextLong(fen + 1));
    }

    private static BigDecimal yuan(long fen) {
        return BigDecimal.valueOf(fen, 2);
    }

    private static long fen(BigDecimal yuan) {
        return yuan.movePointRight(2).longValueExact();
    }
}

package org.gongping.draw.calling;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.gongping.core.RandomSource;
import org.gongping.draw.plan.CommitteePlan;

/**
 * When an expert is taken, as the pool is told: whole days, so that the hour of an evaluation does not point at those
 * who sit in it.
 */
record TakenDays(Instant from, Instant to) {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    static TakenDays of(CommitteePlan plan) {
        return new TakenDays(
                plan.evaluationAt()
                        .atZone(ZONE)
                        .toLocalDate()
                        .atStartOfDay(ZONE)
                        .toInstant(),
                plan.evaluationEnds()
                        .atZone(ZONE)
                        .toLocalDate()
                        .plusDays(1)
                        .atStartOfDay(ZONE)
                        .toInstant());
    }

    /** An identifier that does not tell when it was made: UUID version 4 (RFC 9562 §5.4). */
    static UUID id(RandomSource random) {
        ByteBuffer bytes = ByteBuffer.wrap(random.bytes(16));
        long high = bytes.getLong() & ~0xF000L | 0x4000L;
        long low = bytes.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }
}

package org.gongping.draw.pool;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.PersonalData;

/** Makes the rows of the pool out of contents, for single commands and for files. */
public final class Registering {
    private final RandomSource random;
    private final Ids ids;

    public Registering(RandomSource random, Ids ids) {
        this.random = random;
        this.ids = ids;
    }

    public ExpertRepository.Entry fresh(
            ExpertContent content, Optional<UUID> duplicateOf, Classification classes, Instant now) {
        byte[] salt = random.bytes(32);
        Expert expert = new Expert(
                ids.next(),
                content,
                Expert.State.ACTIVE,
                duplicateOf,
                PersonalData.ref("expert", salt, content.poolNo()),
                1,
                now,
                now);
        return new ExpertRepository.Entry(expert, classes.path(content.specialties()), salt);
    }

    /** The salt is not written again: any of the right length will do. */
    public static ExpertRepository.Entry changed(
            Expert known, ExpertContent content, Expert.State state, Classification classes, Instant now) {
        Expert expert = new Expert(
                known.id(),
                content,
                state,
                known.duplicateOf(),
                known.ref(),
                known.version() + 1,
                known.registeredAt(),
                now);
        return new ExpertRepository.Entry(expert, classes.path(content.specialties()), new byte[32]);
    }

    /** The row of the same person that counts, when a new row of the identity comes to this library. */
    public static Optional<UUID> counting(Map<String, List<ExpertRepository.Bearer>> bearers, ExpertContent content) {
        return bearers.getOrDefault(content.identity(), List.of()).stream()
                .filter(bearer -> bearer.state() == Expert.State.ACTIVE)
                .filter(bearer -> bearer.duplicateOf().isEmpty())
                .filter(bearer -> !bearer.poolNo().equals(content.poolNo()))
                .map(ExpertRepository.Bearer::id)
                .findFirst();
    }
}

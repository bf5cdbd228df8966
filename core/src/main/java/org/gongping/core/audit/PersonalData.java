package org.gongping.core.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.db.Transaction;

/**
 * Keeps what names a person apart from every record about them. A record carries
 * {@code hex(SHA-256("GP/pd\0" ‖ LP(kind) ‖ salt32 ‖ LP(value)))}; value and salt live here, and deleting them leaves
 * the record valid and silent ({@code spec/audit-log.md} §2).
 */
public final class PersonalData {
    private static final byte[] LABEL = "GP/pd\0".getBytes(StandardCharsets.US_ASCII);

    private final PersonalDataRepository repository;
    private final InstantSource clock;
    private final RandomSource random;
    private final Ids ids;

    public PersonalData(PersonalDataRepository repository, InstantSource clock, RandomSource random, Ids ids) {
        this.repository = repository;
        this.clock = clock;
        this.random = random;
        this.ids = ids;
    }

    /** A datum as records refer to it. */
    public record Datum(UUID id, String ref) {}

    /** A datum that is not stored yet, under a salt of its own. */
    record Fresh(UUID id, String value, byte[] salt, String ref) {}

    /** Stores a value under a salt of its own; two equal values get unequal references. */
    public Datum keep(Transaction tx, UUID projectId, String kind, String value) {
        Fresh fresh = datum(kind, value);
        repository.insert(tx, fresh, projectId, kind, clock.instant());
        return new Datum(fresh.id(), fresh.ref());
    }

    Fresh datum(String kind, String value) {
        byte[] salt = random.bytes(32);
        return new Fresh(ids.next(), value, salt, ref(kind, salt, value));
    }

    /** By which records refer to a value under a salt that is kept elsewhere than here. */
    public static String ref(String kind, byte[] salt, String value) {
        byte[] kindBytes = kind.getBytes(StandardCharsets.UTF_8);
        byte[] valueBytes = value.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of()
                .formatHex(
                        Commitment.sha256(LABEL, length(kindBytes), kindBytes, salt, length(valueBytes), valueBytes));
    }

    private static byte[] length(byte[] bytes) {
        return ByteBuffer.allocate(4).putInt(bytes.length).array();
    }
}

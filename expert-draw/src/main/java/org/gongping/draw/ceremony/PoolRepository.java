package org.gongping.draw.ceremony;

import static org.gongping.core.db.jooq.Tables.DRAW_POOL;
import static org.gongping.core.db.jooq.Tables.DRAW_POOL_SEALED;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.gongping.core.db.Transaction;
import org.gongping.draw.protocol.Claims;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Pool;

/** The pool of each attempt: what may be known of it, and who is who, sealed. Experts are numbered as their leaves are. */
public final class PoolRepository {
    /** Entries of the sealed roster to a chunk. */
    private static final int ENTRIES = 256;

    private static final int CHUNK_BYTES = 1 << 20;
    private static final int PID_BYTES = 16;
    private static final int EMPLOYER_BYTES = 8;
    private static final HexFormat HEX = HexFormat.of();

    /** @param library ids of all experts in their own order, 16 bytes each */
    void insert(Transaction tx, Attempt attempt, Pool pool, long[] claims, byte[] library) {
        int size = pool.size();
        ByteBuffer leaves = ByteBuffer.allocate(Math.multiplyExact(size, Octets.HASH));
        ByteBuffer pids = ByteBuffer.allocate(size * PID_BYTES);
        ByteBuffer employers = ByteBuffer.allocate(size * EMPLOYER_BYTES);
        ByteBuffer bits = ByteBuffer.allocate(size * Long.BYTES);
        for (int i = 0; i < size; i++) {
            leaves.put(pool.leaf(i));
            pids.put(HEX.parseHex(pool.pid(i)));
            employers.put(HEX.parseHex(pool.employer(i)));
            bits.putLong(claims[i]);
        }
        insert(tx, attempt, "leaf", leaves.array());
        insert(tx, attempt, "pid", pids.array());
        insert(tx, attempt, "employer", employers.array());
        insert(tx, attempt, "claim", bits.array());
        insert(tx, attempt, "library", library);
    }

    private static void insert(Transaction tx, Attempt attempt, String part, byte[] bytes) {
        for (int chunk = 0; chunk * CHUNK_BYTES < bytes.length; chunk++) {
            int from = chunk * CHUNK_BYTES;
            tx.dsl()
                    .insertInto(DRAW_POOL)
                    .set(DRAW_POOL.PROJECT_ID, attempt.projectId())
                    .set(DRAW_POOL.ATTEMPT, attempt.number())
                    .set(DRAW_POOL.PART, part)
                    .set(DRAW_POOL.CHUNK, chunk)
                    .set(DRAW_POOL.BYTES, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + CHUNK_BYTES)))
                    .execute();
        }
    }

    private static byte[] part(Transaction tx, Attempt attempt, String part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tx.dsl()
                .select(DRAW_POOL.BYTES)
                .from(DRAW_POOL)
                .where(DRAW_POOL.PROJECT_ID.eq(attempt.projectId()))
                .and(DRAW_POOL.ATTEMPT.eq(attempt.number()))
                .and(DRAW_POOL.PART.eq(part))
                .orderBy(DRAW_POOL.CHUNK)
                .forEach(row -> bytes.writeBytes(row.value1()));
        return bytes.toByteArray();
    }

    /** Ids of the library at an attempt, in their own order. */
    byte[] library(Transaction tx, Attempt attempt) {
        return part(tx, attempt, "library");
    }

    /**
     * The pool as far as it may be known; ranks as the pool does that it was made from.
     *
     * @throws IllegalStateException when it has not the root that the attempt was started with
     */
    public Pool pool(Transaction tx, Attempt attempt) {
        byte[] leaves = part(tx, attempt, "leaf");
        byte[] pids = part(tx, attempt, "pid");
        byte[] employers = part(tx, attempt, "employer");
        ByteBuffer claims = ByteBuffer.wrap(part(tx, attempt, "claim"));
        Map<Long, List<String>> named = new HashMap<>();
        Pool.Builder builder = Pool.builder();
        for (int i = 0; i < attempt.experts(); i++) {
            long bits = claims.getLong();
            builder.claim(
                    HEX.formatHex(pids, i * PID_BYTES, (i + 1) * PID_BYTES),
                    HEX.formatHex(employers, i * EMPLOYER_BYTES, (i + 1) * EMPLOYER_BYTES),
                    named.computeIfAbsent(bits, each -> Claims.named(each, attempt.claims())),
                    Arrays.copyOfRange(leaves, i * Octets.HASH, (i + 1) * Octets.HASH));
        }
        Pool pool = builder.build();
        if (!Arrays.equals(pool.root(), attempt.poolRoot())) {
            throw new IllegalStateException("the stored pool of " + attempt.draw() + " has not its root");
        }
        return pool;
    }

    /** @param sealed the entry of each number; asked by several threads */
    void insertSealed(Transaction tx, Attempt attempt, IntFunction<byte[]> sealed) {
        for (int chunk = 0; chunk * ENTRIES < attempt.experts(); chunk++) {
            int end = Math.min(attempt.experts(), (chunk + 1) * ENTRIES);
            byte[][] parts = IntStream.range(chunk * ENTRIES, end)
                    .parallel()
                    .mapToObj(number -> Octets.lp(sealed.apply(number)))
                    .toArray(byte[][]::new);
            tx.dsl()
                    .insertInto(DRAW_POOL_SEALED)
                    .set(DRAW_POOL_SEALED.PROJECT_ID, attempt.projectId())
                    .set(DRAW_POOL_SEALED.ATTEMPT, attempt.number())
                    .set(DRAW_POOL_SEALED.CHUNK, chunk)
                    .set(DRAW_POOL_SEALED.BYTES, Octets.concat(parts))
                    .execute();
        }
    }

    /** One entry of the sealed roster. */
    public byte[] sealedEntry(Transaction tx, UUID projectId, int attempt, int number) {
        return entries(tx, projectId, attempt, number / ENTRIES).get(number % ENTRIES);
    }

    /** The entries of one chunk, in their order; nothing behind the last chunk. */
    List<byte[]> entries(Transaction tx, UUID projectId, int attempt, int chunk) {
        List<byte[]> entries = new ArrayList<>();
        tx.dsl()
                .select(DRAW_POOL_SEALED.BYTES)
                .from(DRAW_POOL_SEALED)
                .where(DRAW_POOL_SEALED.PROJECT_ID.eq(projectId))
                .and(DRAW_POOL_SEALED.ATTEMPT.eq(attempt))
                .and(DRAW_POOL_SEALED.CHUNK.eq(chunk))
                .forEach(row -> {
                    ByteBuffer read = ByteBuffer.wrap(row.value1());
                    while (read.hasRemaining()) {
                        byte[] entry = new byte[read.getInt()];
                        read.get(entry);
                        entries.add(entry);
                    }
                });
        return entries;
    }
}

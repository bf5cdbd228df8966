package org.gongping.draw.calling;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.roster.RosterHalf;
import org.gongping.draw.roster.RosterSeal;

/**
 * The halves of roster keys that officers have given to this server, and the keys that two of them make. They are in
 * memory alone and are overwritten when the server stops, or as soon as they are of no more use. Safe for many threads.
 */
public final class HeldRosters implements AutoCloseable {
    private final UUID server;
    private final Map<Use, Held> held = new HashMap<>();
    private volatile boolean leads;

    /** @param server names this run of this server */
    public HeldRosters(UUID server) {
        this.server = server;
    }

    /** What a key is given for: for one thing it opens nothing else. */
    public enum Purpose {
        CALL,
        /** For those who check identities at the venue. */
        SIGN_IN,
        /** For all who may know once the roster is no secret any more. */
        PUBLISH
    }

    /** One key for one thing. */
    public record Use(DoneDraw.Key draw, Purpose purpose) {}

    /**
     * A half as an officer gives it.
     *
     * @param subject who gives it
     */
    public record Half(String party, String subject, byte[] bytes) {
        @Override
        public String toString() {
            return "Half[" + party + ", (secret)]";
        }
    }

    /** What a half would do. */
    public enum Fit {
        /** The other half is awaited. */
        FIRST,
        /** Both are there. */
        JOINS,
        /** Together with the other half it is not the key. */
        WRONG,
        /** The other half came from the same person. */
        SAME_PERSON
    }

    private static final class Held {
        private final Map<String, Half> halves = new HashMap<>();
        private RosterSeal joined;

        private void wipe() {
            halves.values().forEach(half -> Arrays.fill(half.bytes(), (byte) 0));
            halves.clear();
            if (joined != null) {
                joined.close();
                joined = null;
            }
        }
    }

    public UUID server() {
        return server;
    }

    /** Whether this is the server that makes the calls. */
    public boolean leads() {
        return leads;
    }

    void lead(boolean now) {
        leads = now;
        if (!now) {
            close();
        }
    }

    /** What this half would do; changes nothing. */
    public synchronized Fit test(Use use, DrawId draw, byte[] check, Half half) {
        Optional<Half> other = other(use, half.party());
        if (other.isEmpty()) {
            return Fit.FIRST;
        }
        if (other.get().subject().equals(half.subject())) {
            return Fit.SAME_PERSON;
        }
        Optional<RosterSeal> joined = join(draw, check, half, other.get());
        joined.ifPresent(RosterSeal::close);
        return joined.isPresent() ? Fit.JOINS : Fit.WRONG;
    }

    private Optional<Half> other(Use use, String party) {
        return Optional.ofNullable(held.get(use))
                .flatMap(present -> present.halves.values().stream()
                        .filter(half -> !half.party().equals(party))
                        .findFirst());
    }

    private static Optional<RosterSeal> join(DrawId draw, byte[] check, Half one, Half other) {
        boolean platformFirst = one.party().equals(RosterHalf.PLATFORM);
        return RosterSeal.join(
                draw, platformFirst ? one.bytes() : other.bytes(), platformFirst ? other.bytes() : one.bytes(), check);
    }

    /** Keeps a half, in the place of an earlier one of the same party; with the other one it makes the key. */
    public synchronized void put(Use use, DrawId draw, byte[] check, Half half) {
        Held present = held.computeIfAbsent(use, unused -> new Held());
        Half before = present.halves.put(half.party(), half);
        if (before != null && !MessageDigest.isEqual(before.bytes(), half.bytes())) {
            Arrays.fill(before.bytes(), (byte) 0);
        }
        if (present.joined == null) {
            other(use, half.party())
                    .flatMap(other -> join(draw, check, half, other))
                    .ifPresent(joined -> present.joined = joined);
        }
    }

    /** The key that this half makes with the other one, for the time of a call; to be closed by the caller. */
    synchronized Optional<RosterSeal> joinOnce(Use use, DrawId draw, byte[] check, Half half) {
        return other(use, half.party()).flatMap(other -> join(draw, check, half, other));
    }

    /** The key, while both halves are here. */
    public synchronized Optional<RosterSeal> find(Use use) {
        return Optional.ofNullable(held.get(use)).map(present -> present.joined);
    }

    /** The key, for whatever it was given. */
    public synchronized Optional<RosterSeal> findAny(DoneDraw.Key draw) {
        return Stream.of(Purpose.values())
                .flatMap(purpose -> find(new Use(draw, purpose)).stream())
                .findFirst();
    }

    synchronized void drop(Use use) {
        Optional.ofNullable(held.remove(use)).ifPresent(Held::wipe);
    }

    /** Overwrites everything. */
    @Override
    public synchronized void close() {
        held.values().forEach(Held::wipe);
        held.clear();
    }
}

package org.gongping.draw.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The library as a draw commits to it: every expert's leaf, and of each only what ranking and selection need, so that a
 * million experts fit into some two hundred megabytes. Experts are numbered in the order of their leaves, so nothing
 * that is computed from a pool depends on the order in which it was read.
 */
public final class Pool {
    private final byte[] leaves;
    private final String[] pids;
    private final int[] employers;
    private final int[] specialties;
    private final int[] regions;
    private final boolean[] excluded;
    private final Names names;
    private final boolean claimed;
    private final byte[] root;

    /** The few different employers, regions and combinations of specialties, each by a number. */
    private record Names(List<String> employers, List<String> regions, List<List<String>> specialties) {}

    private Pool(
            byte[] leaves,
            String[] pids,
            int[] employers,
            int[] specialties,
            int[] regions,
            boolean[] excluded,
            Names names,
            boolean claimed) {
        this.claimed = claimed;
        this.leaves = leaves;
        this.pids = pids;
        this.employers = employers;
        this.specialties = specialties;
        this.regions = regions;
        this.excluded = excluded;
        this.names = names;
        this.root = MerkleRoot.of(leaves);
    }

    public static Builder builder() {
        return new Builder();
    }

    public int size() {
        return pids.length;
    }

    public byte[] root() {
        return root.clone();
    }

    public byte[] leaf(int expert) {
        return Arrays.copyOfRange(leaves, expert * Octets.HASH, (expert + 1) * Octets.HASH);
    }

    /** {@code H} of all leaves in their order, as the log's POOL entry holds it. */
    public byte[] leavesHash() {
        return Octets.sha256(leaves);
    }

    public String pid(int expert) {
        return pids[expert];
    }

    public String employer(int expert) {
        return names.employers().get(employers[expert]);
    }

    int employerNumber(int expert) {
        return employers[expert];
    }

    int employerCount() {
        return names.employers().size();
    }

    /** The expert of a pseudonym. */
    public Optional<Integer> find(String pid) {
        for (int i = 0; i < pids.length; i++) {
            if (pids[i].equals(pid)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Who may be drawn for a stratum, in the order of the leaves. */
    public int[] eligible(Stratum stratum) {
        boolean[] bySpecialty = new boolean[names.specialties().size()];
        for (int i = 0; i < bySpecialty.length; i++) {
            List<String> own = names.specialties().get(i);
            bySpecialty[i] =
                    claimed ? Claims.hold(own, stratum) : own.stream().anyMatch(stratum.specialties()::contains);
        }
        boolean[] byRegion = new boolean[names.regions().size()];
        for (int i = 0; i < byRegion.length; i++) {
            byRegion[i] = claimed
                    || stratum.regions().isEmpty()
                    || stratum.regions().contains(names.regions().get(i));
        }
        int[] found = new int[pids.length];
        int count = 0;
        for (int i = 0; i < pids.length; i++) {
            if (!excluded[i] && bySpecialty[specialties[i]] && byRegion[regions[i]]) {
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Ranks experts by {@code key(s, leaf)} ascending; of equal keys the smaller leaf is first. */
    int[] ranked(int[] experts, KeyedHash hash) {
        long[] prefixes = new long[experts.length];
        Parallel.chunks(experts.length, (begin, end) -> {
            KeyedHash own = hash.copy();
            for (int i = begin; i < end; i++) {
                prefixes[i] = ByteBuffer.wrap(own.of(leaves, experts[i] * Octets.HASH, Octets.HASH))
                        .getLong();
            }
        });
        int[] order = HashOrder.sort(prefixes, (a, b) -> {
            int byKey = Arrays.compareUnsigned(key(experts[a], hash), key(experts[b], hash));
            return byKey != 0 ? byKey : Integer.compare(experts[a], experts[b]);
        });
        for (int i = 0; i < order.length; i++) {
            order[i] = experts[order[i]];
        }
        return order;
    }

    byte[] key(int expert, KeyedHash hash) {
        return hash.of(leaves, expert * Octets.HASH, Octets.HASH);
    }

    /** Two experts of one record: such a pool cannot be drawn from. */
    public static final class DuplicateLeaf extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private DuplicateLeaf(String pid) {
            super("two experts have the leaf of " + pid);
        }
    }

    /** Takes the experts one by one, in any order. Not for use by several threads. */
    public static final class Builder {
        private static final int FIRST_CAPACITY = 1_024;

        private byte[] leaves = new byte[FIRST_CAPACITY * Octets.HASH];
        private String[] pids = new String[FIRST_CAPACITY];
        private int[] employers = new int[FIRST_CAPACITY];
        private int[] specialties = new int[FIRST_CAPACITY];
        private int[] regions = new int[FIRST_CAPACITY];
        private boolean[] excluded = new boolean[FIRST_CAPACITY];
        private int count;
        private boolean claimed;
        private final Map<String, Integer> employerNumbers = new HashMap<>();
        private final Map<String, Integer> regionNumbers = new HashMap<>();
        private final Map<List<String>, Integer> specialtyNumbers = new HashMap<>();

        private Builder() {}

        public Builder add(ExpertRecord expert) {
            return add(expert, expert.leaf());
        }

        /** Takes an expert whose leaf was computed elsewhere, as several threads do. */
        public Builder add(ExpertRecord expert, byte[] leaf) {
            if (count == pids.length) {
                grow();
            }
            System.arraycopy(leaf, 0, leaves, count * Octets.HASH, Octets.HASH);
            pids[count] = expert.pid();
            employers[count] = number(employerNumbers, expert.employer());
            specialties[count] = number(specialtyNumbers, expert.specialties());
            regions[count] = number(regionNumbers, expert.region());
            excluded[count] = expert.exclusion().isPresent();
            count++;
            return this;
        }

        /**
         * Takes an expert of whom nothing is known but what was claimed of them; all of a pool are taken so, or none.
         *
         * @param claims as {@link Claims} names them; nobody without one can be drawn
         */
        public Builder claim(String pid, String employer, List<String> claims, byte[] leaf) {
            claimed = true;
            if (count == pids.length) {
                grow();
            }
            System.arraycopy(leaf, 0, leaves, count * Octets.HASH, Octets.HASH);
            pids[count] = pid;
            employers[count] = number(employerNumbers, employer);
            specialties[count] = number(specialtyNumbers, claims);
            regions[count] = number(regionNumbers, "");
            excluded[count] = claims.isEmpty();
            count++;
            return this;
        }

        private static <T> int number(Map<T, Integer> numbers, T name) {
            Integer known = numbers.putIfAbsent(name, numbers.size());
            return known == null ? numbers.size() - 1 : known;
        }

        private void grow() {
            int capacity = Math.multiplyExact(count, 2);
            leaves = Arrays.copyOf(leaves, Math.multiplyExact(capacity, Octets.HASH));
            pids = Arrays.copyOf(pids, capacity);
            employers = Arrays.copyOf(employers, capacity);
            specialties = Arrays.copyOf(specialties, capacity);
            regions = Arrays.copyOf(regions, capacity);
            excluded = Arrays.copyOf(excluded, capacity);
        }

        /** @throws DuplicateLeaf when two leaves are equal */
        public Pool build() {
            ByteBuffer read = ByteBuffer.wrap(leaves);
            long[] prefixes = new long[count];
            for (int i = 0; i < count; i++) {
                prefixes[i] = read.getLong(i * Octets.HASH);
            }
            int[] order = HashOrder.sort(prefixes, this::compareLeaves);
            for (int i = 1; i < count; i++) {
                if (compareLeaves(order[i - 1], order[i]) == 0) {
                    throw new DuplicateLeaf(pids[order[i]]);
                }
            }
            byte[] sorted = new byte[count * Octets.HASH];
            String[] sortedPids = new String[count];
            boolean[] sortedExcluded = new boolean[count];
            for (int i = 0; i < count; i++) {
                System.arraycopy(leaves, order[i] * Octets.HASH, sorted, i * Octets.HASH, Octets.HASH);
                sortedPids[i] = pids[order[i]];
                sortedExcluded[i] = excluded[order[i]];
            }
            return new Pool(
                    sorted,
                    sortedPids,
                    by(order, employers),
                    by(order, specialties),
                    by(order, regions),
                    sortedExcluded,
                    new Names(names(employerNumbers), names(regionNumbers), names(specialtyNumbers)),
                    claimed);
        }

        private int compareLeaves(int a, int b) {
            return Arrays.compareUnsigned(
                    leaves, a * Octets.HASH, (a + 1) * Octets.HASH, leaves, b * Octets.HASH, (b + 1) * Octets.HASH);
        }

        private static int[] by(int[] order, int[] values) {
            int[] sorted = new int[order.length];
            for (int i = 0; i < order.length; i++) {
                sorted[i] = values[order[i]];
            }
            return sorted;
        }

        private static <T> List<T> names(Map<T, Integer> numbers) {
            return numbers.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}

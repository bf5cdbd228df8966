package org.gongping.core.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Reads a policy file (C2SP tlog-policy), line by line; a name must be defined above where it is used. */
public final class PolicyReader {
    /** No policy is longer. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_NAMES = 1_000;

    private final String file;
    private final List<VerifierKey> logs = new ArrayList<>();
    private final Map<String, VerifierKey> witnesses = new HashMap<>();
    private final Map<String, Policy.Group> groups = new HashMap<>();
    private final Set<String> members = new HashSet<>();
    private String quorum;
    private long line;

    private PolicyReader(String file) {
        this.file = file;
    }

    /**
     * Reads a policy.
     *
     * @param file what findings call it
     * @throws Refused at the first line that is not understood
     */
    public static Policy read(byte[] bytes, String file) throws Refused {
        return new PolicyReader(file).read(bytes);
    }

    private Policy read(byte[] bytes) throws Refused {
        String text = Texts.utf8(bytes).orElseThrow(() -> new Refused(Finding.of(FindingCode.POLICY_TEXT, file)));
        if (bytes.length > MAX_BYTES || text.chars().anyMatch(c -> (c < 0x20 && c != '\t' && c != '\n') || c == 0x7f)) {
            throw new Refused(Finding.of(FindingCode.POLICY_TEXT, file));
        }
        for (String written : text.split("\n", -1)) {
            line++;
            List<String> words = Arrays.stream(written.split("[ \t]+"))
                    .filter(word -> !word.isEmpty())
                    .toList();
            if (!words.isEmpty() && !words.getFirst().startsWith("#")) {
                read(words);
            }
        }
        if (quorum == null) {
            throw new Refused(Finding.of(FindingCode.POLICY_QUORUM, file));
        }
        if (logs.isEmpty()) {
            throw new Refused(Finding.of(FindingCode.POLICY_LOG, file));
        }
        return new Policy(logs, witnesses, groups, quorum);
    }

    private void read(List<String> words) throws Refused {
        int count = words.size();
        boolean fits = switch (words.getFirst()) {
            case "log" -> count == 2 || count == 3;
            case "witness" -> count == 3 || count == 4;
            case "group" -> count >= 4;
            case "quorum" -> count == 2;
            default -> false;
        };
        if (!fits) {
            throw refused(FindingCode.POLICY_LINE, String.join(" ", words));
        }
        switch (words.getFirst()) {
            case "log" -> addLog(words.get(1));
            case "witness" -> addWitness(words.get(1), words.get(2));
            case "group" -> addGroup(words.get(1), words.get(2), words.subList(3, count));
            default -> setQuorum(words.get(1));
        }
    }

    private void addLog(String vkey) throws Refused {
        VerifierKey key = key(vkey, VerifierKey.ED25519);
        if (logs.stream().anyMatch(other -> Arrays.equals(other.key(), key.key()))) {
            throw refused(FindingCode.POLICY_KEY, vkey);
        }
        logs.add(key);
    }

    private void addWitness(String name, String vkey) throws Refused {
        VerifierKey key = key(vkey, VerifierKey.COSIGNATURE);
        // Two names for one key would let one witness count twice.
        if (witnesses.values().stream().anyMatch(other -> Arrays.equals(other.key(), key.key()))) {
            throw refused(FindingCode.POLICY_KEY, vkey);
        }
        define(name);
        witnesses.put(name, key);
    }

    private void addGroup(String name, String threshold, List<String> names) throws Refused {
        for (String member : names) {
            if (!isDefined(member) || !members.add(member)) {
                throw refused(FindingCode.POLICY_NAME, member);
            }
        }
        OptionalLong number = Texts.decimal(threshold);
        int least = switch (threshold) {
            case "any" -> 1;
            case "all" -> names.size();
            default -> (int) Math.min(number.orElse(0), Integer.MAX_VALUE);
        };
        if (least < 1 || least > names.size()) {
            throw refused(FindingCode.POLICY_THRESHOLD, threshold);
        }
        define(name);
        groups.put(name, new Policy.Group(least, List.copyOf(names)));
    }

    private void setQuorum(String name) throws Refused {
        if (quorum != null) {
            throw refused(FindingCode.POLICY_QUORUM);
        }
        if (!name.equals(Policy.NONE) && !isDefined(name)) {
            throw refused(FindingCode.POLICY_NAME, name);
        }
        quorum = name;
    }

    private VerifierKey key(String vkey, byte type) throws Refused {
        return VerifierKey.parse(vkey)
                .filter(key -> key.type() == type)
                .orElseThrow(() -> refused(FindingCode.POLICY_KEY, vkey));
    }

    private void define(String name) throws Refused {
        if (name.equals(Policy.NONE) || isDefined(name) || witnesses.size() + groups.size() >= MAX_NAMES) {
            throw refused(FindingCode.POLICY_NAME, name);
        }
    }

    private boolean isDefined(String name) {
        return witnesses.containsKey(name) || groups.containsKey(name);
    }

    private Refused refused(FindingCode code, Object... details) {
        return new Refused(Finding.at(code, file, line, details));
    }
}

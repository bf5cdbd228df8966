package org.gongping.core.audit.witness;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.VerifierKey;

/** Whose cosignatures a checkpoint needs (C2SP tlog-policy): {@code log}, {@code witness}, {@code group}, {@code quorum}. */
public final class WitnessPolicy {
    private static final int MOST_LINES = 1_000;

    private final List<VerifierKey> logs = new ArrayList<>();
    private final Map<String, Witness> witnesses = new LinkedHashMap<>();
    private final Map<String, Group> groups = new HashMap<>();
    private Optional<String> quorum = Optional.empty();
    private boolean quorumStated;

    /**
     * A witness by the name that the policy gives it.
     *
     * @param url prefix of its {@code add-checkpoint}; empty when it is not asked from here
     */
    public record Witness(String name, VerifierKey key, Optional<URI> url) {}

    private record Group(int threshold, List<String> members) {}

    /** The policy has a fault; the message names the line. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(int line, String fault) {
            super("line " + line + ": " + fault);
        }
    }

    private WitnessPolicy() {}

    /** One without witnesses: what the log alone has signed is enough. */
    public static WitnessPolicy none() {
        return new WitnessPolicy();
    }

    /** @throws Malformed when a line is not understood or names something that no earlier line has defined */
    public static WitnessPolicy parse(String text) throws Malformed {
        var policy = new WitnessPolicy();
        String[] lines = text.split("\n", -1);
        if (lines.length > MOST_LINES) {
            throw new Malformed(MOST_LINES, "more lines than a policy has");
        }
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                policy.line(i + 1, line.split("\\s+"));
            }
        }
        if (!policy.quorumStated) {
            throw new Malformed(lines.length, "no quorum is stated");
        }
        return policy;
    }

    private void line(int no, String[] words) throws Malformed {
        switch (words[0]) {
            case "log" -> {
                require(no, words.length == 2 || words.length == 3, "log VKEY [URL]");
                logs.add(key(no, words[1], SignatureType.ED25519));
            }
            case "witness" -> {
                require(no, words.length == 3 || words.length == 4, "witness NAME VKEY [URL]");
                isNew(no, words[1]);
                Optional<URI> url = words.length == 4 ? Optional.of(url(no, words[3])) : Optional.empty();
                VerifierKey key = key(no, words[2], SignatureType.COSIGNATURE);
                witnesses.put(words[1], new Witness(words[1], key, url));
            }
            case "group" -> group(no, words);
            case "quorum" -> {
                require(no, words.length == 2 && !quorumStated, "one quorum NAME or quorum none");
                quorumStated = true;
                if (!words[1].equals("none")) {
                    known(no, words[1]);
                    quorum = Optional.of(words[1]);
                }
            }
            default -> throw new Malformed(no, "unknown word " + words[0]);
        }
    }

    private void group(int no, String[] words) throws Malformed {
        require(no, words.length >= 4, "group NAME k|any|all MEMBER...");
        isNew(no, words[1]);
        List<String> members = List.of(words).subList(3, words.length);
        require(no, Set.copyOf(members).size() == members.size(), "a member stands twice");
        for (String member : members) {
            known(no, member);
        }
        int threshold = switch (words[2]) {
            case "any" -> 1;
            case "all" -> members.size();
            default -> words[2].matches("[1-9][0-9]{0,3}") ? Integer.parseInt(words[2]) : 0;
        };
        require(no, threshold >= 1 && threshold <= members.size(), "a threshold from 1 to " + members.size());
        groups.put(words[1], new Group(threshold, members));
    }

    private static VerifierKey key(int no, String text, SignatureType type) throws Malformed {
        return VerifierKey.parse(text)
                .filter(key -> key.type() == type)
                .orElseThrow(() -> new Malformed(no, "not a verifier key of the type that is needed here"));
    }

    private static URI url(int no, String text) throws Malformed {
        try {
            URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            require(
                    no,
                    url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme())),
                    "a URL");
            return url;
        } catch (IllegalArgumentException e) {
            throw new Malformed(no, "not a URL: " + text);
        }
    }

    private void isNew(int no, String name) throws Malformed {
        require(
                no,
                !witnesses.containsKey(name) && !groups.containsKey(name) && !name.equals("none"),
                name + " stands twice");
    }

    private void known(int no, String name) throws Malformed {
        require(no, witnesses.containsKey(name) || groups.containsKey(name), name + " is not defined above");
    }

    private static void require(int no, boolean holds, String expected) throws Malformed {
        if (!holds) {
            throw new Malformed(no, "expected: " + expected);
        }
    }

    public List<VerifierKey> logs() {
        return List.copyOf(logs);
    }

    public List<Witness> witnesses() {
        return List.copyOf(witnesses.values());
    }

    public boolean needsWitnesses() {
        return quorum.isPresent();
    }

    /** Those of the policy's witnesses whose cosignature on the note holds. */
    public List<Witness> cosigners(SignedNote note) {
        Set<VerifierKey> signers =
                note.signedBy(witnesses.values().stream().map(Witness::key).toList());
        return witnesses.values().stream()
                .filter(witness -> signers.contains(witness.key()))
                .toList();
    }

    /** Whether enough of them have cosigned. */
    public boolean isSatisfied(SignedNote note) {
        if (quorum.isEmpty()) {
            return true;
        }
        Set<String> cosigned = cosigners(note).stream().map(Witness::name).collect(Collectors.toSet());
        return counts(quorum.get(), cosigned);
    }

    /** Groups hold only what stands above them, so this ends. */
    private boolean counts(String name, Set<String> cosigned) {
        Group group = groups.get(name);
        return group == null
                ? cosigned.contains(name)
                : group.members().stream()
                                .filter(member -> counts(member, cosigned))
                                .count()
                        >= group.threshold();
    }
}

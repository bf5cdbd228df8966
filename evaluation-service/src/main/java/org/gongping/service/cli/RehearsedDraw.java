package org.gongping.service.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gongping.draw.ceremony.ReferenceVerifier;
import org.gongping.draw.party.PartyFolder;
import org.gongping.service.StartupFailure;
import org.gongping.service.embedded.StateFolder;
import org.gongping.service.rehearsal.Difference;
import org.gongping.service.rehearsal.Programs;
import org.gongping.service.rehearsal.Tokens;

/**
 * The draw of a rehearsal: each party is {@code gongping draw party} in a process of its own, over a folder that no other
 * process opens, under the token of its own account; {@code gongping draw verify} judges the transcript. The folders, with
 * the keys that were made for the rehearsal, go with this object.
 */
final class RehearsedDraw implements Programs {
    private static final Duration TO_END = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int OK = 0;

    private final URI server;
    private final Path policy;
    private final Tokens tokens;
    private final Path folder;

    /** @param policy whose signatures under checkpoints the parties and the verifier need */
    RehearsedDraw(URI server, Path policy, Tokens tokens) {
        this.server = server;
        this.policy = policy;
        this.tokens = tokens;
        try {
            this.folder = Files.createTempDirectory("gongping-draw");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command that runs, or ran. */
    private record Running(Process process, Path output) {
        List<String> lines() {
            try {
                return Files.readString(output).strip().lines().toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String lastLine() {
            List<String> lines = lines();
            return lines.isEmpty() ? "" : lines.getLast();
        }
    }

    @Override
    public Ran parties(UUID projectId, Map<String, String> accounts, List<String> options) {
        Map<String, Running> running = new LinkedHashMap<>();
        try {
            for (String party : accounts.keySet().stream().sorted().toList()) {
                running.put(party, party(projectId, party, accounts.get(party), options));
            }
            List<Difference> differences = await(running, accounts);
            ObjectNode summary = JsonNodeFactory.instance.objectNode();
            running.forEach((party, each) -> summary.putObject(party)
                    .put("exit", each.process().isAlive() ? -1 : each.process().exitValue())
                    .put("last", each.lastLine()));
            return new Ran(summary, differences);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            running.values().forEach(each -> each.process().destroyForcibly());
        }
    }

    private Running party(UUID projectId, String party, String account, List<String> options) throws IOException {
        Path own = folder(projectId);
        writeToken(own, party, account);
        List<String> arguments = new ArrayList<>(List.of(
                "draw",
                "party",
                "--url",
                server.toString(),
                "--project",
                projectId.toString(),
                "--as",
                party,
                "--keys",
                keys(projectId, party).toString(),
                "--policy",
                policy.toString(),
                "--token-file",
                token(own, party).toString()));
        arguments.addAll(options);
        return start(Files.createTempFile(own, party, ".out"), arguments);
    }

    /** Until all have ended, or one has failed: the others would wait for it for ever. */
    private List<Difference> await(Map<String, Running> running, Map<String, String> accounts) throws IOException {
        long deadline = System.nanoTime() + TO_END.toNanos();
        while (running.values().stream().anyMatch(each -> each.process().isAlive())) {
            List<Difference> failed = failed(running);
            if (!failed.isEmpty()) {
                return failed;
            }
            if (System.nanoTime() > deadline) {
                return running.entrySet().stream()
                        .filter(each -> each.getValue().process().isAlive())
                        .map(each -> new Difference(
                                "/" + each.getKey(),
                                "an end within " + TO_END.toMinutes() + " minutes",
                                each.getValue().lastLine(),
                                ""))
                        .toList();
            }
            pause();
            for (String party : running.keySet()) {
                renewToken(running.get(party).output().getParent(), party, accounts.get(party));
            }
        }
        return failed(running);
    }

    private static List<Difference> failed(Map<String, Running> running) {
        return running.entrySet().stream()
                .filter(each -> !each.getValue().process().isAlive())
                .filter(each -> each.getValue().process().exitValue() != OK)
                .map(each -> new Difference(
                        "/" + each.getKey() + "/exit",
                        String.valueOf(OK),
                        String.valueOf(each.getValue().process().exitValue()),
                        each.getValue().lastLine()))
                .toList();
    }

    @Override
    public Ran verify(UUID projectId, byte[] transcript, String vrfKey) {
        try {
            Path own = folder(projectId);
            Path file = Files.createTempFile(own, "draw", ".ved1.json");
            Files.write(file, transcript);
            Running verifier = start(
                    Files.createTempFile(own, "verify", ".out"),
                    List.of(
                            "draw",
                            "verify",
                            file.toString(),
                            "--policy",
                            policy.toString(),
                            "--keys",
                            pins(projectId, vrfKey).toString(),
                            "--log",
                            server + "/log",
                            "--lang",
                            "en"));
            long deadline = System.nanoTime() + TO_END.toNanos();
            while (verifier.process().isAlive() && System.nanoTime() < deadline) {
                pause();
            }
            boolean ended = !verifier.process().isAlive();
            verifier.process().destroyForcibly();
            int exit = ended ? verifier.process().exitValue() : -1;
            ObjectNode summary =
                    JsonNodeFactory.instance.objectNode().put("exit", exit).put("verdict", verifier.lastLine());
            return new Ran(
                    summary,
                    exit == OK
                            ? List.of()
                            : List.of(new Difference(
                                    "/exit of draw verify",
                                    String.valueOf(OK),
                                    String.valueOf(exit),
                                    verifier.lastLine())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the parties would hand to a reader: their keys out of their own folders, and not as the server tells them. */
    private Path pins(UUID projectId, String vrfKey) throws IOException {
        ObjectNode pins = JsonNodeFactory.instance.objectNode();
        ObjectNode keys = pins.putObject("keys");
        for (String party : DrawPartyCommand.PARTIES) {
            PartyFolder own = PartyFolder.open(keys(projectId, party), new SecureRandom());
            keys.put(party, HexFormat.of().formatHex(own.signingKey()));
        }
        pins.put("vrf_pk", vrfKey).put("verifier", ReferenceVerifier.hash());
        return Files.writeString(folder(projectId).resolve("keys.json"), pins.toString());
    }

    private static Running start(Path output, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.gongping.service.Main"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Running(process, output);
    }

    private Path folder(UUID projectId) throws IOException {
        return Files.createDirectories(folder.resolve(projectId.toString()));
    }

    private Path keys(UUID projectId, String party) throws IOException {
        return folder(projectId).resolve("keys-" + party);
    }

    private static Path token(Path own, String party) {
        return own.resolve(party + ".token");
    }

    /** A token ends before a slow draw does. */
    private void renewToken(Path own, String party, String account) throws IOException {
        if (!Files.readString(token(own, party)).equals(tokens.of(account))) {
            writeToken(own, party, account);
        }
    }

    /** Whole at once: the party may read it at any time. */
    private void writeToken(Path own, String party, String account) throws IOException {
        Path written = Files.createTempFile(
                own, "token", null, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(written, tokens.of(account));
        Files.move(written, token(own, party), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted while the draw is held", e);
        }
    }

    @Override
    public void close() {
        try {
            StateFolder.deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

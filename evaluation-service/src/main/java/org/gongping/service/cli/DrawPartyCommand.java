package org.gongping.service.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.gongping.core.verify.Policy;
import org.gongping.core.verify.PolicyReader;
import org.gongping.core.verify.Refused;
import org.gongping.draw.party.DrawServer;
import org.gongping.draw.party.EscrowHolder;
import org.gongping.draw.party.PartyClient;
import org.gongping.draw.party.PartyFolder;
import org.gongping.draw.party.RosterOfficer;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.verify.Pins;
import org.gongping.draw.verify.SealedStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code gongping draw party}: one party of a draw in a process of its own. Keys and contributions stay in its folder; it
 * goes on where it was when it is started again. Exit code 0 when the asked step is done, 1 when the attempt was aborted or
 * what the server shows does not hold, 2 for wrong usage.
 */
@Command(
        name = "party",
        description = {
            "take part in a draw with keys of one's own; nothing is given away before K1 is sealed by one's own policy;",
            "exit code 0 done, 1 aborted or untrue, 2 usage"
        },
        mixinStandardHelpOptions = true)
final class DrawPartyCommand implements Callable<Integer> {
    static final List<String> PARTIES = List.of("agent", "outside", "platform", "supervisor");
    private static final List<String> STATES =
            List.of("KEYS", "COMMITTING", "DEPOSITING", "CHECKING", "REVEALING", "FINISHING", "DRAWN");
    private static final List<String> STEPS = List.of("keys", "commit", "deposit", "check", "reveal", "final", "drawn");
    /** What a server without a finaliser's key answers: nothing will come of waiting. */
    private static final String NO_DRAWS = "no-draws-here";

    /** The login does not act for the party; waiting changes nothing. */
    private static final int FORBIDDEN = 403;

    private static final List<String> PURPOSES = List.of("SIGN_IN", "PUBLISH");
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Spec
    private CommandSpec spec;

    @Option(names = "--url", required = true, paramLabel = "URL", description = "address of the server")
    private URI url;

    @Option(names = "--project", required = true, paramLabel = "ID", description = "id of the project")
    private UUID project;

    @Option(
            names = "--as",
            required = true,
            paramLabel = "PARTY",
            description = "agent, outside, platform or supervisor")
    private String party;

    @Option(names = "--keys", required = true, paramLabel = "FOLDER", description = "this party's own folder")
    private Path keys;

    @Option(names = "--policy", required = true, paramLabel = "FILE", description = "whom to trust of the log")
    private Path policyFile;

    @Option(
            names = "--pins",
            paramLabel = "FILE",
            description = "keys of the parties as had from themselves, keys.json; without it those of the log count")
    private Path pinsFile;

    @Option(names = "--token-file", required = true, paramLabel = "FILE", description = "access token, read each time")
    private Path tokenFile;

    @Option(
            names = "--until",
            paramLabel = "STEP",
            description = "keys, commit, deposit, check, reveal, final or drawn (default)")
    private String until = "drawn";

    @Option(names = "--open-escrow", description = "finish what another party let its time pass with")
    private boolean openEscrow;

    @Option(
            names = "--sign-order",
            paramLabel = "FILE",
            description =
                    "sign this order, a JSON object with draw_id, reason, and prev or check; nothing else is done")
    private Path order;

    @Option(
            names = "--unlock",
            description = "platform or supervisor: give the half of the roster's key, so that experts are called;"
                    + " nothing else is done")
    private boolean unlock;

    @Option(
            names = "--unseal",
            paramLabel = "PURPOSE",
            description = {
                "platform or supervisor: give the half of the roster's key, so that the roster is opened to those who check",
                "identities (SIGN_IN) or to everybody on the tender (PUBLISH); needs --place and --present; nothing else is done"
            })
    private String unseal;

    @Option(names = "--place", paramLabel = "TEXT", description = "where the roster is unsealed")
    private String place;

    @Option(names = "--present", paramLabel = "NAME", description = "who is present; may be given more than once")
    private List<String> present = List.of();

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!PARTIES.contains(party)) {
            throw new ParameterException(spec.commandLine(), "--as must be one of " + PARTIES + ", found " + party);
        }
        if (!STEPS.contains(until)) {
            throw new ParameterException(spec.commandLine(), "--until must be one of " + STEPS + ", found " + until);
        }
        if (unseal != null && (!PURPOSES.contains(unseal) || place == null || present.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(), "--unseal takes one of " + PURPOSES + ", and needs --place and --present");
        }
        PartyFolder folder = PartyFolder.open(keys, new SecureRandom());
        try (var server = new DrawServer(url, project, this::token)) {
            if (unlock || unseal != null) {
                return giveHalf(new RosterOfficer(server, party, folder));
            }
            var holder = new EscrowHolder(server, party, folder, InstantSource.system());
            var client = new PartyClient(server, party, folder, policy(), pins(), holder, new SecureRandom());
            if (order != null) {
                return signOrder(client);
            }
            return takePart(client);
        } catch (SealedStart.Untrue e) {
            spec.commandLine().getErr().println("gongping: what the server shows does not hold: " + e.getMessage());
            return 1;
        }
    }

    private int giveHalf(RosterOfficer officer) throws InterruptedException {
        try {
            if (unlock) {
                officer.unlock();
            } else {
                officer.unseal(unseal, place, present);
            }
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println("gongping: " + e.getMessage());
            return 1;
        }
    }

    private int signOrder(PartyClient client) throws IOException, InterruptedException {
        JsonNode read = new ObjectMapper().readTree(Files.readAllBytes(order));
        Optional<DrawId> draw = DrawId.parse(read.path("draw_id").asText());
        if (draw.isEmpty() || !(read instanceof ObjectNode object)) {
            throw new ParameterException(spec.commandLine(), "--sign-order: no object with a draw_id in " + order);
        }
        client.signOrder(draw.get().attempt(), object);
        return 0;
    }

    private int takePart(PartyClient client) throws InterruptedException, SealedStart.Untrue {
        String said = "";
        while (true) {
            try {
                PartyClient.Progress progress = client.advance(openEscrow);
                String line = line(progress);
                if (!line.equals(said)) {
                    spec.commandLine().getOut().println(line);
                    spec.commandLine().getOut().flush();
                    said = line;
                }
                if (progress.state().equals("ABORTED")) {
                    return 1;
                }
                if (isReached(progress)) {
                    return 0;
                }
            } catch (PartyClient.OtherLogin e) {
                complain(e, said);
                return 1;
            } catch (DrawServer.Refused e) {
                said = complain(e, said);
                if (e.code().equals(NO_DRAWS) || e.status() == FORBIDDEN) {
                    return 1;
                }
            } catch (IOException e) {
                // The server may be restarting, or another was quicker: what counts is asked again.
                said = complain(e, said);
            }
            Thread.sleep(PAUSE);
        }
    }

    /** Says each thing once; answers what was said. */
    private String complain(IOException e, String said) {
        String line = "gongping: " + e.getMessage();
        if (!line.equals(said)) {
            spec.commandLine().getErr().println(line);
            spec.commandLine().getErr().flush();
        }
        return line;
    }

    private String line(PartyClient.Progress progress) {
        if (!json) {
            return progress.state() + " did " + progress.did() + " waits for " + progress.waitsFor();
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("state", progress.state());
        progress.did().forEach(object.putArray("did")::add);
        progress.waitsFor().forEach(object.putArray("waitsFor")::add);
        return object.toString();
    }

    /** Whether this party's part of the asked step is done; all of it where it is not one party's own. */
    private boolean isReached(PartyClient.Progress progress) {
        int asked = STEPS.indexOf(until);
        int reached = STATES.indexOf(progress.state());
        if (asked == 0 || reached > asked) {
            return true;
        }
        boolean ownIsDone = reached == asked && !progress.waitsFor().contains(party);
        return switch (until) {
            case "commit", "deposit" -> ownIsDone;
            case "drawn" -> ownIsDone && progress.waitsFor().isEmpty();
            default -> false;
        };
    }

    private String token() {
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, byte[]> pins() throws IOException {
        return pinsFile == null
                ? Map.of()
                : Pins.read(Files.readAllBytes(pinsFile)).keys();
    }

    private Policy policy() throws IOException {
        try {
            return PolicyReader.read(Files.readAllBytes(policyFile), policyFile.toString());
        } catch (Refused e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}

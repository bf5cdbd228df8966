package org.gongping.service.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.gongping.core.verify.Policy;
import org.gongping.core.verify.PolicyReader;
import org.gongping.core.verify.Refused;
import org.gongping.draw.party.AttemptStart;
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
    private static final String AGENT = "agent";
    private static final List<String> PURPOSES = List.of("SIGN_IN", "PUBLISH");

    @Spec
    private CommandSpec spec;

    @Option(names = "--url", required = true, paramLabel = "URL", description = "address of the server")
    private URI url;

    @Option(names = "--project", required = true, paramLabel = "ID", description = "id of the project")
    private UUID project;

    @Option(
            names = "--lot",
            paramLabel = "ID",
            description = "take part in the draw of this lot's random parameters, not of the committee")
    private UUID lot;

    @Option(
            names = "--as",
            required = true,
            paramLabel = "PARTY",
            description = "agent, outside, platform or supervisor")
    private String party;

    @Option(names = "--keys", required = true, paramLabel = "FOLDER", description = "this party's own folder")
    private Path keys;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "seal keys and contributions in the folder under the password on the first line of FILE;"
                    + " what lies there in the clear is sealed")
    private Path passwordFile;

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

    @Option(
            names = "--open-escrow",
            description = {
                "finish what another party let its time pass with, once it is over by this machine's clock;",
                "of a rehearsal, whose log the policy names, by the server's clock"
            })
    private boolean openEscrow;

    @Option(
            names = "--start",
            description = "agent: begin the attempt as soon as deadline, keys and approval allow it, or the next"
                    + " attempt that the supervisor has ordered; of parameters, as soon as the keys can be used")
    private boolean start;

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
        if (!PartyTurns.STEPS.contains(until)) {
            throw new ParameterException(
                    spec.commandLine(), "--until must be one of " + PartyTurns.STEPS + ", found " + until);
        }
        if (unseal != null && (!PURPOSES.contains(unseal) || place == null || present.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(), "--unseal takes one of " + PURPOSES + ", and needs --place and --present");
        }
        if (lot != null && (order != null || unlock || unseal != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--sign-order, --unlock and --unseal are of the committee's draw: no --lot");
        }
        if (start && !party.equals(AGENT)) {
            throw new ParameterException(spec.commandLine(), "--start is for --as " + AGENT + ", found " + party);
        }
        if (passwordFile == null && !PartyFolder.hasKeys(keys)) {
            spec.commandLine()
                    .getErr()
                    .println("gongping: the new keys lie in " + keys + " in the clear; --password-file seals them");
        }
        PartyFolder folder = PartyFolder.open(keys, password(), new SecureRandom());
        try (var server = new DrawServer(url, project, Optional.ofNullable(lot), this::token)) {
            return unlock || unseal != null
                    ? giveHalf(new RosterOfficer(server, party, folder))
                    : draw(server, folder, policy());
        }
    }

    private int draw(DrawServer server, PartyFolder folder, Policy policy) throws IOException, InterruptedException {
        try (var clock = new PartyClock(policy, url)) {
            var holder = new EscrowHolder(server, party, folder, clock);
            var client = new PartyClient(server, party, folder, policy, pins(), holder, new SecureRandom());
            if (order != null) {
                return signOrder(client);
            }
            var starter = start ? Optional.of(new AttemptStart(server)) : Optional.<AttemptStart>empty();
            return new PartyTurns(
                            client,
                            starter,
                            new PartyTurns.Asked(party, until, openEscrow, json),
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr())
                    .run();
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

    private String token() {
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<char[]> password() throws IOException {
        if (passwordFile == null) {
            return Optional.empty();
        }
        String first = Files.readString(passwordFile).lines().findFirst().orElse("");
        if (first.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--password-file: no password on the first line");
        }
        return Optional.of(first.toCharArray());
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

package org.gongping.service.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.gongping.core.Sha256;
import org.gongping.core.bid.envelope.BidKeyFile;
import org.gongping.core.bid.envelope.EnvelopeHeader;
import org.gongping.core.bid.envelope.EnvelopeKey;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.HeaderReader;
import org.gongping.core.bid.envelope.MalformedEnvelope;
import org.gongping.core.bid.envelope.Manifest;
import org.gongping.core.bid.envelope.OpenEnvelope;
import org.gongping.core.bid.envelope.OpeningSummary;
import org.gongping.core.bid.envelope.SealEnvelope;
import org.gongping.core.organisation.CreditCode;
import org.gongping.service.bid.client.BidJson;
import org.gongping.service.bid.client.BidServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gongping bid}: seals, sends and opens bids without a page that the platform serves. */
@Command(
        name = "bid",
        description = "make a key, seal a bid offline, submit it, open it again, verify an envelope",
        subcommands = {
            BidCommand.Key.class,
            BidCommand.Seal.class,
            BidCommand.Submit.class,
            BidCommand.Open.class,
            BidVerifyCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class BidCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static char[] password(Path file) throws IOException {
        return Files.readAllLines(file).stream().findFirst().orElse("").toCharArray();
    }

    /** Makes a key pair. */
    @Command(name = "key", description = "make a key pair under a password", mixinStandardHelpOptions = true)
    static final class Key implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--tender", required = true, paramLabel = "CODE", description = "code of the tender")
        private String tender;

        @Option(names = "--credit-code", required = true, paramLabel = "CODE", description = "of your organisation")
        private String creditCode;

        @Option(names = "--password-file", required = true, paramLabel = "FILE", description = "its first line counts")
        private Path passwordFile;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "the key file; not overwritten")
        private Path out;

        @Override
        public Integer call() throws IOException {
            if (!CreditCode.isValid(creditCode)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--credit-code is the unified social credit code of your organisation (18 characters, the last"
                                + " one checks the others): " + creditCode + " is none");
            }
            char[] password = password(passwordFile);
            if (password.length < BidKeyFile.LEAST_PASSWORD) {
                throw new ParameterException(
                        spec.commandLine(), "the password has at least " + BidKeyFile.LEAST_PASSWORD + " characters");
            }
            byte[] file = BidKeyFile.make(tender, creditCode, password, new SecureRandom());
            Files.write(out, file, StandardOpenOption.CREATE_NEW);
            print(
                    spec,
                    "public key "
                            + HexFormat.of().formatHex(BidKeyFile.label(file).publicKey()));
            print(spec, "keep " + out + " and its password: without them nobody opens your bid");
            return 0;
        }
    }

    private static void print(CommandSpec spec, String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private record FileSource(Path path) implements SealEnvelope.Source {
        @Override
        public String name() {
            return path.getFileName().toString();
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }

    /** Seals one envelope; needs no network. */
    @Command(
            name = "seal",
            description = {
                "seal files into one envelope, offline; PLAN is the answer of GET /projects/ID/opening-plan,",
                "whose keys of holders you compare with the tender notice"
            },
            mixinStandardHelpOptions = true)
    static final class Seal implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--plan", required = true, paramLabel = "PLAN", description = "the opening plan, JSON")
        private Path plan;

        @Option(names = "--lot", paramLabel = "NO", description = "number of the lot, default ${DEFAULT-VALUE}")
        private int lot = 1;

        @Option(
                names = "--kind",
                required = true,
                paramLabel = "KIND",
                description = "qualification, technical or price")
        private String kind;

        @Option(names = "--key", required = true, paramLabel = "FILE", description = "your key file")
        private Path key;

        @Option(
                names = "--summary",
                paramLabel = "FILE",
                description = "opening summary of a price envelope, JSON: price, periodDays, projectManager, …")
        private Path summary;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "the envelope; not overwritten")
        private Path out;

        @Parameters(paramLabel = "FILE", arity = "0..*", description = "what is sealed")
        private List<Path> files = List.of();

        @Override
        public Integer call() throws IOException {
            EnvelopeKind sealed = EnvelopeKind.of(kind)
                    .orElseThrow(() ->
                            new ParameterException(spec.commandLine(), "--kind is qualification, technical or price"));
            if (sealed == EnvelopeKind.PRICE && summary == null) {
                throw wrong("a price envelope holds what is read out: --summary is missing");
            }
            if (sealed != EnvelopeKind.PRICE && summary != null) {
                throw wrong("--summary belongs to a price envelope, and to no other");
            }
            if (sealed != EnvelopeKind.PRICE && files.isEmpty()) {
                throw wrong("name the files that are to be sealed");
            }
            SealEnvelope.Terms terms = terms(sealed);
            boolean isDone = false;
            try (OutputStream stream =
                    new BufferedOutputStream(Files.newOutputStream(out, StandardOpenOption.CREATE_NEW))) {
                SealEnvelope.Sealed made = new SealEnvelope(new SecureRandom())
                        .seal(terms, files.stream().map(FileSource::new).toList(), readSummary(), stream);
                isDone = true;
                print(spec, "envelope " + HexFormat.of().formatHex(made.header().id()) + ", " + made.size() + " bytes");
                print(spec, "sha256 " + HexFormat.of().formatHex(made.sha256()));
                print(
                        spec,
                        "commitment to the key "
                                + HexFormat.of().formatHex(made.header().commit()));
                print(
                        spec,
                        "commitment to the plaintext "
                                + HexFormat.of().formatHex(made.header().plain()));
                return 0;
            } finally {
                if (!isDone) {
                    Files.deleteIfExists(out);
                }
            }
        }

        private ParameterException wrong(String what) {
            return new ParameterException(spec.commandLine(), what);
        }

        /** What the server would refuse is refused here, before anything is sealed. */
        private SealEnvelope.Terms terms(EnvelopeKind sealed) throws IOException {
            JsonNode announced;
            try {
                announced = JSON.readTree(Files.readAllBytes(plan));
            } catch (JsonProcessingException e) {
                throw new ParameterException(spec.commandLine(), plan + " is no opening plan", e);
            }
            List<String> kinds = new ArrayList<>();
            announced.path("kinds").forEach(each -> kinds.add(each.asText()));
            if (kinds.isEmpty()) {
                throw wrong(plan + " is no opening plan");
            }
            if (!kinds.contains(sealed.token())) {
                throw wrong("the tender asks for no such envelope, but for " + String.join(", ", kinds));
            }
            BidKeyFile.Label label;
            try {
                label = BidKeyFile.label(Files.readAllBytes(key));
            } catch (BidKeyFile.Refused e) {
                throw new ParameterException(spec.commandLine(), key + ": " + e.getMessage(), e);
            }
            if (!label.tender().equals(announced.path("tender").asText())) {
                throw wrong(key + " is of another tender: " + label.tender());
            }
            return BidJson.terms(announced, lot, sealed, label.creditCode(), label.publicKey());
        }

        private Optional<OpeningSummary> readSummary() throws IOException {
            try {
                return summary == null
                        ? Optional.empty()
                        : Optional.of(BidJson.summary(JSON.readTree(Files.readAllBytes(summary))));
            } catch (IllegalArgumentException | JsonProcessingException e) {
                throw new ParameterException(spec.commandLine(), summary + ": " + e.getMessage(), e);
            }
        }
    }

    /** Sends sealed envelopes and submits them as a bid. */
    @Command(
            name = "submit",
            description = "send sealed envelopes and submit them as your bid; it takes the place of an earlier one",
            mixinStandardHelpOptions = true)
    static final class Submit implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--url", required = true, paramLabel = "URL", description = "address of the server")
        private URI url;

        @Option(names = "--project", required = true, paramLabel = "ID", description = "id of the project")
        private UUID project;

        @Option(names = "--lot", required = true, paramLabel = "ID", description = "id of the lot")
        private UUID lot;

        @Option(
                names = "--token-file",
                required = true,
                paramLabel = "FILE",
                description = "access token, read each time")
        private Path tokenFile;

        @Option(
                names = "--consent",
                required = true,
                paramLabel = "VERSION",
                description = "version of the text on machine traits to which you consent, such as traits/1")
        private String consent;

        @Option(names = "--machine", paramLabel = "ID", description = "identifier of the machine that made the bid")
        private String machine;

        @Parameters(paramLabel = "ENVELOPE", arity = "1..3", description = "sealed envelopes")
        private List<Path> envelopes;

        @Override
        public Integer call() throws IOException, InterruptedException {
            try (BidServer server = new BidServer(url, this::token)) {
                ArrayNode named = JSON.createArrayNode();
                for (Path envelope : envelopes) {
                    EnvelopeHeader header = header(envelope);
                    UUID upload = server.upload(project, lot, header.kind(), envelope);
                    spec.commandLine().getErr().println(header.kind().token() + " has arrived");
                    named.addObject()
                            .put("kind", header.kind().token())
                            .put("uploadId", upload.toString())
                            .put("sha256", sha256(envelope));
                }
                ObjectNode bid = JSON.createObjectNode();
                bid.set("envelopes", named);
                ObjectNode traits =
                        bid.putObject("traits").put("tool", "gongping").put("toolVersion", "1");
                if (machine != null) {
                    traits.put("machineId", machine);
                }
                bid.put("consent", consent);
                JsonNode received = server.post("/projects/" + project + "/lots/" + lot + "/submissions", bid);
                print(spec, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(received));
                return 0;
            } catch (BidServer.Refused e) {
                spec.commandLine().getErr().println("gongping: refused: " + e.getMessage());
                return 1;
            } catch (MalformedEnvelope e) {
                spec.commandLine().getErr().println("gongping: not an envelope: " + e.getMessage());
                return 1;
            }
        }

        private String token() {
            try {
                return Files.readString(tokenFile).strip();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String sha256(Path file) throws IOException {
            MessageDigest digest = Sha256.fresh();
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private static EnvelopeHeader header(Path envelope) throws IOException, MalformedEnvelope {
        try (InputStream in = Files.newInputStream(envelope)) {
            return HeaderReader.read(in, Files.size(envelope));
        }
    }

    /** Opens an envelope with the bidder's own key. */
    @Command(
            name = "open",
            description = {
                "open an envelope with your key file and hold it to all that it promises;",
                "exit code 0 it opens, 1 it does not"
            },
            mixinStandardHelpOptions = true)
    static final class Open implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--key", required = true, paramLabel = "FILE", description = "your key file")
        private Path key;

        @Option(names = "--password-file", required = true, paramLabel = "FILE", description = "its first line counts")
        private Path passwordFile;

        @Option(
                names = "--out",
                paramLabel = "FOLDER",
                description = "where the files go; without it they are checked only")
        private Path out;

        @Parameters(paramLabel = "ENVELOPE", description = "the sealed file")
        private Path envelope;

        @Override
        public Integer call() throws IOException {
            try {
                byte[] secretKey = BidKeyFile.open(Files.readAllBytes(key), password(passwordFile))
                        .secretKey();
                byte[] content = EnvelopeKey.open(header(envelope), secretKey);
                // First all of it is checked: nothing is written out of an envelope that does not open whole.
                Manifest manifest;
                try (InputStream in = Files.newInputStream(envelope)) {
                    manifest = OpenEnvelope.verify(in, content);
                }
                if (out != null) {
                    Files.createDirectories(out);
                    try (InputStream in = Files.newInputStream(envelope)) {
                        OpenEnvelope.open(
                                in,
                                content,
                                file -> Files.newOutputStream(out.resolve(file.name()), StandardOpenOption.CREATE_NEW));
                    }
                }
                manifest.files().forEach(file -> print(spec, file.sha256() + "  " + file.name() + "  " + file.size()));
                manifest.summary()
                        .ifPresent(read -> print(spec, "price " + read.price().toPlainString()));
                return 0;
            } catch (MalformedEnvelope | BidKeyFile.Refused e) {
                spec.commandLine().getErr().println("gongping: it does not open: " + e.getMessage());
                return 1;
            }
        }
    }
}

package org.gongping.service.cli;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.witness.Witness;
import org.gongping.core.audit.witness.WitnessFolder;
import org.gongping.service.StartupFailure;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.embedded.Teardown;
import org.gongping.service.log.RehearsalTime;
import org.gongping.service.log.WitnessServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Is a witness: cosigns checkpoints of the given logs as long as each only grows. Runs where the log's operator has no
 * hand: at a secondary venue, at the supervision office.
 */
@Command(
        name = "witness",
        description = "cosign the checkpoints of a log, and never two histories of it",
        mixinStandardHelpOptions = true)
public final class WitnessCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "of this witness, such as supervision.example")
    private String name;

    @Option(
            names = "--log",
            paramLabel = "VKEY",
            description =
                    "verifier key of a log to cosign; may be given more than once. Without one the key of this witness is printed")
    private List<String> logs = List.of();

    @Option(
            names = "--state",
            required = true,
            paramLabel = "DIR",
            description = "its key and its memory; must never be restored from a backup")
    private Path state;

    @Option(
            names = "--rehearsal",
            paramLabel = "URL",
            description = {
                "of a rehearsal: cosign by the settable clock of the server at URL;",
                "the origin of each log must end in " + ServerConfig.Log.OF_REHEARSALS
            })
    private URI rehearsal;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "default ${DEFAULT-VALUE}")
    private String host;

    @Option(names = "--port", defaultValue = "8090", description = "default ${DEFAULT-VALUE}")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        try {
            Files.createDirectories(state);
            var signer = SoftwareSigner.readOrGenerate(
                    state.resolve("key"), name, SignatureType.COSIGNATURE, new SecureRandom());
            spec.commandLine().getOut().println(signer.verifierKey().text());
            spec.commandLine().getOut().flush();
            if (logs.isEmpty()) {
                return 0;
            }
            serve(signer);
        } catch (IOException e) {
            throw new StartupFailure("the witness cannot use " + state + ": " + e.getMessage(), e);
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private void serve(SoftwareSigner signer) throws IOException {
        List<VerifierKey> keys = logKeys();
        var teardown = new Teardown();
        Runtime.getRuntime().addShutdownHook(new Thread(teardown::close, "shutdown"));
        WitnessFolder memory = teardown.own(new WitnessFolder(state.resolve("memory")));
        var witness = new Witness(signer, keys, memory, clock(teardown));
        Vertx vertx = Vertx.vertx();
        teardown.own(() -> vertx.close().await());
        new WitnessServer(vertx, witness, memory, signer.verifierKey())
                .listen(host, port)
                .await();
    }

    private List<VerifierKey> logKeys() {
        List<VerifierKey> keys = new ArrayList<>();
        for (String text : logs) {
            VerifierKey key = VerifierKey.parse(text)
                    .orElseThrow(() -> new ParameterException(spec.commandLine(), "not a verifier key: " + text));
            if (rehearsal != null && !key.name().endsWith(ServerConfig.Log.OF_REHEARSALS)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--rehearsal cosigns logs of rehearsals alone, whose origins end in "
                                + ServerConfig.Log.OF_REHEARSALS + ", found " + key.name());
            }
            keys.add(key);
        }
        return keys;
    }

    private InstantSource clock(Teardown teardown) {
        return rehearsal == null ? InstantSource.system() : teardown.own(new RehearsalTime(rehearsal));
    }
}

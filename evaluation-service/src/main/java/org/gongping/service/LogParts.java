package org.gongping.service;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.sequence.CheckpointSigner;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.db.DatabaseLogin;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.edge.ManagementServer;
import org.gongping.service.log.LogService;
import org.gongping.service.log.SelfCheckStanding;

/** The part of the composition root that makes the transparency log and shows how it is. */
final class LogParts {
    private LogParts() {}

    /** @param clock of the tenders: when a checkpoint was signed */
    static LogService start(
            Opened opened, ServerConfig.Log settings, ServerConfig.Database database, InstantSource clock) {
        try {
            var folder = new LogFolder(Files.createDirectories(settings.folder()));
            var signer = new CheckpointSigner(key(settings), new LogFolder(settings.signer()));
            Optional<String> policy = settings.policy().isPresent()
                    ? Optional.of(Files.readString(settings.policy().get()))
                    : Optional.empty();
            var sequencer = new DatabaseLogin(
                    database.url(),
                    settings.sequencer().user(),
                    settings.sequencer().password());
            return opened.add("log", LogService.start(sequencer, folder, signer, policy, clock));
        } catch (IOException e) {
            throw new StartupFailure("the log cannot be opened: " + e.getMessage(), e);
        } catch (WitnessPolicy.Malformed e) {
            throw new StartupFailure("log.policyFile, " + e.getMessage(), e);
        }
    }

    private static SoftwareSigner key(ServerConfig.Log settings) throws IOException {
        Files.createDirectories(settings.signer());
        var key = SoftwareSigner.readOrGenerate(
                settings.signer().resolve("key"), settings.origin(), SignatureType.ED25519, new SecureRandom());
        if (!key.verifierKey().name().equals(settings.origin())) {
            throw new StartupFailure("log.origin is " + settings.origin() + ", but the key in log.signer is of "
                    + key.verifierKey().name());
        }
        return key;
    }

    /** @param check what the self-check, another process, says of the log */
    static void measure(LogService log, SelfCheckStanding check, ManagementServer management) {
        management.gauge(
                "gongping.log.selfcheck.findings",
                "What the self-check of the log has found wrong",
                () -> check.now()
                        .<Number>map(standing -> standing.findings().size())
                        .orElse(Double.NaN));
        management.gauge(
                "gongping.log.selfcheck.age.seconds",
                "Time since the last pass of the self-check",
                () -> check.now()
                        .<Number>map(standing -> standing.age().toMillis() / 1000.0)
                        .orElse(Double.NaN));
        management.gauge(
                "gongping.log.selfcheck.silent",
                "1 when no pass of the self-check has ended for too long",
                () -> check.isSilent(check.now()) ? 1 : 0);
        management.gauge(
                "gongping.log.size",
                "Entries under the last checkpoint that this server signed",
                () -> log.health().signed().<Number>map(Checkpoint::size).orElse(Double.NaN));
        management.gauge(
                "gongping.log.halted",
                "1 when the log is damaged and nothing is appended",
                () -> log.health().halted().isPresent() ? 1 : 0);
    }
}

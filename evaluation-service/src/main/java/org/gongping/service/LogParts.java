package org.gongping.service;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.recover.Decision;
import org.gongping.core.audit.recover.Heard;
import org.gongping.core.audit.recover.OriginFiles;
import org.gongping.core.audit.recover.RecoveryRepository;
import org.gongping.core.audit.recover.Standing;
import org.gongping.core.audit.selfcheck.LogCheck;
import org.gongping.core.audit.sequence.CheckpointSigner;
import org.gongping.core.audit.sequence.HaltRepository;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.db.Database;
import org.gongping.core.db.DatabaseLogin;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.edge.ManagementServer;
import org.gongping.service.log.HaltWatch;
import org.gongping.service.log.LogService;
import org.gongping.service.log.SelfCheck;
import org.gongping.service.log.WitnessHeads;

/** The part of the composition root that makes the transparency log and its self-check. */
final class LogParts {
    /** Entries that each pass of the self-check goes through. */
    private static final long NEWEST = 1_000_000;

    private LogParts() {}

    /**
     * @param rows of the server's own login
     * @param clock of the tenders: when a checkpoint was signed
     * @param machine what the self-check measures ages by
     */
    static LogService start(
            Opened opened,
            ServerConfig.Log settings,
            ServerConfig.Database database,
            Database rows,
            InstantSource clock,
            InstantSource machine) {
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
            Optional<String> halted = halted(rows, folder, signer, policy);
            LogService log = opened.add("log", LogService.start(sequencer, folder, signer, policy, clock, halted));
            ServerConfig.Login login =
                    settings.auditor().orElse(new ServerConfig.Login(database.user(), database.password()));
            Database connection =
                    Database.open(database.url(), login.user(), login.password(), Database.Limits.ofPool(1));
            var check = new LogCheck(connection, folder, signer, log.policy(), machine, NEWEST);
            log.checkedBy(opened.add("self-check of the log", SelfCheck.start(connection, check)));
            return log;
        } catch (IOException e) {
            throw new StartupFailure("the log cannot be opened: " + e.getMessage(), e);
        } catch (WitnessPolicy.Malformed e) {
            throw new StartupFailure("log.policyFile, " + e.getMessage(), e);
        }
    }

    /**
     * Why the log must not go on: what all who know it say is held against one another before anything is accepted. A
     * witness that does not answer keeps nobody waiting; it is asked again with the next checkpoint.
     */
    private static Optional<String> halted(
            Database rows, LogFolder folder, CheckpointSigner signer, Optional<String> policy)
            throws WitnessPolicy.Malformed {
        rows.read(Decision::lastChange)
                .filter(change -> !change.origin().equals(signer.origin()))
                .ifPresent(change -> {
                    throw new StartupFailure("log.origin is " + signer.origin() + ", but this log goes on as "
                            + change.origin() + ": take over the lines that log recover has printed");
                });
        if (!rows.read(new OriginFiles(folder)::areFinished)) {
            throw new StartupFailure("the change of the origin is not finished: run log recover once more");
        }
        Optional<String> stopped = rows.read(new HaltRepository()::why);
        if (stopped.isPresent()) {
            return stopped;
        }
        List<Heard> heard =
                policy.isPresent() ? WitnessHeads.ask(WitnessPolicy.parse(policy.get()), signer.key()) : List.of();
        var standing = Standing.of(signer, folder, heard, () -> rows.read(new RecoveryRepository()::places));
        return standing.contradictions().isEmpty() ? Optional.empty() : Optional.of(standing.why(false));
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

    /** Of every server, also of one that does not hold the log. */
    static void measure(HaltWatch halts, ManagementServer management) {
        management.gauge(
                "gongping.log.halted",
                "1 when the log contradicts itself and nothing is appended until a person has decided",
                () -> halts.why().isPresent() ? 1 : 0);
    }

    static void measure(LogService log, ManagementServer management, InstantSource machine) {
        management.gauge(
                "gongping.log.selfcheck.findings",
                "What the self-check of the log has found wrong",
                () -> log.findings()
                        .<Number>map(found -> found.findings().size())
                        .orElse(Double.NaN));
        management.gauge(
                "gongping.log.selfcheck.age.seconds",
                "Time since the last pass of the self-check",
                () -> log.findings()
                        .<Number>map(found ->
                                Duration.between(found.at(), machine.instant()).toMillis() / 1000.0)
                        .orElse(Double.NaN));
        management.gauge(
                "gongping.log.size",
                "Entries under the last checkpoint that this server signed",
                () -> log.health().signed().<Number>map(Checkpoint::size).orElse(Double.NaN));
    }
}

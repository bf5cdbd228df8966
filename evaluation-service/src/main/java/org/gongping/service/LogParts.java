package org.gongping.service;

import io.vertx.core.Handler;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.recover.Decision;
import org.gongping.core.audit.recover.Heard;
import org.gongping.core.audit.recover.OriginFiles;
import org.gongping.core.audit.recover.RecoveryRepository;
import org.gongping.core.audit.recover.Standing;
import org.gongping.core.audit.selfcheck.KeepAlarms;
import org.gongping.core.audit.sequence.CheckpointSigner;
import org.gongping.core.audit.sequence.HaltRepository;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.db.Database;
import org.gongping.core.db.DatabaseLogin;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.edge.ManagementServer;
import org.gongping.service.log.AlarmWatch;
import org.gongping.service.log.CoverEntries;
import org.gongping.service.log.HaltWatch;
import org.gongping.service.log.LogService;
import org.gongping.service.log.SelfCheckStanding;
import org.gongping.service.log.WitnessHeads;

/** The part of the composition root that makes the transparency log and shows how it is. */
final class LogParts {
    private LogParts() {}

    /**
     * @param rows of the server's own login
     * @param clock of the tenders: when a checkpoint was signed
     */
    static LogService start(
            Opened opened,
            ServerConfig.Log settings,
            ServerConfig.Database database,
            Database rows,
            InstantSource clock) {
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
            if (settings.cover().beforeDeadlines() > 0) {
                opened.add("cover of the log", CoverEntries.start(rows, audit(clock), log, settings.cover(), clock));
            }
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

    /** What the self-check says; empty where this server does not know the log. */
    static Optional<SelfCheckStanding> standing(Database rows, ServerConfig config) {
        return config.log()
                .map(settings -> new SelfCheckStanding(
                        rows, settings.silence(), settings.selfCheckKey(), InstantSource.system()));
    }

    /** Puts on record what the self-check finds, as a timer's task. */
    static Handler<Long> watch(Database rows, SelfCheckStanding check, KeepAlarms alarms) {
        var watch = new AlarmWatch(rows, check, alarms);
        return timer -> rows.submit(() -> {
            watch.look();
            return null;
        });
    }

    private static AuditLog audit(InstantSource clock) {
        RandomSource random = RandomSource.secure();
        var ids = new Ids(clock, random);
        var personalData = new PersonalData(new PersonalDataRepository(), clock, random, ids);
        return new AuditLog(new AuditRepository(), personalData, clock, random, ids);
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

    /** @param check what the self-check, another process, says of the log */
    static void measure(LogService log, SelfCheckStanding check, ManagementServer management) {
        management.gauge(
                "gongping.log.selfcheck.findings",
                "What the self-check of the log has found wrong",
                () -> check.now()
                        .standing()
                        .<Number>map(said -> said.findingCount())
                        .orElse(Double.NaN));
        management.gauge(
                "gongping.log.selfcheck.age.seconds",
                "Time since the last pass of the self-check",
                () -> check.now()
                        .age()
                        .<Number>map(age -> age.toMillis() / 1000.0)
                        .orElse(Double.NaN));
        management.gauge(
                "gongping.log.selfcheck.silent",
                "1 when no pass of the self-check has ended for too long",
                () -> check.isSilent(check.now()) ? 1 : 0);
        management.gauge(
                "gongping.log.selfcheck.forged",
                "1 when what stands in the place of the self-check's word is not signed by it",
                () -> check.now().proof() == SelfCheckStanding.Proof.FORGED ? 1 : 0);
        management.gauge(
                "gongping.log.size",
                "Entries under the last checkpoint that this server signed",
                () -> log.health().signed().<Number>map(Checkpoint::size).orElse(Double.NaN));
    }
}

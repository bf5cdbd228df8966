package org.gongping.service.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.db.Database;
import org.gongping.core.db.Migrations;
import org.gongping.core.document.DocumentRepository;
import org.gongping.core.document.FolderDocumentStore;
import org.gongping.core.dossier.ChooseScope;
import org.gongping.core.dossier.Scope;
import org.gongping.core.dossier.WriteDossier;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.service.StartupFailure;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.edge.RehearsalClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code gongping dossier PROJECT_CODE --config FILE}: writes the dossier of a project, on the host of the server. Exit
 * code 0 written, 1 refused or a check failed, 2 could not be written.
 */
@Command(
        name = "dossier",
        description = {
            "write the dossier of a project, to be checked with verify;",
            "exit code 0 written, 1 refused or a check failed, 2 could not be written"
        },
        mixinStandardHelpOptions = true)
public final class DossierCommand implements Callable<Integer> {
    private static final int WRITTEN = 0;
    private static final int REFUSED = 1;
    private static final int COULD_NOT = 2;

    private final InstantSource clock;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PROJECT_CODE", description = "code of the project")
    private String code;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "the server's configuration: database, log and documents are read")
    private Path config;

    @Option(
            names = "--at",
            paramLabel = "SIZE",
            description = "size of the log at a kept checkpoint; default the newest published one")
    private Long at;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "default PROJECT_CODE-SIZE.zip in this folder; replaced when it is there")
    private Path out;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "who asked for it, put on record beside the user of this machine; erasable")
    private String by;

    public DossierCommand() {
        this(InstantSource.system());
    }

    /** @param clock says whether the bid deadline has passed */
    public DossierCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (at != null && at < 0) {
            throw new ParameterException(spec.commandLine(), "--at must be 0 or more, found " + at);
        }
        try {
            return export(ServerConfig.read(config, System.getenv()));
        } catch (LogDamaged e) {
            return say(REFUSED, "the log is damaged: " + e.getMessage());
        } catch (StartupFailure | Migrations.SchemaMismatch | Database.Unavailable e) {
            return say(COULD_NOT, e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            return say(COULD_NOT, "the dossier could not be written: " + e);
        }
    }

    private int export(ServerConfig settings) throws IOException {
        ServerConfig.Log log = settings.log()
                .orElseThrow(
                        () -> new StartupFailure("the configuration has no log.folder: there is nothing to prove"));
        var login = settings.database();
        new Migrations(login.url(), login.user(), login.password()).requireCurrent();
        var published = new PublishedLog(new LogFolder(log.folder()));
        var sealed = new ChooseScope.Sealed(published, policy(log));
        try (Database database =
                Database.open(login.url(), login.user(), login.password(), Database.Limits.ofPool(1))) {
            InstantSource now = settings.rehearsal() ? RehearsalClock.resume(database, clock) : clock;
            var scopes = new ChooseScope(Optional.of(sealed), now);
            var projects = new ProjectRepository(new OrganisationRepository());
            Outcome<Scope> chosen = database.read(tx -> projects.findByCode(tx, code))
                    .map(project -> scopes.choose(project, at == null ? OptionalLong.empty() : OptionalLong.of(at)))
                    .orElseGet(() -> Outcome.refused(new Refusal.NotFound("project " + code)));
            var write = new WriteDossier(
                    database,
                    new AuditRepository(),
                    new DocumentRepository(),
                    FolderDocumentStore.beside(settings.storage().documents()),
                    published);
            return switch (chosen) {
                case Outcome.Refused<Scope>(Refusal refusal) -> say(REFUSED, text(refusal));
                case Outcome.Done<Scope>(Scope scope) -> {
                    new HostExport(now).record(database, scope, Optional.ofNullable(by), this::warn);
                    yield write(write, scope);
                }
            };
        }
    }

    /** As the server has it: without a policy file the log's own signature is enough. */
    private static WitnessPolicy policy(ServerConfig.Log log) throws IOException {
        try {
            return WitnessPolicy.parse(
                    log.policy().isPresent()
                            ? Files.readString(log.policy().get())
                            : "log "
                                    + SoftwareSigner.read(log.signer().resolve("key"))
                                            .verifierKey()
                                            .text()
                                    + "\nquorum none\n");
        } catch (WitnessPolicy.Malformed e) {
            throw new StartupFailure("log.policyFile, " + e.getMessage(), e);
        }
    }

    private int write(WriteDossier write, Scope scope) throws IOException {
        long begun = System.nanoTime();
        Path file = (out == null ? Path.of(code + "-" + scope.size() + ".zip") : out).toAbsolutePath();
        PrintWriter terminal = spec.commandLine().getErr();
        terminal.println("gongping: writing the dossier of " + code + " under the checkpoint of size " + scope.size());
        terminal.flush();
        Path spool = Files.createTempFile(file.getParent(), ".dossier", ".contents");
        Path part = Files.createTempFile(file.getParent(), ".dossier", ".part");
        try {
            Outcome<WriteDossier.Written> written;
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                    OutputStream stream = Channels.newOutputStream(channel)) {
                written = write.execute(scope, stream, spool);
                channel.force(true);
            }
            return switch (written) {
                case Outcome.Refused<WriteDossier.Written>(Refusal refusal) -> say(REFUSED, text(refusal));
                case Outcome.Done<WriteDossier.Written>(WriteDossier.Written done) -> {
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    yield say(WRITTEN, summary(done, file, Duration.ofNanos(System.nanoTime() - begun)));
                }
            };
        } finally {
            Files.deleteIfExists(part);
            Files.deleteIfExists(spool);
        }
    }

    private static String summary(WriteDossier.Written done, Path file, Duration took) {
        return String.format(
                Locale.ROOT,
                "%s: %,d records and %,d documents under the checkpoint of size %d, %,d bytes, %.1f s",
                file,
                done.records(),
                done.documents(),
                done.checkpointSize(),
                done.bytes(),
                took.toMillis() / 1e3);
    }

    private static String text(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Conflict conflict -> conflict.detailEn();
            case Refusal.NotFound(String what) -> "there is no " + what;
            default -> refusal.toString();
        };
    }

    private void warn(String text) {
        say(COULD_NOT, text);
    }

    /** Where it went is the result; all else is for the person at the terminal. */
    private int say(int exitCode, String text) {
        PrintWriter to = exitCode == WRITTEN
                ? spec.commandLine().getOut()
                : spec.commandLine().getErr();
        text.lines().forEach(line -> to.println("gongping: " + line));
        to.flush();
        return exitCode;
    }
}

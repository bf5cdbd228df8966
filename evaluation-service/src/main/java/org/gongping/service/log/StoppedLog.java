package org.gongping.service.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.note.Checkpoint;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SignedNote;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.recover.Decision;
import org.gongping.core.audit.recover.FrozenLog;
import org.gongping.core.audit.recover.Heard;
import org.gongping.core.audit.recover.Loss;
import org.gongping.core.audit.recover.OriginFiles;
import org.gongping.core.audit.recover.Recovery;
import org.gongping.core.audit.recover.RecoveryRepository;
import org.gongping.core.audit.recover.Standing;
import org.gongping.core.audit.sequence.CheckpointSigner;
import org.gongping.core.audit.sequence.HaltRepository;
import org.gongping.core.audit.tile.LogDamaged;
import org.gongping.core.audit.tile.LogFolder;
import org.gongping.core.audit.tile.PublishedLog;
import org.gongping.core.audit.witness.WitnessPolicy;
import org.gongping.core.db.Database;
import org.gongping.core.db.DatabaseLogin;
import org.gongping.core.db.Lead;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.service.config.ServerConfig;

/** A log as the person sees it who must decide about it, and the ways on that there are. For one thread. */
public final class StoppedLog {
    /** Each entry is read and each row is written once more. */
    private static final Duration PATIENCE = Duration.ofHours(6);

    private final ServerConfig settings;
    private final ServerConfig.Log log;
    private final LogFolder folder;
    private final SoftwareSigner key;
    private final CheckpointSigner signer;
    private final String policyText;
    private final WitnessPolicy policy;

    /**
     * @throws IOException when key or policy cannot be read
     * @throws WitnessPolicy.Malformed when the policy has a fault
     */
    public StoppedLog(ServerConfig settings, ServerConfig.Log log) throws IOException, WitnessPolicy.Malformed {
        this.settings = settings;
        this.log = log;
        this.folder = new LogFolder(log.folder());
        this.key = SoftwareSigner.read(log.signer().resolve("key"));
        this.signer = new CheckpointSigner(key, new LogFolder(log.signer()));
        this.policyText = log.policy().isPresent()
                ? Files.readString(log.policy().get())
                : LogService.policyWithoutWitnesses(key.verifierKey());
        this.policy = WitnessPolicy.parse(policyText);
    }

    /**
     * What there is to see.
     *
     * @param halted why the log was stopped, where the database says that it was
     * @param unfinished whether a change of the origin has not reached the files yet
     */
    public record Seen(Standing standing, Loss loss, Optional<String> halted, boolean unfinished, long rows) {
        /** Whether there is anything to decide. */
        public boolean mustDecide() {
            return halted.isPresent() || !standing.contradictions().isEmpty();
        }

        /** What contradicts, in one line. */
        public String found() {
            Set<String> all = new LinkedHashSet<>();
            halted.ifPresent(all::add);
            standing.contradictions().forEach(each -> all.add(each.en()));
            return String.join("; ", all);
        }
    }

    public VerifierKey key() {
        return key.verifierKey();
    }

    /** Looks at everything, and changes nothing. */
    public Seen look() {
        ServerConfig.Login login = settings.database()
                .migration()
                .orElse(new ServerConfig.Login(
                        settings.database().user(), settings.database().password()));
        var limits = new Database.Limits(1, 10, Duration.ofSeconds(10), PATIENCE);
        List<Heard> heard = WitnessHeads.ask(policy, key.verifierKey());
        try (Database database = Database.open(settings.database().url(), login.user(), login.password(), limits)) {
            return database.transact(tx -> look(tx, heard), seen -> false);
        }
    }

    private Seen look(Transaction tx, List<Heard> heard) {
        var rows = new RecoveryRepository();
        Standing standing = Standing.of(signer, folder, heard, () -> rows.places(tx));
        Optional<String> halted = new HaltRepository().why(tx);
        var recovery = new Recovery(folder);
        boolean mustDecide = halted.isPresent() || !standing.contradictions().isEmpty();
        return new Seen(
                standing,
                mustDecide ? recovery.survey(tx, standing) : recovery.nothing(standing),
                halted,
                !new OriginFiles(folder).areFinished(tx),
                rows.rows(tx));
    }

    /** Nothing was done, for a reason that the operator can put right. */
    public static final class NotNow extends Exception {
        private static final long serialVersionUID = 1L;

        NotNow(String message) {
            super(message);
        }
    }

    /** As the owner of the tables, while nobody appends. */
    private <T> T asOwner(Function<Transaction, T> work) throws NotNow {
        ServerConfig.Login login = settings.database()
                .migration()
                .orElseThrow(() -> new NotNow("the guards of the audit trail can be lifted by the owner of its tables"
                        + " alone: give database.migrationUser and database.migrationPassword in the configuration"));
        var owner = new DatabaseLogin(settings.database().url(), login.user(), login.password());
        try (Lead lead = Lead.tryTake(owner, LogService.LOCK, PATIENCE).orElse(null)) {
            if (lead == null) {
                throw new NotNow("a server appends to this log at this moment: stop all servers first");
            }
            return lead.transact(work::apply);
        }
    }

    /** Gives every row its place again and lets the log go on under its origin. */
    public Recovery.Done rebuild(Recovery.Order order, AuditLog audit, Actor actor) throws NotNow {
        List<Heard> heard = WitnessHeads.ask(policy, key.verifierKey());
        return asOwner(tx -> {
            Seen seen = look(tx, heard);
            return new Recovery(folder).rebuild(tx, seen.standing(), seen.loss(), order, audit, actor);
        });
    }

    /**
     * What the configuration must say from now on.
     *
     * @param policy empty where the log has no policy file
     */
    public record Begun(Recovery.Done done, Checkpoint before, VerifierKey key, Path signer, Optional<Path> policy) {}

    /**
     * Begins a log under a new origin with what is left of this one.
     *
     * @throws NotNow when it cannot be begun, with nothing changed
     */
    public Begun begin(String origin, Recovery.Order order, AuditLog audit, Actor actor) throws NotNow {
        List<Heard> heard = WitnessHeads.ask(policy, key.verifierKey());
        SignedNote last = lastSeen(heard)
                .orElseThrow(() -> new NotNow("no checkpoint of this log is known: there is nothing to continue"));
        Checkpoint before = Checkpoint.parse(last.text()).orElseThrow();
        return asOwner(tx -> {
            for (Decision decision : Decision.all(tx)) {
                if (decision.change()
                        .filter(change -> change.origin().equals(origin)
                                || change.before().equals(origin))
                        .isPresent()) {
                    throw new LogDamaged("the origin " + origin + " has had a log already");
                }
            }
            int number = new OriginFiles(folder).nextNumber(tx);
            Path newSigner = next(log.signer(), number);
            Optional<Path> newPolicy = log.policy().map(file -> next(file, number));
            VerifierKey newKey = prepare(origin, newSigner, newPolicy, before);
            signer.recall(last);
            new FrozenLog(folder, number).seal(last);
            Seen seen = look(tx, heard);
            Recovery.Done done =
                    new Recovery(folder).begin(tx, seen.loss(), origin, before, number, order, audit, actor);
            return new Begun(done, before, newKey, newSigner, newPolicy);
        });
    }

    /** The second log's files bear a 2, and so on. */
    private static Path next(Path path, int number) {
        String name = path.getFileName().toString().replaceFirst("-" + number + "$", "");
        return path.resolveSibling(name + "-" + (number + 1));
    }

    /** Key and policy of the new log; of no effect until the configuration names them. */
    private VerifierKey prepare(String origin, Path newSigner, Optional<Path> newPolicy, Checkpoint before) {
        try {
            Path file = Files.createDirectories(newSigner).resolve("key");
            // A key of its own: a policy that names both logs must not name one key twice (C2SP tlog-policy).
            if (Files.exists(file)
                    && !SoftwareSigner.read(file).verifierKey().name().equals(origin)) {
                Files.delete(file);
            }
            VerifierKey made = SoftwareSigner.readOrGenerate(file, origin, SignatureType.ED25519, new SecureRandom())
                    .verifierKey();
            if (newPolicy.isPresent()) {
                Files.writeString(newPolicy.get(), policyOf(made, before));
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same witnesses; the log before stays, so that its files can be verified by the same policy. */
    private String policyOf(VerifierKey made, Checkpoint before) {
        String old = "log " + key.verifierKey().text();
        return "log " + made.text() + "\n# continued by the one above from size " + before.size() + " on\n"
                + (policyText.contains(old) ? policyText : old + "\n" + policyText);
    }

    /** Brings a change of the origin that is decided to the public files. */
    public void finish() throws NotNow {
        asOwner(tx -> {
            new OriginFiles(folder).finish(tx);
            return null;
        });
    }

    /**
     * The last checkpoint that anybody outside can have seen: published, or cosigned. The witnesses are asked once more to
     * cosign what was signed last, so that the log before ends where they all know it.
     */
    private Optional<SignedNote> lastSeen(List<Heard> heard) {
        List<SignedNote> seen = new ArrayList<>();
        try {
            new PublishedLog(folder).now().map(PublishedLog.Published::note).ifPresent(seen::add);
            signer.lastNote().map(this::cosigned).ifPresent(seen::add);
        } catch (LogDamaged e) {
            // What cannot be read here the witnesses still have.
        }
        heard.forEach(each -> each.note().ifPresent(seen::add));
        return seen.stream()
                .filter(note -> note.signedBy(List.of(key.verifierKey())).contains(key.verifierKey()))
                .filter(note ->
                        !policy.needsWitnesses() || !policy.cosigners(note).isEmpty())
                .max(Comparator.comparingLong(note ->
                        Checkpoint.parse(note.text()).map(Checkpoint::size).orElse(-1L)))
                .map(last -> merged(last, seen));
    }

    private SignedNote cosigned(SignedNote signed) {
        try (var collecting = new Cosigning(policy, folder)) {
            return collecting.collect(signed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return signed;
        } catch (LogDamaged | IllegalStateException e) {
            // A witness knows more, or the tiles do not prove it: then it stays as it is.
            return signed;
        }
    }

    /** With all cosignatures of the same text. */
    private static SignedNote merged(SignedNote last, List<SignedNote> others) {
        SignedNote all = last;
        for (SignedNote other : others) {
            if (other.text().equals(last.text())) {
                for (SignedNote.Line line : other.signatures()) {
                    all = all.with(line);
                }
            }
        }
        return all;
    }
}

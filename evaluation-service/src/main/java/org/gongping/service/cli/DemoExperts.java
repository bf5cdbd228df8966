package org.gongping.service.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.db.Database;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.LawBook;
import org.gongping.core.rule.LawRepository;
import org.gongping.draw.pool.BarRepository;
import org.gongping.draw.pool.ChangeLog;
import org.gongping.draw.pool.ChangeRepository;
import org.gongping.draw.pool.ExpertListRepository;
import org.gongping.draw.pool.ExpertRepository;
import org.gongping.draw.pool.IdentityNumber;
import org.gongping.draw.pool.ReadExperts;
import org.gongping.draw.pool.Registering;
import org.gongping.draw.pool.ShippedClassification;
import org.gongping.draw.pool.SpecialtyRepository;
import org.gongping.draw.pool.load.AffiliationRepository;
import org.gongping.draw.pool.load.CheckFile;
import org.gongping.draw.pool.load.EndImport;
import org.gongping.draw.pool.load.FileImport;
import org.gongping.draw.pool.load.ImportRepository;
import org.gongping.draw.pool.sheet.SheetReader;
import org.gongping.service.StartupFailure;
import org.gongping.service.config.ServerConfig;

/** The invented experts of a demo and the firms behind them, loaded as a pool operator would load them. */
public final class DemoExperts {
    private static final Actor OPERATOR =
            new Actor("demo", "pool", "demo", Optional.empty(), Set.of(Role.EXPERT_POOL_OPERATOR));

    private final SpecialtyRepository specialties = new SpecialtyRepository();
    private final ImportRepository imports = new ImportRepository();
    private final InstantSource clock;
    private final LawBook laws;
    private final CheckFile check;
    private final EndImport end;

    private DemoExperts(IdentityNumber identities, InstantSource clock) {
        this.clock = clock;
        RandomSource random = RandomSource.secure();
        var ids = new Ids(clock, random);
        var personalData = new PersonalData(new PersonalDataRepository(), clock, random, ids);
        var audit = new AuditLog(new AuditRepository(), personalData, clock, random, ids);
        var experts = new ExpertRepository(ids);
        var affiliations = new AffiliationRepository(ids);
        laws = new LawBook(new LawRepository(), clock);
        check = new CheckFile(
                new SheetReader(identities),
                experts,
                specialties,
                affiliations,
                imports,
                new ReadExperts(experts, new ExpertListRepository(), new BarRepository(), laws, audit, clock),
                audit,
                clock,
                ids);
        end = new EndImport(
                experts,
                specialties,
                affiliations,
                imports,
                new Registering(random, ids),
                new ChangeLog(new ChangeRepository(), audit, clock, random, ids),
                audit,
                clock);
    }

    /** A second time changes nothing. */
    static void load(ServerConfig.Database config, ServerConfig.Pool pool) {
        try (Database database =
                Database.open(config.url(), config.user(), config.password(), Database.Limits.ofPool(1))) {
            load(database, pool);
        }
    }

    /** Loads them into a database whose schema is there. */
    public static void load(Database database, ServerConfig.Pool pool) {
        var demo = new DemoExperts(new IdentityNumber(Optional.of(pool.identityKey())), InstantSource.system());
        database.transact(tx -> {
            demo.laws.loadShipped(tx);
            if (demo.specialties.isEmpty(tx)) {
                demo.specialties.put(tx, ShippedClassification.read(), demo.clock.instant());
            }
            // Not once more: each upload is a record, by a clock that a rehearsal may long have left behind.
            if (demo.imports.page(tx, null, 1).isEmpty()) {
                demo.load(tx, FileImport.Kind.EXPERTS, "experts.csv");
                demo.load(tx, FileImport.Kind.AFFILIATIONS, "affiliations.csv");
            }
            return null;
        });
    }

    private void load(Transaction tx, FileImport.Kind kind, String name) {
        try {
            Path file = Files.createTempFile("gongping", ".csv");
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                try (InputStream in =
                        new DigestInputStream(DemoExperts.class.getResourceAsStream("/deploy/demo/" + name), sha256)) {
                    Files.write(file, in.readAllBytes());
                }
                FileImport checked = check.execute(
                        tx,
                        OPERATOR,
                        new CheckFile.Incoming(
                                kind,
                                file,
                                name,
                                HexFormat.of().formatHex(sha256.digest()),
                                Files.size(file),
                                "LOCAL",
                                Optional.empty()));
                if (end.confirm(tx, OPERATOR, checked.id()) instanceof Outcome.Refused<FileImport>(var refusal)) {
                    throw new StartupFailure("the sample experts in " + name + " were refused: " + refusal);
                }
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

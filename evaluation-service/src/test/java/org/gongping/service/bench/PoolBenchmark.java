package org.gongping.service.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.core.Ids;
import org.gongping.core.Outcome;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.db.Database;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.LawBook;
import org.gongping.core.rule.LawRepository;
import org.gongping.draw.pool.BarRepository;
import org.gongping.draw.pool.ChangeLog;
import org.gongping.draw.pool.ChangeRepository;
import org.gongping.draw.pool.ExpertFilter;
import org.gongping.draw.pool.ExpertListRepository;
import org.gongping.draw.pool.ExpertRepository;
import org.gongping.draw.pool.IdentityNumber;
import org.gongping.draw.pool.People;
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

/** How long lists of a large pool take, and how long a large file takes from upload to pool. */
public final class PoolBenchmark {
    private static final int RUNS = 21;
    private static final Actor OPERATOR =
            new Actor("bench", "pool", "bench", Optional.empty(), Set.of(Role.EXPERT_POOL_OPERATOR));
    private static final ExpertFilter ALL = filter(null, null, null, null);

    private final Database database;
    private final ExpertListRepository lists = new ExpertListRepository();
    private final Instant now = Instant.now();

    private PoolBenchmark(Database database) {
        this.database = database;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        int experts = option(arguments, "--experts=", 1_000_000);
        int rows = option(arguments, "--rows=", 100_000);
        try (BenchDatabase postgres = new BenchDatabase(folder);
                Database database = Database.open(
                        postgres.url(),
                        BenchDatabase.LOGIN,
                        BenchDatabase.LOGIN,
                        new Database.Limits(4, 10, Duration.ofSeconds(5), Duration.ofMinutes(10)))) {
            System.out.println("PostgreSQL " + postgres.version() + ", Java " + Runtime.version());
            var benchmark = new PoolBenchmark(database);
            benchmark.importing(folder, rows);
            benchmark.fill(postgres, experts);
            benchmark.lists();
        }
    }

    private static int option(String[] arguments, String name, int otherwise) {
        for (String argument : arguments) {
            if (argument.startsWith(name)) {
                return Integer.parseInt(argument.substring(name.length()));
            }
        }
        return otherwise;
    }

    private static ExpertFilter filter(
            String text, String specialty, String region, ExpertFilter.Availability availability) {
        return new ExpertFilter(
                Optional.ofNullable(text),
                Optional.ofNullable(specialty),
                Optional.ofNullable(region),
                Optional.ofNullable(availability),
                Optional.empty());
    }

    /** A file of new people through the check and the confirmation, then the same file again. */
    private void importing(Path folder, int rows) throws IOException {
        InstantSource clock = InstantSource.system();
        RandomSource random = RandomSource.secure();
        var ids = new Ids(clock, random);
        var personalData = new PersonalData(new PersonalDataRepository(), clock, random, ids);
        var audit = new AuditLog(new AuditRepository(), personalData, clock, random, ids);
        var experts = new ExpertRepository(ids);
        var specialties = new SpecialtyRepository();
        var affiliations = new AffiliationRepository(ids);
        var imports = new ImportRepository();
        var laws = new LawBook(new LawRepository(), clock);
        database.transact(tx -> {
            laws.loadShipped(tx);
            specialties.put(tx, ShippedClassification.read(), clock.instant());
            return null;
        });
        var identities = new IdentityNumber(Optional.of(new SecretKeySpec(new byte[32], "HmacSHA256")));
        var check = new CheckFile(
                new SheetReader(identities),
                experts,
                specialties,
                affiliations,
                imports,
                new ReadExperts(experts, lists, new BarRepository(), laws, audit, clock),
                audit,
                clock,
                ids);
        var end = new EndImport(
                experts,
                specialties,
                affiliations,
                imports,
                new Registering(random, ids),
                new ChangeLog(new ChangeRepository(), audit, clock, random, ids),
                audit,
                clock);
        Path file = folder.resolve("pool.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(People.HEADING + "\n");
            for (int n = 0; n < rows; n++) {
                out.write(People.row(n, "王小明") + "\n");
            }
        }
        for (String which : List.of("new", "the same again")) {
            long began = System.nanoTime();
            FileImport checked = database.transact(tx -> check.execute(
                    tx,
                    OPERATOR,
                    new CheckFile.Incoming(
                            FileImport.Kind.EXPERTS,
                            file,
                            "pool.csv",
                            "0".repeat(64),
                            sizeOf(file),
                            "LOCAL",
                            Optional.empty())));
            long half = System.nanoTime();
            database.transact(tx -> {
                if (!(end.confirm(tx, OPERATOR, checked.id()) instanceof Outcome.Done)) {
                    throw new IllegalStateException("refused: " + checked);
                }
                return null;
            });
            System.out.printf(
                    "import of %,d rows, %s: check %.1f s, confirmation %.1f s%n",
                    rows, which, (half - began) / 1e9, (System.nanoTime() - half) / 1e9);
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Invented people by the thousand, written by PostgreSQL itself. */
    private void fill(BenchDatabase postgres, int experts) throws SQLException {
        long began = System.nanoTime();
        postgres.execute("TRUNCATE expert, expert_import CASCADE");
        postgres.execute("""
                INSERT INTO expert (id, pool_no, library, state, name, phone, identity, region, specialties, specialty_path,
                    employer_name, field_since, title, title_level, qualified_until, ref_salt, registered_at, changed_at)
                SELECT gen_random_uuid(), 'E-' || lpad(n::text, 8, '0'), 'LOCAL',
                    CASE WHEN n %% 50 = 0 THEN 'RETIRED' ELSE 'ACTIVE' END,
                    substr('王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗', 1 + n %% 20, 1)
                        || substr('建国志强文华丽娟海涛晓明俊峰玉兰国栋雪梅永康思远景行若水清扬致远怀瑾承志嘉言秉文', 1 + n / 20 %% 40, 1)
                        || substr('明哲立本守正知行乐山书衡鸿飞静宜佳怡婉清德昭元培启明伯安仲谋叔同季常子衿维桢宗岱', 1 + n / 800 %% 42, 1),
                    '142' || lpad(n::text, 8, '0'), sha256(n::text::bytea),
                    (ARRAY['330100','330200','350200','350100','110101','440300'])[1 + n %% 6],
                    ARRAY[leaf, 'A0601'], ARRAY['A', 'A06', 'A0601', substr(leaf, 1, 3), substr(leaf, 1, 5), leaf],
                    substr('鹭岛榕江刺桐凤岗木兰武夷闽江九龙汀江霞浦', 1 + 2 * (n %% 10), 2) || '第' || (n %% 5000) || '设计院',
                    date '2000-01-01' + (n %% 5000), '高级工程师', 'ASSOCIATE_SENIOR', date '2026-01-01' + (n %% 2000),
                    sha256(n::text::bytea), now(), now()
                FROM generate_series(1, %d) AS n,
                    LATERAL (SELECT 'A0' || (1 + n %% 8) || '0' || (1 + n / 8 %% 4) || '0' || (1 + n / 32 %% 9) AS leaf) AS s
                """.formatted(experts));
        postgres.execute(
                "INSERT INTO expert_suspension (expert_id, id, starts_at, reason, decided_by, document_sha256, recorded_at)"
                        + " SELECT id, gen_random_uuid(), now() - interval '1 day', 'r', 'd', repeat('a', 64), now() FROM expert WHERE pool_no LIKE '%777'");
        postgres.execute(
                "INSERT INTO expert_unavailable (expert_id, id, starts_at, ends_at)"
                        + " SELECT id, gen_random_uuid(), now() - interval '1 day', now() + interval '9 days' FROM expert WHERE pool_no LIKE '%55'");
        postgres.execute("VACUUM ANALYZE");
        System.out.printf("%,d experts written in %.0f s%n", experts, (System.nanoTime() - began) / 1e9);
    }

    private void lists() {
        System.out.println("list of 51 rows                           median      max");
        page("first page", ALL, null);
        page("page in the middle", ALL, "E-00500000");
        page("name of three characters", filter("王建明", null, null, null), null);
        page("part of a name, two characters", filter("若水", null, null, null), null);
        page("surname alone", filter("欧", null, null, null), null);
        page("one frequent character", filter("王", null, null, null), null);
        page("employer", filter("鹭岛第1230设计院", null, null, null), null);
        page("number", filter("E-00777777", null, null, null), null);
        page("two words", filter("王建 鹭岛", null, null, null), null);
        page("what nobody is called", filter("龘龘", null, null, null), null);
        page("specialty, top level", filter(null, "A08", null, null), null);
        page("specialty, leaf", filter(null, "A080401", null, null), null);
        page("specialty that nobody has", filter(null, "A0429", null, null), null);
        page("province", filter(null, null, "35", null), null);
        page("specialty and city", filter(null, "A0402", "330200", null), null);
        page("specialty and city, nobody", filter(null, "A0402", "350200", null), null);
        page("available", filter(null, null, null, ExpertFilter.Availability.AVAILABLE), null);
        page("suspended", filter(null, null, null, ExpertFilter.Availability.SUSPENDED), null);
        page("suspended in a specialty", filter(null, "A0402", null, ExpertFilter.Availability.SUSPENDED), null);
        page("qualification over", filter(null, null, null, ExpertFilter.Availability.QUALIFICATION_OVER), null);
        page("duplicate", filter(null, null, null, ExpertFilter.Availability.DUPLICATE), null);
        page("retired, name", filter("致知", null, null, ExpertFilter.Availability.RETIRED), null);
        time(
                "counts of the landing page",
                () -> database.read(tx ->
                        lists.summary(tx, now, LocalDate.parse("2027-01-01")).all()));
    }

    private void page(String name, ExpertFilter filter, String after) {
        time(
                name,
                () -> database.read(tx -> lists.page(tx, filter, now, after, 51).size()));
    }

    private static void time(String name, java.util.function.IntSupplier work) {
        List<Long> nanos = new ArrayList<>();
        int found = 0;
        for (int run = 0; run < RUNS; run++) {
            long began = System.nanoTime();
            found = work.getAsInt();
            nanos.add(System.nanoTime() - began);
        }
        nanos.sort(null);
        System.out.printf(
                "%-38s %8.1f ms %8.1f ms   (%,d)%n", name, nanos.get(RUNS / 2) / 1e6, nanos.getLast() / 1e6, found);
    }
}

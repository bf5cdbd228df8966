package org.gongping.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.audit.note.SignatureType;
import org.gongping.core.audit.note.SoftwareSigner;
import org.gongping.draw.calling.Invitation;
import org.gongping.draw.calling.channel.GatewayChannel;
import org.gongping.draw.calling.channel.SmtpChannel;
import org.gongping.service.StartupFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    private Path folder;

    private final Map<String, String> required = new LinkedHashMap<>(Map.of(
            "http.publicUrl", "https://gongping.example.org",
            "database.url", "jdbc:postgresql://db.example.org/gongping",
            "database.user", "gongping_server",
            "database.password", "top-secret-1",
            "oidc.issuer", "https://login.example.org/realms/gongping",
            "oidc.clientId", "gongping-web",
            "oidc.clientSecret", "top-secret-2",
            "session.key", KEY,
            "storage.documents", "/var/lib/gongping/documents"));

    @Test
    void readsTheRequiredKeysAndFillsInTheDefaults() throws IOException {
        ServerConfig config = read(required);

        assertThat(config.http())
                .isEqualTo(new ServerConfig.Http("127.0.0.1", 8080, URI.create("https://gongping.example.org")));
        assertThat(config.management().port()).isZero();
        assertThat(config.database())
                .isEqualTo(new ServerConfig.Database(
                        "jdbc:postgresql://db.example.org/gongping",
                        "gongping_server",
                        "top-secret-1",
                        16,
                        Optional.empty()));
        assertThat(config.oidc())
                .isEqualTo(new ServerConfig.Oidc(
                        URI.create("https://login.example.org/realms/gongping"), "gongping-web", "top-secret-2"));
        assertThat(config.session().key().getEncoded()).hasSize(32);
        assertThat(config.storage())
                .isEqualTo(new ServerConfig.Storage(Path.of("/var/lib/gongping/documents"), 209_715_200L));
        assertThat(config.rehearsal()).isFalse();
    }

    /** The demo hands its configuration to {@code log recover} in this form. */
    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        required.put("http.publicUrl", "http://localhost:8080");
        required.put("database.migrationUser", "gongping_migrator");
        required.put("database.migrationPassword", "top-secret-3");
        required.put("pool.identityKey", KEY);
        required.put("draw.vrfKey", "/var/lib/gongping/draw/vrf.key");
        required.put("log.folder", "/var/lib/gongping/log");
        required.put("log.origin", "log.example.org/rehearsal");
        required.put("log.signer", "/var/lib/gongping/log-signer");
        required.put("log.user", "gongping_log");
        required.put("log.password", "top-secret-4");
        required.put("log.policyFile", "/etc/gongping/log-policy");
        required.put(
                "log.selfCheckKey",
                SoftwareSigner.generate(
                                "log.example.org/rehearsal/selfcheck", SignatureType.ED25519, new SecureRandom())
                        .verifierKey()
                        .text());
        required.put("rehearsal", "true");
        String written = ServerConfigWriter.text(read(required));
        required.forEach((key, value) -> assertThat(written).contains(key + " = " + value + "\n"));
        ServerConfig again = ServerConfig.read(Files.writeString(folder.resolve("written.conf"), written), Map.of());
        assertThat(ServerConfigWriter.text(again)).isEqualTo(written);
    }

    @Test
    void readsEveryKey() throws IOException {
        required.put("http.host", "0.0.0.0");
        required.put("http.port", "8443");
        required.put("http.publicUrl", "http://localhost:8443/");
        required.put("management.port", "9000");
        required.put("database.poolSize", "32");
        required.put("database.migrationUser", "gongping_migrator");
        required.put("database.migrationPassword", "top-secret-3");
        required.put("storage.maxDocumentBytes", "1048576");
        required.put("rehearsal", "true");

        ServerConfig config = read(required);

        assertThat(config.http())
                .isEqualTo(new ServerConfig.Http("0.0.0.0", 8443, URI.create("http://localhost:8443")));
        assertThat(config.management().port()).isEqualTo(9000);
        assertThat(config.database().poolSize()).isEqualTo(32);
        assertThat(config.database().migration()).contains(new ServerConfig.Login("gongping_migrator", "top-secret-3"));
        assertThat(config.storage().maxDocumentBytes()).isEqualTo(1_048_576);
        assertThat(config.rehearsal()).isTrue();
    }

    /** By its origin everybody tells a log of rehearsals from a real one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    log.example/gongping/2026 | false |
                    log.example/rehearsal     | true  |
                    log.example/rehearsal     | false | log.origin: ends in /rehearsal, as those of rehearsals alone do
                    log.example/gongping/2026 | true  | log.origin: must end in /rehearsal beside rehearsal = true
                    """)
    void tellsTheLogsOfRehearsalsByTheirOrigin(String origin, String rehearsal, String problem) throws IOException {
        required.put("http.publicUrl", "http://localhost:8080");
        required.put("log.folder", folder.resolve("log").toString());
        required.put("log.origin", origin);
        required.put("log.signer", folder.resolve("signer").toString());
        required.put("log.user", "gongping_log");
        required.put("log.password", "top-secret-5");
        required.put("rehearsal", rehearsal);
        if (problem == null) {
            assertThat(read(required).log().orElseThrow().origin()).isEqualTo(origin);
        } else {
            assertThat(problems(required)).containsExactly(problem);
        }
    }

    @Test
    void callsByHandWhereNothingElseIsSaid() throws IOException {
        assertThat(read(required).calling()).isEqualTo(ServerConfig.Calling.BY_HAND);
    }

    @Test
    void readsHowExpertsAreReached() throws IOException {
        required.put("calling.smtp.host", "mail.example.org");
        required.put("calling.smtp.port", "2525");
        required.put("calling.smtp.security", "tls");
        required.put("calling.smtp.user", "gongping");
        required.put("calling.smtp.password", "top-secret-4");
        required.put("calling.smtp.from", "draw@example.org");
        required.put("calling.gateway.url", "https://sms.example.org/send");
        required.put("calling.gateway.secret", KEY);
        required.put("calling.gateway.sms", "false");
        required.put("calling.gateway.voice", "true");
        required.put("calling.notice.sender", "某市交易中心");
        required.put("calling.notice.pay", "每半日500元");
        required.put("calling.notice.lodging", "安排住宿");
        required.put("calling.notice.enquiries", "0595-1");
        required.put("calling.signInMinutes", "30");

        ServerConfig.Calling calling = read(required).calling();

        assertThat(calling.smtp())
                .contains(new SmtpChannel.Settings(
                        "mail.example.org",
                        2525,
                        SmtpChannel.Security.TLS,
                        Optional.of(new SmtpChannel.Login("gongping", "top-secret-4")),
                        "draw@example.org"));
        ServerConfig.Gateway gateway = calling.gateway().orElseThrow();
        assertThat(gateway.url()).isEqualTo(URI.create("https://sms.example.org/send"));
        assertThat(gateway.secret()).hasSize(32);
        assertThat(gateway.kinds()).containsExactly(GatewayChannel.Kind.VOICE);
        assertThat(calling.terms()).isEqualTo(new Invitation.Terms("某市交易中心", "每半日500元", "安排住宿", "0595-1"));
        assertThat(calling.signInMinutes()).isEqualTo(30);
        assertThat(calling.toString()).doesNotContain("top-secret-4", KEY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    calling.smtp.port        | 25                     | is of use with calling.smtp.host alone
                    calling.smtp.from        | a@example.org          | is of use with calling.smtp.host alone
                    calling.smtp.host        | mail.example.org       | calling.smtp.from: is required
                    calling.gateway.secret   | AAAA                   | is of use with calling.gateway.url alone
                    calling.gateway.url      | https://sms.example    | calling.gateway.secret: is required
                    calling.notice.pay       | 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一 | must have 1 to 60 characters
                    calling.signInMinutes    | 0                      | must be a whole number from 1 to 720, found "0"
                    """)
    void namesWhatIsWrongWithHowExpertsAreReached(String key, String value, String problem) {
        required.put(key, value);
        assertThat(problems(required)).containsExactly(problem.startsWith("calling.") ? problem : key + ": " + problem);
    }

    @Test
    void refusesChannelsThatOthersCanRead() {
        required.put("calling.smtp.host", "mail.example.org");
        required.put("calling.smtp.from", "draw@example.org");
        required.put("calling.smtp.security", "none");
        required.put("calling.gateway.url", "http://sms.example.org/send");
        required.put("calling.gateway.secret", "AAAA");
        assertThat(problems(required))
                .containsExactlyInAnyOrder(
                        "calling.smtp.security: may be none for a mail server on a loopback address alone",
                        "calling.gateway.url: must be https unless the host is a loopback address",
                        "calling.gateway.secret: must be 32 bytes or more in base64, found 3 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.publicUrl",
                "database.url",
                "database.user",
                "database.password",
                "oidc.issuer",
                "oidc.clientId",
                "oidc.clientSecret",
                "session.key",
                "storage.documents"
            })
    void namesARequiredKeyThatIsMissingOrEmpty(String key) {
        required.remove(key);
        assertThat(problems(required)).containsExactly(key + ": is required");
        required.put(key, "");
        assertThat(problems(required)).containsExactly(key + ": is required");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    http.port                | 0                             | must be a whole number from 1 to 65535, found "0"
                    http.port                | 65536                         | must be a whole number from 1 to 65535, found "65536"
                    http.port                | eighty                        | must be a whole number from 1 to 65535, found "eighty"
                    http.publicUrl           | gongping.example.org          | must be an absolute http or https URL, found "gongping.example.org"
                    http.publicUrl           | ftp://gongping.example.org    | must be an absolute http or https URL, found "ftp://gongping.example.org"
                    http.publicUrl           | http://gongping.example.org   | must be https unless the host is a loopback address
                    http.publicUrl           | https://a.example.org/app     | must have no path, found "/app"
                    http.publicUrl           | https://a.example.org/?x=1    | must have no user, query or fragment
                    http.publicUrl           | https://me@a.example.org      | must have no user, query or fragment
                    http.publicUrl           | https://a b                   | must be an absolute http or https URL, found "https://a b"
                    management.port          | -1                            | must be a whole number from 0 to 65535, found "-1"
                    management.port          | 8080                          | must differ from http.port
                    database.url             | jdbc:mysql://db/gongping      | must begin with jdbc:postgresql://
                    database.url             | jdbc:postgresql:              | must begin with jdbc:postgresql://
                    database.url             | jdbc:postgresql://db:x/gp     | must be of the form jdbc:postgresql://HOST:PORT/DATABASE
                    database.poolSize        | 0                             | must be a whole number from 1 to 1000, found "0"
                    database.poolSize        | 1001                          | must be a whole number from 1 to 1000, found "1001"
                    oidc.issuer              | http://login.example.org/r    | must be https unless the host is a loopback address
                    oidc.issuer              | /realms/gongping              | must be an absolute http or https URL, found "/realms/gongping"
                    session.key              | not base64!                   | must be base64
                    session.key              | AAAA                          | must be 32 bytes in base64, found 3 bytes
                    storage.maxDocumentBytes | 0                             | must be a whole number from 1 to 1099511627776, found "0"
                    storage.maxDocumentBytes | 1.5                           | must be a whole number from 1 to 1099511627776, found "1.5"
                    rehearsal                | yes                           | must be true or false, found "yes"
                    rehearsal                | true                          | a settable clock is refused in production; http.publicUrl must be a loopback address
                    """)
    void namesTheKeyOfAnInvalidValue(String key, String value, String problem) {
        required.put(key, value);
        assertThat(problems(required)).containsExactly(key + ": " + problem);
    }

    @Test
    void refusesAFileWhereTheDocumentsShouldGo() throws IOException {
        Path file = Files.createFile(folder.resolve("documents"));
        required.put("storage.documents", file.toString());
        assertThat(problems(required)).containsExactly("storage.documents: must be a folder, found a file at " + file);
    }

    @Test
    void wantsBothPartsOfTheMigrationLogin() {
        required.put("database.migrationUser", "gongping_migrator");
        assertThat(problems(required))
                .containsExactly("database.migrationPassword: is required with database.migrationUser");
        required.remove("database.migrationUser");
        required.put("database.migrationPassword", "top-secret-3");
        assertThat(problems(required))
                .containsExactly("database.migrationUser: is required with database.migrationPassword");
    }

    @Test
    void namesEveryProblemAtOnce() {
        required.put("http.prot", "80");
        required.put("http.port", "x");
        required.remove("database.user");
        assertThat(problems(required))
                .containsExactlyInAnyOrder(
                        "http.prot: unknown key",
                        "http.port: must be a whole number from 1 to 65535, found \"x\"",
                        "database.user: is required");
    }

    @Test
    void takesValuesFromTheEnvironment() throws IOException {
        required.put("database.password", "${env:DB_PASSWORD}");
        required.put("database.url", "jdbc:postgresql://${env:DB_HOST}/gongping");
        ServerConfig config =
                ServerConfig.read(write(required), Map.of("DB_PASSWORD", "pa$$word\\1", "DB_HOST", "db.example.org"));
        assertThat(config.database().password()).isEqualTo("pa$$word\\1");
        assertThat(config.database().url()).isEqualTo("jdbc:postgresql://db.example.org/gongping");
    }

    @Test
    void namesTheKeyOfAMissingEnvironmentVariable() {
        required.put("database.password", "${env:NO_SUCH_VARIABLE}");
        assertThat(problems(required))
                .containsExactly("database.password: environment variable NO_SUCH_VARIABLE is not set");
    }

    @Test
    void namesAKeyGivenTwiceAndALineOfAnotherForm() throws IOException {
        Path file = write(required);
        Files.writeString(file, Files.readString(file) + "http.port = 1\nhttp.port = 2\nnonsense\n# a comment\n\n");
        var failure = catchThrowableOfType(InvalidConfiguration.class, () -> ServerConfig.read(file, Map.of()));
        assertThat(failure.problems())
                .containsExactly("http.port: given twice", "line 12: not of the form key = value");
    }

    @Test
    void saysWhichFileIsMissing() {
        Path missing = folder.resolve("missing.conf");
        assertThatThrownBy(() -> ServerConfig.read(missing, Map.of()))
                .isExactlyInstanceOf(StartupFailure.class)
                .hasMessage("configuration file " + missing + " does not exist");
    }

    @Test
    void showsNoSecret() throws IOException {
        required.put("database.migrationUser", "gongping_migrator");
        required.put("database.migrationPassword", "top-secret-3");
        assertThat(read(required).toString()).doesNotContain("top-secret").doesNotContain(KEY);

        required.put("session.key", "c2VjcmV0");
        required.put("database.url", "postgresql://db?password=top-secret-4");
        assertThat(String.join("\n", problems(required)))
                .doesNotContain("top-secret")
                .doesNotContain("c2VjcmV0");
    }

    private ServerConfig read(Map<String, String> values) throws IOException {
        return ServerConfig.read(write(values), Map.of());
    }

    private Iterable<String> problems(Map<String, String> values) {
        return catchThrowableOfType(InvalidConfiguration.class, () -> read(values))
                .problems();
    }

    private Path write(Map<String, String> values) throws IOException {
        var text = new StringBuilder();
        values.forEach(
                (key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        return Files.writeString(folder.resolve("gongping.conf"), text);
    }
}

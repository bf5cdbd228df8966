package org.gongping.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.gongping.core.bid.envelope.BidKeyFile;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.OpeningSummary;
import org.gongping.core.bid.envelope.SealEnvelope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on an envelope with a remedy of two holders, as the product has sealed it. */
class BidVerifyCommandTest {
    private static final String PASSWORD = "a password of length";
    private static final String CREDIT_CODE = "91330206MA2GONG5X1";
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void sealed() throws IOException {
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        List<SealEnvelope.Holder> holders = new ArrayList<>();
        for (String name : List.of("agent", "supervisor", "centre")) {
            holders.add(new SealEnvelope.Holder(name, key(name)));
        }
        var terms = new SealEnvelope.Terms(
                "QG-2026-E-0421",
                1,
                EnvelopeKind.PRICE,
                CREDIT_CODE,
                key("bidder"),
                Optional.of(new SealEnvelope.Escrow(2, holders)));
        var summary = new OpeningSummary(
                new java.math.BigDecimal("20918600.00"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        try (var stream = Files.newOutputStream(folder.resolve("price.gpe"))) {
            new SealEnvelope(RANDOM).seal(terms, List.of(), Optional.of(summary), stream);
        }
    }

    private byte[] key(String name) throws IOException {
        byte[] file = BidKeyFile.make("QG-2026-E-0421", CREDIT_CODE, PASSWORD.toCharArray(), RANDOM);
        Files.write(folder.resolve(name), file);
        return BidKeyFile.label(file).publicKey();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private int run(String... args) {
        return runIn("en", args);
    }

    private int runIn(String language, String... args) {
        List<String> all = new ArrayList<>(List.of("verify", "--lang", language));
        all.addAll(List.of(args));
        return new CommandLine(new BidCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void withoutAKeyItsFormIsChecked() {
        assertThat(run(file("price.gpe"))).isZero();
        assertThat(out.toString()).contains("format: ok").contains("as far as can be seen without a key");
        assertThat(runIn("zh", file("price.gpe"))).isZero();
        assertThat(out.toString()).contains("格式: 通过");
    }

    @Test
    void theBidderAndAnyTwoHoldersOpenIt() {
        assertThat(run(
                        "--key",
                        file("bidder"),
                        "--password-file",
                        file("password"),
                        "--price",
                        "20918600",
                        file("price.gpe")))
                .isZero();
        assertThat(run(
                        "--key",
                        file("centre"),
                        "--key",
                        file("agent"),
                        "--password-file",
                        file("password"),
                        file("price.gpe")))
                .isZero();
        assertThat(out.toString()).contains("content: ok").contains("Result: all good");
    }

    @Test
    void whatDoesNotHoldEndsWithOne() throws IOException {
        assertThat(run("--key", file("agent"), "--password-file", file("password"), file("price.gpe")))
                .isEqualTo(1);
        assertThat(out.toString()).contains("[share]").contains("Result: FAILED");
        assertThat(run("--key", file("bidder"), "--password-file", file("password"), "--price", "1", file("price.gpe")))
                .isEqualTo(1);
        assertThat(out.toString()).contains("[price]");
        byte[] bytes = Files.readAllBytes(folder.resolve("price.gpe"));
        bytes[25] = ' ';
        Files.write(folder.resolve("price.gpe"), bytes);
        assertThat(run(file("price.gpe"))).isEqualTo(1);
        assertThat(out.toString()).contains("byte 25 (from 0)").contains("[header-json]");
    }

    @Test
    void whatCannotBeCheckedEndsWithTwo() throws IOException {
        assertThat(run(file("nothing"))).isEqualTo(2);
        assertThat(run("--key", file("bidder"), file("price.gpe"))).isEqualTo(2);
        assertThat(runIn("fr", file("price.gpe"))).isEqualTo(2);
        assertThat(run("--price", "1", file("price.gpe"))).isEqualTo(2);
        Files.writeString(folder.resolve("other"), "another password\n");
        assertThat(run("--key", file("bidder"), "--password-file", file("other"), file("price.gpe")))
                .isEqualTo(2);
        Files.writeString(folder.resolve("share"), "no hex");
        assertThat(run("--share", file("share"), file("price.gpe"))).isEqualTo(2);
        Files.writeString(folder.resolve("receipt"), "no receipt");
        assertThat(run("--receipt", file("receipt"), file("price.gpe"))).isEqualTo(2);
        assertThat(err.toString()).contains("not checked: ");
    }

    @Test
    void aWrongContentKeyIsNamed() throws IOException {
        Files.writeString(folder.resolve("key"), HexFormat.of().formatHex(new byte[32]) + "\n");
        assertThat(run("--content-key", file("key"), file("price.gpe"))).isEqualTo(1);
        assertThat(out.toString()).contains("[commit]");
    }
}

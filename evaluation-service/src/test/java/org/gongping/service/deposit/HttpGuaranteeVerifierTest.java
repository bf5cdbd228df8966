package org.gongping.service.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReference;
import org.gongping.core.deposit.Deposit;
import org.gongping.core.deposit.DepositForm;
import org.gongping.core.deposit.GuaranteeVerifier;
import org.gongping.core.deposit.GuaranteeVerifier.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A platform that answers well, badly, or not as it should. */
class HttpGuaranteeVerifierTest {
    private static final Deposit.Instrument PAPER = new Deposit.Instrument(
            "江州银行", "BH-1", "甲公司", new BigDecimal("200000.00"), LocalDate.parse("2026-06-28"), null);

    private final AtomicReference<String> answer = new AtomicReference<>();
    private final AtomicReference<String> asked = new AtomicReference<>();
    private final AtomicReference<Integer> status = new AtomicReference<>(200);
    private HttpServer server;
    private HttpGuaranteeVerifier verifier;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/verify", exchange -> {
            asked.set(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = answer.get().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.get(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        verifier = new HttpGuaranteeVerifier(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/verify"), "secret");
    }

    @AfterEach
    void stop() {
        verifier.close();
        server.stop(0);
    }

    private Answer ask(String body) {
        answer.set(body);
        return verifier.ask(DepositForm.BANK_GUARANTEE, PAPER);
    }

    @Test
    void takesWhatTheIssuerConfirms() {
        Answer issued = ask(
                "{\"result\":\"ISSUED\",\"amount\":\"200000.00\",\"validUntil\":\"2026-06-28\",\"applicant\":\"甲公司\"}");
        assertThat(asked.get()).startsWith("Bearer secret ").contains("\"number\":\"BH-1\"");
        assertThat(GuaranteeVerifier.judge(issued, PAPER, "甲公司")).get().matches(each -> each.stands());
        assertThat(GuaranteeVerifier.judge(issued, PAPER, "乙公司")).get().matches(each -> !each.stands());
        Answer less = ask(
                "{\"result\":\"ISSUED\",\"amount\":\"199999.99\",\"validUntil\":\"2026-06-28\",\"applicant\":\"甲公司\"}");
        assertThat(GuaranteeVerifier.judge(less, PAPER, "甲公司")).get().matches(each -> !each.stands());
        Answer shorter = ask(
                "{\"result\":\"ISSUED\",\"amount\":\"200000.00\",\"validUntil\":\"2026-06-27\",\"applicant\":\"甲公司\"}");
        assertThat(GuaranteeVerifier.judge(shorter, PAPER, "甲公司")).get().matches(each -> !each.stands());
        assertThat(GuaranteeVerifier.judge(ask("{\"result\":\"REVOKED\"}"), PAPER, "甲公司"))
                .get()
                .matches(each -> !each.stands());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"result\":\"ISSUED\"}",
                "{\"result\":\"UNKNOWN\",\"note\":\"x\"}",
                "{\"result\":\"ISSUED\",\"result\":\"ISSUED\",\"amount\":\"1\",\"validUntil\":\"2026-06-28\",\"applicant\":\"a\"}",
                "{\"result\":\"ISSUED\",\"amount\":1,\"validUntil\":\"2026-06-28\",\"applicant\":\"a\"}",
                "{\"result\":\"ISSUED\",\"amount\":\"1\",\"validUntil\":\"2026-02-30\",\"applicant\":\"a\"}",
                "{\"result\":\"UNKNOWN\"} x"
            })
    void concludesNothingFromWhatIsNoAnswer(String body) {
        Answer none = ask(body);
        assertThat(none).isInstanceOf(Answer.None.class);
        assertThat(GuaranteeVerifier.judge(none, PAPER, "甲公司")).isEmpty();
    }

    @Test
    void concludesNothingFromAnErrorOrALongAnswer() {
        status.set(503);
        assertThat(ask("{\"result\":\"UNKNOWN\"}")).isInstanceOf(Answer.None.class);
        status.set(200);
        assertThat(ask(" ".repeat(20_000) + "{\"result\":\"UNKNOWN\"}")).isInstanceOf(Answer.None.class);
        server.stop(0);
        assertThat(verifier.ask(DepositForm.BANK_GUARANTEE, PAPER)).isInstanceOf(Answer.None.class);
    }

    @Test
    void sendsNoTokenInClear() {
        assertThatThrownBy(() -> new HttpGuaranteeVerifier(URI.create("http://bank.example/verify"), "secret"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

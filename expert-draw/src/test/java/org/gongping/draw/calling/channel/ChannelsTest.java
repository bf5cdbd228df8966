package org.gongping.draw.calling.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.rule.Bilingual;
import org.gongping.draw.calling.Channel;
import org.gongping.draw.calling.Contact;
import org.gongping.draw.calling.Invitation;
import org.junit.jupiter.api.Test;

class ChannelsTest {
    private static final Contact CONTACT = new Contact(
            UUID.fromString("00000000-0000-7000-8000-00000000abcd"),
            "ZJ000123",
            "欧阳某某",
            "13867123456",
            Optional.of("ouyang@mail.example"));
    private static final Invitation INVITATION = new Invitation(
            Instant.parse("2026-11-25T01:00:00Z"),
            Duration.ofHours(6),
            "市公共资源交易中心三楼评标区",
            new Bilingual("工程类", "Works"),
            new Invitation.Terms("市公共资源交易中心", "每半日500元，由招标人支付", "提供工作餐", "0595-12345678"));
    private static final Instant BEFORE = Instant.parse("2026-11-24T06:00:00Z");
    private static final byte[] SECRET = "a secret of thirty-two bytes!!!!".getBytes(StandardCharsets.US_ASCII);

    private static SmtpChannel mail(SmtpSink sink) {
        return new SmtpChannel(
                new SmtpChannel.Settings(
                        "127.0.0.1", sink.port(), SmtpChannel.Security.NONE, Optional.empty(), "draw@centre.example"),
                URI.create("https://gongping.example/call"));
    }

    private static void assertSaysAllThatItMay(String text) {
        assertThat(text).contains("2026年11月25日 09:00", "市公共资源交易中心三楼评标区", "工程类", "6小时", "每半日500元", "提供工作餐", "14:00");
    }

    @Test
    void placeIsTheSendersWhereThePlanNamesNone() {
        var unplaced = new Invitation(
                INVITATION.from(), INVITATION.expected(), "", INVITATION.broadClass(), INVITATION.terms());
        assertThat(unplaced.zh(BEFORE, "")).contains("地点：市公共资源交易中心；");
    }

    @Test
    void mailSaysTimePlaceFieldLengthPayAndLodging() throws Exception {
        try (SmtpSink sink = new SmtpSink()) {
            mail(sink).send(CONTACT, INVITATION, "the-ref", BEFORE);
            SmtpSink.Mail mail = sink.next();
            assertThat(mail.to()).containsExactly("<ouyang@mail.example>");
            assertSaysAllThatItMay(mail.text());
            assertThat(mail.text())
                    .contains("https://gongping.example/call#the-ref", "25 November 2026, 09:00", "Works");
            // Not even the one who is invited: a mail is read by more than its addressee.
            assertThat(mail.data() + mail.text()).doesNotContain("欧阳", "ZJ000123", "13867123456", "abcd");
        }
    }

    @Test
    void mailThatIsRefusedSaysNothingOfTheRecipient() throws Exception {
        try (SmtpSink sink = new SmtpSink()) {
            sink.refuse();
            assertThatThrownBy(() -> mail(sink).send(CONTACT, INVITATION, "the-ref", BEFORE))
                    .isInstanceOf(Channel.Unreached.class)
                    .satisfies(e -> assertThat(e + " " + e.getCause()).doesNotContain("ouyang"));
        }
    }

    @Test
    void mailThatMustBeEncryptedIsNotSentInClear() throws Exception {
        try (SmtpSink sink = new SmtpSink()) {
            var strict = new SmtpChannel(
                    new SmtpChannel.Settings(
                            "127.0.0.1",
                            sink.port(),
                            SmtpChannel.Security.STARTTLS,
                            Optional.empty(),
                            "draw@centre.example"),
                    URI.create("https://gongping.example/call"));
            assertThatThrownBy(() -> strict.send(CONTACT, INVITATION, "the-ref", BEFORE))
                    .isInstanceOf(Channel.Unreached.class);
            assertThat(sink.isEmpty()).isTrue();
        }
    }

    @Test
    void gatewayGetsASignedMessage() throws Exception {
        var signature = new GatewaySignature(SECRET);
        try (GatewayStub stub = new GatewayStub(signature);
                var sms = new GatewayChannel(GatewayChannel.Kind.SMS, stub.url(), signature, InstantSource.system())) {
            sms.send(CONTACT, INVITATION, "the-ref", BEFORE);
            JsonNode message = stub.next();
            assertThat(message.path("to").asText()).isEqualTo("13867123456");
            assertThat(message.path("ref").asText()).isEqualTo("the-ref");
            assertThat(message.path("channel").asText()).isEqualTo("sms");
            assertSaysAllThatItMay(message.path("text").asText());
            assertThat(message.toString()).doesNotContain("欧阳", "ZJ000123", "abcd");
            sms.cancel(CONTACT, INVITATION.from(), INVITATION.terms());
            assertThat(stub.next().path("text").asText()).contains("取消");
        }
    }

    @Test
    void gatewayThatRefusesOrKnowsAnotherSecretIsNotReached() throws Exception {
        var signature = new GatewaySignature(SECRET);
        var other = new GatewaySignature("another secret of at least 32 by".getBytes(StandardCharsets.US_ASCII));
        try (GatewayStub stub = new GatewayStub(signature);
                var wrong = new GatewayChannel(GatewayChannel.Kind.VOICE, stub.url(), other, InstantSource.system());
                var right =
                        new GatewayChannel(GatewayChannel.Kind.VOICE, stub.url(), signature, InstantSource.system())) {
            assertThatThrownBy(() -> wrong.send(CONTACT, INVITATION, "the-ref", BEFORE))
                    .isInstanceOf(Channel.Unreached.class);
            stub.answer(503);
            assertThatThrownBy(() -> right.send(CONTACT, INVITATION, "the-ref", BEFORE))
                    .isInstanceOf(Channel.Unreached.class)
                    .hasMessage("HTTP 503");
            assertThat(stub.isEmpty()).isTrue();
        }
    }

    @Test
    void signatureCoversTimeAndBody() {
        var signature = new GatewaySignature(SECRET);
        byte[] body = "{\"answer\":\"ACCEPTED\"}".getBytes(StandardCharsets.UTF_8);
        Instant now = Instant.ofEpochSecond(1_764_000_000L);
        String sign = signature.of(now.getEpochSecond(), body);
        String time = Long.toString(now.getEpochSecond());
        assertThat(signature.accepts(time, sign, body, now)).isTrue();
        assertThat(signature.accepts(time, sign, body, now.plus(GatewaySignature.WINDOW)))
                .isTrue();
        assertThat(signature.accepts(
                        time, sign, body, now.plus(GatewaySignature.WINDOW).plusSeconds(1)))
                .isFalse();
        assertThat(signature.accepts(
                        time, sign, body, now.minus(GatewaySignature.WINDOW).minusSeconds(1)))
                .isFalse();
        byte[] changed = body.clone();
        changed[3] ^= 1;
        assertThat(signature.accepts(time, sign, changed, now)).isFalse();
        assertThat(signature.accepts(Long.toString(now.getEpochSecond() + 1), sign, body, now))
                .isFalse();
        assertThat(signature.accepts("soon", sign, body, now)).isFalse();
        assertThat(signature.accepts(time, "zz", body, now)).isFalse();
        assertThat(signature.accepts("99999999999999999999", sign, body, now)).isFalse();
        assertThat(sign).isEqualTo(sign.toLowerCase(Locale.ROOT)).hasSize(64);
    }

    /** Computed by Python: hmac.new(secret, b"1764000000." + body, sha256).hexdigest(). */
    @Test
    void signatureIsWhatAnyGatewayComputes() {
        assertThat(new GatewaySignature(SECRET).of(1_764_000_000L, "{\"a\":1}".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("388263f1442987b09730d4fd203f19eb477e36ee1b274c34b2a0f3976453ffc4");
    }

    @Test
    void nothingShowsASecret() {
        assertThat(CONTACT.toString()).doesNotContain("欧阳", "1386");
        assertThat(new GatewaySignature(SECRET).toString()).doesNotContain("secret of");
        assertThat(new SmtpChannel.Login("u", "p4ss").toString()).doesNotContain("p4ss");
    }
}

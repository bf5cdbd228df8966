package org.gongping.draw.calling.channel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.gongping.draw.calling.Channel;
import org.gongping.draw.calling.Contact;
import org.gongping.draw.calling.Invitation;

/**
 * Short messages or automatic calls over a gateway that speaks HTTP. The request is signed; the gateway reports the answer
 * to this server, signed in the same way ({@code receiveCallAnswer} in the contract).
 */
public final class GatewayChannel implements Channel, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client;
    private final Kind kind;
    private final URI url;
    private final GatewaySignature signature;
    private final InstantSource clock;

    /** What the gateway is to make of a message. */
    public enum Kind {
        SMS("sms", "参加请回复1，不参加请回复2。"),
        VOICE("voice", "参加请按1，不参加请按2。");

        private final String code;
        private final String howToAnswer;

        Kind(String code, String howToAnswer) {
            this.code = code;
            this.howToAnswer = howToAnswer;
        }
    }

    /** @param clock real time: the gateway is another machine */
    public GatewayChannel(Kind kind, URI url, GatewaySignature signature, InstantSource clock) {
        this.client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.kind = kind;
        this.url = url;
        this.signature = signature;
        this.clock = clock;
    }

    @Override
    public String name() {
        return kind.code;
    }

    @Override
    public boolean reaches(Contact contact) {
        return true;
    }

    @Override
    public void send(Contact contact, Invitation invitation, String ref, Instant answerBefore) throws Unreached {
        post(message(contact, invitation.zh(answerBefore, kind.howToAnswer))
                .put("ref", ref)
                .put("answerBefore", answerBefore.toString()));
    }

    @Override
    public void cancel(Contact contact, Instant day, Invitation.Terms terms) throws Unreached {
        post(message(contact, Invitation.cancellation(day, terms).zh()));
    }

    private ObjectNode message(Contact contact, String text) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("channel", kind.code)
                .put("to", contact.phone())
                .put("text", text);
    }

    private void post(ObjectNode message) throws Unreached {
        byte[] body = message.toString().getBytes(StandardCharsets.UTF_8);
        long now = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header(GatewaySignature.TIMESTAMP, Long.toString(now))
                .header(GatewaySignature.SIGNATURE, signature.of(now, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        int status;
        try {
            status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new Unreached(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreached("interrupted");
        }
        if (status / 100 != 2) {
            throw new Unreached("HTTP " + status);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

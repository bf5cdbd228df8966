package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.bid.envelope.EnvelopeHeader;
import org.gongping.core.bid.envelope.EnvelopeKey;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.HeaderReader;
import org.gongping.core.bid.envelope.MalformedEnvelope;
import org.gongping.core.bid.envelope.SealEnvelope;
import org.gongping.core.seal.SealedBox;
import org.gongping.service.StartupFailure;
import org.gongping.service.bid.client.BidJson;
import org.gongping.service.bid.client.BidServer;
import org.gongping.service.rehearsal.RehearsalCase.OwnWork;

/**
 * The machines on which people of a rehearsal do what the server must not: make keys, seal bids, open them, open shares.
 * Each account has one for each tender; the keys go with this object.
 */
final class OwnMachines {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Api api;
    private final Map<String, byte[]> secretKeys = new HashMap<>();

    OwnMachines(Api api) {
        this.api = api;
    }

    /**
     * Does the work of one step.
     *
     * @param options references filled in
     * @return what the person has in hand afterwards
     */
    ObjectNode work(UUID projectId, UUID lotId, String account, OwnWork.Kind kind, JsonNode options) {
        byte[] secretKey = secretKeys.computeIfAbsent(projectId + "/" + account, _ -> fresh());
        try {
            return switch (kind) {
                case KEY -> publicKey(secretKey);
                case SEAL -> seal(projectId, lotId, account, secretKey, options);
                case OPEN -> contentKeys(hall(projectId, lotId, account).path("ownHeaders"), secretKey);
                case SHARE ->
                    shares(
                            hall(projectId, lotId, account),
                            options.path("bidId").asText(),
                            options.path("holder").asText(),
                            secretKey);
            };
        } catch (IOException e) {
            throw new StartupFailure("a bid of " + account + " cannot be sent: " + e.getMessage(), e);
        } catch (MalformedEnvelope e) {
            throw new StartupFailure("an envelope that " + account + " sealed does not open: " + e.getMessage(), e);
        }
    }

    private static byte[] fresh() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return key;
    }

    private static ObjectNode publicKey(byte[] secretKey) {
        return object().put("key", HexFormat.of().formatHex(SealedBox.publicKey(secretKey)));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode hall(UUID projectId, UUID lotId, String account) {
        return read("getOpeningHall", account, Map.of("projectId", projectId.toString(), "lotId", lotId.toString()));
    }

    private JsonNode read(String operation, String account, Map<String, String> parameters) {
        Api.Answer answer = api.send(api.request(operation, Optional.of(account), parameters, Optional.empty()));
        if (answer.status() != 200) {
            throw new StartupFailure(
                    operation + " by " + account + ": " + answer.status() + " " + StepPlayer.reason(answer.body()));
        }
        return answer.body();
    }

    /** Seals an envelope of each kind that the plan names, and sends them. */
    private ObjectNode seal(UUID projectId, UUID lotId, String account, byte[] secretKey, JsonNode options)
            throws IOException {
        JsonNode plan = read("getOpeningPlan", account, Map.of("projectId", projectId.toString()));
        String creditCode = read("getMe", account, Map.of())
                .path("organisation")
                .path("creditCode")
                .asText();
        ObjectNode sent = object();
        ArrayNode envelopes = sent.putArray("envelopes");
        try (BidServer server = api.bidServer(account)) {
            for (JsonNode token : plan.path("kinds")) {
                EnvelopeKind kind = EnvelopeKind.of(token.asText()).orElseThrow();
                Path file = Files.createTempFile("gongping", ".gpe");
                try {
                    SealEnvelope.Sealed sealed = seal(
                            BidJson.terms(plan, 1, kind, creditCode, SealedBox.publicKey(secretKey)), options, file);
                    UUID upload = server.upload(projectId, lotId, kind, file);
                    envelopes
                            .addObject()
                            .put("kind", kind.token())
                            .put("uploadId", upload.toString())
                            .put("sha256", HexFormat.of().formatHex(sealed.sha256()));
                } finally {
                    Files.deleteIfExists(file);
                }
            }
            return sent;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupFailure("interrupted while a bid is sent", e);
        }
    }

    private static SealEnvelope.Sealed seal(SealEnvelope.Terms terms, JsonNode options, Path file) throws IOException {
        byte[] pdf = SampleDocument.bytes(
                RehearsalCase.SampleFile.Kind.PDF,
                terms.kind().token() + " of " + options.path("price").asText());
        try (OutputStream out = Files.newOutputStream(file)) {
            return new SealEnvelope(RANDOM)
                    .seal(
                            terms,
                            List.of(new Bytes(terms.kind().token() + ".pdf", pdf)),
                            terms.kind() == EnvelopeKind.PRICE
                                    ? Optional.of(BidJson.summary(summary(options)))
                                    : Optional.empty(),
                            out);
        }
    }

    /** What is read out of the bid: all that the step says of the sealing but the act itself. */
    private static JsonNode summary(JsonNode options) {
        ObjectNode summary = options.deepCopy();
        summary.remove("do");
        return summary;
    }

    private record Bytes(String name, byte[] content) implements SealEnvelope.Source {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }
    }

    private static EnvelopeHeader header(JsonNode each) throws MalformedEnvelope {
        return HeaderReader.parse(Base64.getDecoder().decode(each.path("header").asText()));
    }

    private static ObjectNode contentKeys(JsonNode headers, byte[] secretKey) throws MalformedEnvelope {
        ObjectNode found = object();
        ArrayNode keys = found.putArray("keys");
        for (JsonNode each : headers) {
            EnvelopeHeader header = header(each);
            keys.addObject().put("kind", header.kind().token()).put("key", EnvelopeKey.open(header, secretKey));
        }
        return found;
    }

    private static ObjectNode shares(JsonNode hall, String bidId, String holder, byte[] secretKey)
            throws MalformedEnvelope {
        ObjectNode found = object();
        ArrayNode shares = found.put("holder", holder).putArray("shares");
        for (JsonNode waiting : hall.path("toShare")) {
            if (!waiting.path("bidId").asText().equals(bidId)) {
                continue;
            }
            for (JsonNode each : waiting.path("headers")) {
                EnvelopeHeader header = header(each);
                int number = header.escrow().orElseThrow().numberOf(holder);
                shares.addObject()
                        .put("kind", header.kind().token())
                        .put("key", EnvelopeKey.share(header, number, secretKey));
            }
        }
        return found;
    }
}

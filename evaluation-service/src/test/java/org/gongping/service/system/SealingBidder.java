package org.gongping.service.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.OpeningSummary;
import org.gongping.core.bid.envelope.SealEnvelope;
import org.gongping.core.seal.SealedBox;
import org.gongping.service.bid.client.BidJson;
import org.gongping.service.bid.client.BidServer;

/** A bidder with a key of its own, that seals, sends and later opens. */
final class SealingBidder implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ObjectMapper JSON = new ObjectMapper();

    final Person person;
    final Firm firm;
    final byte[] secretKey = new byte[32];
    final Map<EnvelopeKind, Path> envelopes = new LinkedHashMap<>();
    final Map<EnvelopeKind, SealEnvelope.Sealed> sealed = new LinkedHashMap<>();
    final BidServer server;
    private final Path folder;

    SealingBidder(Hall hall, int number, Path folder) {
        this.person = hall.bidderPeople.get(number);
        this.firm = hall.bidders.get(number);
        this.folder = folder;
        RANDOM.nextBytes(secretKey);
        server = new BidServer(URI.create(hall.server.uri("").toString()), person::token);
    }

    private record Bytes(String name, byte[] content) implements SealEnvelope.Source {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }
    }

    /** Seals what the tender asks for, to the holders that its plan names. */
    SealingBidder seals(Tender tender, String price, byte[] file) throws IOException, InterruptedException {
        JsonNode plan = server.get(tender.path() + "/opening-plan");
        for (JsonNode token : plan.path("kinds")) {
            seals(terms(plan, EnvelopeKind.of(token.asText()).orElseThrow()), price, file);
        }
        return this;
    }

    SealEnvelope.Terms terms(JsonNode plan, EnvelopeKind kind) {
        return BidJson.terms(plan, 1, kind, firm.creditCode(), SealedBox.publicKey(secretKey));
    }

    void seals(SealEnvelope.Terms terms, String price, byte[] file) throws IOException {
        Path envelope = Files.createTempFile(folder, terms.kind().token(), ".gpe");
        Optional<OpeningSummary> summary = terms.kind() == EnvelopeKind.PRICE
                ? Optional.of(new OpeningSummary(
                        new BigDecimal(price),
                        Optional.of(270),
                        Optional.of("许安之"),
                        Optional.empty(),
                        Optional.empty()))
                : Optional.empty();
        try (OutputStream out = Files.newOutputStream(envelope)) {
            sealed.put(
                    terms.kind(),
                    new SealEnvelope(RANDOM).seal(terms, List.of(new Bytes("投标文件.pdf", file)), summary, out));
        }
        envelopes.put(terms.kind(), envelope);
    }

    JsonNode submits(Tender tender) throws IOException, InterruptedException {
        return submits(tender, sends(tender));
    }

    /** Sends all envelopes; names them. */
    private List<Map<String, Object>> sends(Tender tender) throws IOException, InterruptedException {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Map.Entry<EnvelopeKind, Path> envelope : envelopes.entrySet()) {
            list.add(named(envelope.getKey(), uploads(tender, envelope.getKey())));
        }
        return list;
    }

    /** Sends all envelopes; what is submitted then. */
    Map<String, Object> submission(Tender tender) throws IOException, InterruptedException {
        return submission(sends(tender));
    }

    /** Submits what has been uploaded. */
    JsonNode submits(Tender tender, List<Map<String, Object>> list) throws IOException, InterruptedException {
        return server.post(tender.lotPath(0) + "/submissions", JSON.valueToTree(submission(list)));
    }

    private Map<String, Object> submission(List<Map<String, Object>> list) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("envelopes", list);
        input.put("traits", Map.of("tool", "gongping", "toolVersion", "1", "machineId", "M-" + firm.creditCode()));
        input.put("consent", "traits/1");
        return input;
    }

    UUID uploads(Tender tender, EnvelopeKind kind) throws IOException, InterruptedException {
        return server.upload(tender.id, tender.lots.getFirst(), kind, envelopes.get(kind));
    }

    Map<String, Object> named(EnvelopeKind kind, UUID upload) {
        return Map.of(
                "kind", kind.token(),
                "uploadId", upload,
                "sha256", HexFormat.of().formatHex(sealed.get(kind).sha256()));
    }

    String path(Tender tender) {
        return tender.lotPath(0) + "/opening";
    }

    JsonNode own(Tender tender) throws IOException, InterruptedException {
        return server.get(tender.lotPath(0) + "/submissions/mine");
    }

    @Override
    public void close() {
        server.close();
    }
}

package org.gongping.service.bench;

import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.gongping.core.bid.envelope.EnvelopeKey;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.OpeningSummary;
import org.gongping.core.bid.envelope.SealEnvelope;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.CreditCode;
import org.gongping.core.seal.SealedBox;
import org.gongping.service.TestIssuer;
import org.gongping.service.bid.client.BidServer;

/**
 * Tenders with as many registered bidders as are needed, in the tables, and bids to send: what is measured is sending and
 * opening.
 */
final class BenchTenders {
    static final int MIB = 1 << 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final BenchDatabase database;
    private final TestIssuer issuer;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final byte[] secretKey = new byte[32];
    private int made;

    BenchTenders(Path folder, BenchDatabase database, TestIssuer issuer, int port) {
        this.folder = folder;
        this.database = database;
        this.issuer = issuer;
        this.port = port;
        RANDOM.nextBytes(secretKey);
    }

    record Lot(UUID project, UUID lot, String code, List<Bidder> bidders) {}

    record Bidder(BidServer server, String token, String creditCode) {}

    /** A unified social credit code whose check character agrees (GB 32100-2015). */
    private static String creditCode(int number) {
        String front = "91350100M%08d".formatted(number);
        return "0123456789ABCDEFGHJKLMNPQRTUWXY"
                .chars()
                .mapToObj(c -> front + (char) c)
                .filter(CreditCode::isValid)
                .findFirst()
                .orElseThrow();
    }

    Lot tender(String code, int bidders, Instant deadline) throws SQLException {
        UUID project = UUID.randomUUID();
        UUID lot = UUID.randomUUID();
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < bidders; i++) {
            codes.add(creditCode(++made));
        }
        database.execute("""
                INSERT INTO tender_project (id, code, title, regime, project_type, procurement_kind, must_tender_by_law,
                    owner_id, agent_id, authority_id, issued_at, issue_end, bid_deadline, opening_time, opening_place,
                    bid_validity_days, rule_set, created_at)
                SELECT '%1$s', '%2$s', 'bench', regime, project_type, procurement_kind, true, owner_id, agent_id,
                    authority_id, now() - interval '30 days', now() - interval '20 days', '%3$s', '%3$s', 'bench', 90,
                    'cn-e-2025.1', now() FROM tender_project LIMIT 1;
                INSERT INTO lot (project_id, id, no, name, ceiling_price, method, method_digest, phase)
                SELECT '%1$s', '%4$s', 1, 'bench', ceiling_price, method, method_digest, 'PUBLISHED' FROM lot LIMIT 1;
                INSERT INTO opening_plan (project_id, version, kinds, two_envelopes, decryption_minutes, confirm_minutes,
                    remedy_holders, public_may_watch)
                VALUES ('%1$s', 1, '{PRICE}', false, 60, 10, '{}', false);
                INSERT INTO organisation (id, name, kind, credit_code, created_at)
                SELECT gen_random_uuid(), code, 'BIDDER', code, now() FROM unnest(string_to_array('%5$s', ',')) code;
                INSERT INTO bidder_registration (project_id, id, organisation_id, registered_at)
                SELECT '%1$s', gen_random_uuid(), id, now() FROM organisation
                WHERE credit_code = ANY (string_to_array('%5$s', ','));
                INSERT INTO project_member (project_id, id, role, organisation_id, since)
                SELECT '%1$s', gen_random_uuid(), 'bidder', organisation_id, now() FROM bidder_registration
                WHERE project_id = '%1$s';
                """.formatted(project, code, deadline, lot, String.join(",", codes)));
        List<Bidder> list = new ArrayList<>();
        for (int i = 0; i < bidders; i++) {
            var claims = issuer.claims(codes.get(i), Role.BIDDER);
            claims.put("organisation", codes.get(i));
            String token = issuer.sign(issuer.mainKey(), claims);
            list.add(new Bidder(
                    new BidServer(URI.create("http://127.0.0.1:" + port), () -> token, http), token, codes.get(i)));
        }
        return new Lot(project, lot, code, list);
    }

    record Sealed(Path file, long size, String sha256, byte[] key) {}

    private record Noise(int bytes) implements SealEnvelope.Source {
        @Override
        public String name() {
            return "bid.bin";
        }

        @Override
        public InputStream open() {
            var random = new Random(bytes);
            return new InputStream() {
                private int left = bytes;
                private final byte[] block = new byte[1 << 16];
                private int used = block.length;

                @Override
                public int read() {
                    var one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] to, int at, int length) {
                    if (left == 0) {
                        return -1;
                    }
                    if (used == block.length) {
                        random.nextBytes(block);
                        used = 0;
                    }
                    int count = Math.min(Math.min(length, left), block.length - used);
                    System.arraycopy(block, used, to, at, count);
                    used += count;
                    left -= count;
                    return count;
                }
            };
        }
    }

    /** The bid of one of the bidders: an envelope is one bidder's. */
    Sealed seal(Lot lot, int bidder, int mib) throws Exception {
        Path file = folder.resolve(lot.code() + "-" + bidder + ".gpe");
        var terms = new SealEnvelope.Terms(
                lot.code(),
                1,
                EnvelopeKind.PRICE,
                lot.bidders().get(bidder).creditCode(),
                SealedBox.publicKey(secretKey),
                Optional.empty());
        var summary = new OpeningSummary(
                BigDecimal.TEN, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        try (OutputStream out = Files.newOutputStream(file)) {
            var sealed = new SealEnvelope(RANDOM)
                    .seal(terms, List.of(new Noise(mib * MIB - 70_000)), Optional.of(summary), out);
            return new Sealed(
                    file,
                    sealed.size(),
                    HexFormat.of().formatHex(sealed.sha256()),
                    EnvelopeKey.open(sealed.header(), secretKey));
        }
    }

    /** Head of a request that sends so many bytes from there. */
    static byte[] patch(Bidder bidder, String place, long offset, long length) {
        return ("PATCH " + place + " HTTP/1.1\r\nHost: 127.0.0.1\r\nTus-Resumable: 1.0.0\r\nAuthorization: Bearer "
                        + bidder.token() + "\r\nContent-Type: application/offset+octet-stream\r\nUpload-Offset: "
                        + offset + "\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}

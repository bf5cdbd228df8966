package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.gongping.core.bid.envelope.EnvelopeHeader;
import org.gongping.core.bid.envelope.EnvelopeKey;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.envelope.HeaderReader;
import org.gongping.core.bid.envelope.MalformedEnvelope;
import org.gongping.core.bid.envelope.SealEnvelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nobody reads early (办法 Art. 27, rule S02): who has every table, every file and every key of the server, and one share
 * less than is needed, cannot recover a byte of a bid before its opening; and who swaps a ciphertext is found out by the
 * receipt.
 */
class EarlyReadingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARK = "唯一标记7f3a9c51-投标总价玖佰壹拾贰万叁仟肆佰伍拾陆元";
    private static final String PRICE = "9123456.78";
    private static final Pattern HEX_32 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern BASE64_32 = Pattern.compile("[A-Za-z0-9+/]{43}=");

    @TempDir
    private Path folder;

    private Hall hall;
    private Tender tender;
    private SealingBidder bidder;

    @BeforeEach
    void open() throws Exception {
        hall = new Hall(folder.resolve("server"));
        tender = Tender.readyHighway(hall);
        SealedTenders.plans(tender, List.of("technical", "price"), 2, List.of("agent", "owner", "supervisor"))
                .expect(200);
        SealedTenders.registersKeys(tender);
        tender.publishes().expect(200);
        hall.clock.set("2026-03-09 10:00");
        Path own = Files.createDirectories(folder.resolve("bidder"));
        for (int i = 0; i < 3; i++) {
            tender.registers(hall.bidderPeople.get(i), "联系人", "13900000001").expect(201);
            SealingBidder each = new SealingBidder(hall, i, own);
            each.seals(tender, i == 0 ? PRICE : "1", MARK.getBytes(StandardCharsets.UTF_8))
                    .submits(tender);
            bidder = i == 0 ? each : bidder;
        }
    }

    @AfterEach
    void close() {
        bidder.close();
        hall.close();
    }

    /** Every value of every table as text, and every byte of every file of the server. */
    private List<String> everything() throws IOException {
        List<String> all = new ArrayList<>();
        for (Map<String, String> table : hall.rows.query("SELECT format('%I.%I', schemaname, tablename) AS name FROM"
                + " pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")) {
            hall.rows
                    .query("SELECT t::text AS row FROM " + table.get("name") + " t")
                    .forEach(row -> all.add(row.get("row")));
        }
        try (Stream<Path> files = Files.walk(folder.resolve("server"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }

    /** Runs of 32 bytes: of hex and base64 texts, and of the server's files other than envelopes as they lie there. */
    private Set<String> keysIn(List<String> texts) throws IOException {
        Set<String> found = new HashSet<>();
        HexFormat hex = HexFormat.of();
        try (Stream<Path> files = Files.walk(folder.resolve("server"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !each.toString().endsWith(".gpe"))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                for (int at = 0; at + 32 <= bytes.length; at++) {
                    found.add(hex.formatHex(bytes, at, at + 32));
                }
            }
        }
        for (String text : texts) {
            // Of bytea and hex texts each run of 32 bytes, wherever it begins.
            Matcher long64 = Pattern.compile("[0-9a-f]{64,}").matcher(text);
            while (long64.find()) {
                String run = long64.group();
                for (int at = 0; at + 64 <= Math.min(run.length(), 4096); at += 2) {
                    found.add(run.substring(at, at + 64));
                }
            }
            Matcher base64 = BASE64_32.matcher(text);
            while (base64.find()) {
                found.add(hex.formatHex(Base64.getDecoder().decode(base64.group())));
            }
        }
        found.removeIf(key -> !HEX_32.matcher(key).matches());
        return found;
    }

    @Test
    void whoHasTheWholeServerAndOneShareReadsNothing() throws Exception {
        List<String> all = everything();
        String latin = new String(MARK.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(all)
                .noneMatch(text -> text.contains(MARK) || text.contains(latin) || text.contains(PRICE))
                .noneMatch(text -> text.contains("投标文件.pdf"));
        EnvelopeHeader header = header(EnvelopeKind.PRICE);
        byte[] oneShare = EnvelopeKey.share(header, 1, SealedTenders.secret(tender, "agent"));
        assertThat(opens(header, List.of(oneShare))).isFalse();
        Set<String> keys = keysIn(all);
        assertThat(keys).as("what was searched").hasSizeGreaterThan(50);
        for (String each : keys) {
            byte[] key = HexFormat.of().parseHex(each);
            assertThat(EnvelopeKey.matches(header, key)).isFalse();
            assertThat(opensAs(header, key)).as("a secret key of the server's").isFalse();
            byte[] guessed = new byte[33];
            guessed[0] = 2;
            System.arraycopy(key, 0, guessed, 1, 32);
            assertThat(opens(header, List.of(oneShare, guessed)))
                    .as("a second share")
                    .isFalse();
        }
    }

    private static boolean opens(EnvelopeHeader header, List<byte[]> shares) {
        try {
            EnvelopeKey.join(header, shares);
            return true;
        } catch (MalformedEnvelope e) {
            return false;
        }
    }

    private static boolean opensAs(EnvelopeHeader header, byte[] secret) {
        try {
            EnvelopeKey.open(header, secret);
            return true;
        } catch (MalformedEnvelope e) {
            return false;
        }
    }

    private EnvelopeHeader header(EnvelopeKind kind) throws Exception {
        return HeaderReader.read(new ByteArrayInputStream(Files.readAllBytes(bidder.envelopes.get(kind))));
    }

    /** The bidder and the database administrator together: another price under the bidder's own key, every table in accord. */
    @Test
    void aSwappedCiphertextIsFoundByItsReceipt() throws Exception {
        SealEnvelope.Terms terms = bidder.terms(bidder.server.get(tender.path() + "/opening-plan"), EnvelopeKind.PRICE);
        Path received = bidder.envelopes.get(EnvelopeKind.PRICE);
        String digest =
                HexFormat.of().formatHex(bidder.sealed.get(EnvelopeKind.PRICE).sha256());
        bidder.seals(terms, "8000000", MARK.getBytes(StandardCharsets.UTF_8));
        SealEnvelope.Sealed other = bidder.sealed.get(EnvelopeKind.PRICE);
        Path stored = stored(received);
        Files.write(stored, Files.readAllBytes(bidder.envelopes.get(EnvelopeKind.PRICE)));
        hall.rows.execute("ALTER TABLE bid_envelope DISABLE TRIGGER USER;"
                + " UPDATE bid_envelope SET header = decode('"
                + HexFormat.of().formatHex(other.header().bytes())
                + "', 'hex'), sha256 = decode('" + HexFormat.of().formatHex(other.sha256()) + "', 'hex'), size = "
                + other.size() + " WHERE sha256 = decode('" + digest + "', 'hex')");
        hall.clock.set("2026-03-30 09:30");
        LogHall.await(() -> view().path("stage").asText().equals("DECRYPTING"));
        List<Map<String, Object>> keys = SealedTenders.contentKeys(view().path("ownHeaders"), bidder.secretKey);
        bidder.server.post(bidder.path(tender) + "/decryption", JSON.valueToTree(Map.of("keys", keys)));
        JsonNode view = view();
        JsonNode seat = StreamSupport.stream(view.path("bids").spliterator(), false)
                .filter(bid -> bid.path("bidId").equals(view.path("ownBidId")))
                .findFirst()
                .orElseThrow();
        assertThat(seat.path("isOpen").asBoolean()).isFalse();
        assertThat(seat.path("attempts").get(0).path("fault").asText()).isEqualTo("receipt");
    }

    private JsonNode view() {
        return hall.get(bidder.person, bidder.path(tender) + "/hall")
                .expect(200)
                .json();
    }

    private Path stored(Path envelope) throws IOException {
        byte[] bytes = Files.readAllBytes(envelope);
        try (Stream<Path> files = Files.walk(folder.resolve("server"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.mismatch(file, envelope) == -1 && bytes.length == Files.size(file)) {
                    return file;
                }
            }
        }
        throw new IllegalStateException("the envelope is not stored");
    }
}

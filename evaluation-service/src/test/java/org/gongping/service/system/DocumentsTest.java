package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.gongping.service.TestServer.Answer;
import org.gongping.service.config.ServerConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files: streamed in whatever their size, known by their content, kept once, given back byte for byte. */
class DocumentsTest {
    private static final long LIMIT = 160L << 20;

    @TempDir
    private static Path folder;

    private static Hall hall;
    private static Tender tender;

    @BeforeAll
    static void open() {
        hall = new Hall(folder, DocumentsTest::withLimit);
        tender = Tender.created(hall, Tender.highway(hall));
    }

    private static ServerConfig withLimit(ServerConfig config) {
        return new ServerConfig(
                config.http(),
                config.management(),
                config.database(),
                config.oidc(),
                config.session(),
                new ServerConfig.Storage(config.storage().documents(), LIMIT),
                config.pool(),
                Optional.empty(),
                config.rehearsal());
    }

    @AfterAll
    static void close() {
        hall.close();
    }

    private static long stored() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve("incoming")))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertNothingIsHalfReceived() {
        try (Stream<Path> files = Files.list(folder.resolve("incoming"))) {
            assertThat(files).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] pdf(String content) {
        return ("%PDF-1.7\n% " + content + "\n%%EOF\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Answer upload(HttpRequest.BodyPublisher body) {
        return hall.server.send(HttpRequest.newBuilder(
                        hall.server.uri("/api/v1" + tender.path() + "/documents?kind=OTHER&name=big.pdf"))
                .POST(body)
                .header("Authorization", "Bearer " + hall.agent.token())
                .header("Content-Type", "application/octet-stream")
                .header("Idempotency-Key", UUID.randomUUID().toString()));
    }

    /** So many bytes that begin like a PDF, made as they are read; tells the heap in use near the end. */
    private static final class Endless extends InputStream {
        private final long size;
        private final AtomicLong heapNearEnd;
        private final byte[] noise = new byte[64 * 1024];
        private long at;

        Endless(long size, AtomicLong heapNearEnd) {
            this.size = size;
            this.heapNearEnd = heapNearEnd;
            new Random(1).nextBytes(noise);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (at == size) {
                return -1;
            }
            int count = (int) Math.min(Math.min(length, noise.length), size - at);
            System.arraycopy(noise, 0, bytes, offset, count);
            if (at == 0) {
                System.arraycopy(pdf("groß"), 0, bytes, offset, 9);
            }
            if (at < size * 9 / 10 && at + count >= size * 9 / 10) {
                heapNearEnd.set(heap());
            }
            at += count;
            return count;
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void aFileOf150MebibytesIsStreamedThroughAHeapThatDoesNotGrow() throws Exception {
        long size = 150L << 20;
        var nearEnd = new AtomicLong();
        long before = heap();
        Answer answer = upload(HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofInputStream(() -> new Endless(size, nearEnd)), size))
                .expect(201);
        assertThat(nearEnd.get() - before)
                .as("bytes held while 135 MiB were on their way")
                .isLessThan(32L << 20);
        assertThat(answer.json().path("size").asLong()).isEqualTo(size);
        JsonNode document = answer.json();
        try (var digested = new java.security.DigestInputStream(
                new Endless(size, new AtomicLong()), java.security.MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(java.io.OutputStream.nullOutputStream());
            assertThat(document.path("sha256").asText())
                    .isEqualTo(java.util.HexFormat.of()
                            .formatHex(digested.getMessageDigest().digest()));
        }
        assertNothingIsHalfReceived();
    }

    @Test
    void aFileBeyondTheLimitIsRefusedAndNothingOfItKept() {
        Map<String, String> before = hall.rows.state();
        long files = stored();
        var declared = HttpRequest.BodyPublishers.fromPublisher(
                HttpRequest.BodyPublishers.ofInputStream(() -> new Endless(LIMIT + 1, new AtomicLong())), LIMIT + 1);
        assertThat(upload(declared).expect(413).code()).isEqualTo("too-large");
        var unknown = HttpRequest.BodyPublishers.ofInputStream(() -> new Endless(LIMIT + 1, new AtomicLong()));
        assertThat(upload(unknown).expect(413).code()).isEqualTo("too-large");
        assertThat(hall.rows.state()).isEqualTo(before);
        assertThat(stored()).isEqualTo(files);
        assertNothingIsHalfReceived();
    }

    @Test
    void aFileIsWhatItsContentSaysAndNotWhatItsNameSays() {
        Map<String, String> before = hall.rows.state();
        byte[] noise = new byte[4_096];
        new Random(7).nextBytes(noise);
        noise[0] = 1;
        Map<String, byte[]> disguised = Map.of(
                "招标文件.pdf", concat("MZ\u0090\0\u0003\0\0\0\u0004\0\0\0".getBytes(StandardCharsets.ISO_8859_1), noise),
                "elf.pdf", concat("\u007fELF\u0002\u0001\u0001\0".getBytes(StandardCharsets.ISO_8859_1), noise),
                "page.pdf", "<!DOCTYPE html><html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8),
                "page.txt", "<html><body><script>alert(1)</script></body></html>".getBytes(StandardCharsets.UTF_8),
                "noise.pdf", noise,
                "noise.docx", noise,
                "noise.png", noise,
                "script.txt", "#!/bin/sh\nrm -rf /\n".getBytes(StandardCharsets.UTF_8),
                "picture.svg",
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"
                                .getBytes(StandardCharsets.UTF_8),
                "program.jpg",
                        concat("\u00ca\u00fe\u00ba\u00be\0\0\0\u0034".getBytes(StandardCharsets.ISO_8859_1), noise));
        disguised.forEach(
                (name, bytes) -> assertThat(tender.uploads(name, "OTHER", bytes).status())
                        .as(name)
                        .isEqualTo(415));
        tender.uploads("leer.pdf", "OTHER", new byte[0]).expect(400);
        assertThat(hall.rows.state()).isEqualTo(before);
        assertNothingIsHalfReceived();
        assertThat(tender.uploads("文件.txt", "OTHER", pdf("als Text"))
                        .expect(201)
                        .json()
                        .path("mediaType")
                        .asText())
                .isEqualTo("application/pdf");
    }

    private static byte[] concat(byte[] head, byte[] tail) {
        byte[] all = java.util.Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../a.pdf",
                "a/b.pdf",
                "a\\b.pdf",
                "a\nb.pdf",
                "a\u0000.pdf",
                "\u202Efdp.exe",
                " ",
                "\u2028x.pdf",
                "..",
                ".",
                "a\u200B.pdf"
            })
    void aNameWithAPathOrWithWhatNobodySeesIsRefused(String name) {
        assertThat(tender.uploads(name, "OTHER", pdf("x")).status()).isEqualTo(400);
        assertNothingIsHalfReceived();
    }

    @Test
    void theSameBytesAreStoredOnceAndEachDocumentIsItsOwn() {
        long before = stored();
        byte[] bytes = pdf("twice " + UUID.randomUUID());
        JsonNode first = tender.uploads("一.pdf", "OTHER", bytes).expect(201).json();
        JsonNode second = tender.uploads("二.pdf", "OTHER", bytes).expect(201).json();
        assertThat(stored()).isEqualTo(before + 1);
        assertThat(first.path("sha256")).isEqualTo(second.path("sha256"));
        assertThat(first.path("id")).isNotEqualTo(second.path("id"));
        assertThat(first.path("sha256").asText()).isEqualTo(Chains.sha256(bytes));
        tender.removesDocument(UUID.fromString(first.path("id").asText())).expect(200);
        hall.get(hall.agent, tender.path() + "/documents/" + first.path("id").asText())
                .expect(404);
        assertThat(hall.get(
                                hall.agent,
                                tender.path() + "/documents/"
                                        + second.path("id").asText())
                        .expect(200)
                        .response()
                        .body())
                .isEqualTo(bytes);
        assertNothingIsHalfReceived();
    }

    @Test
    void aDownloadIsByteForByteAndNeverOpensInTheBrowser() {
        byte[] bytes = pdf("\0\u0001\r\n\r\n");
        String name = "招标文件 \"最终版\"; 100%+附件（一）.pdf";
        String id = tender.uploads(name, "OTHER", bytes)
                .expect(201)
                .json()
                .path("id")
                .asText();
        Answer answer =
                hall.get(hall.supervisor, tender.path() + "/documents/" + id).expect(200);
        assertThat(answer.response().body()).isEqualTo(bytes);
        assertThat(answer.header("Content-Type")).contains("application/pdf");
        assertThat(answer.header("Content-Length")).contains(String.valueOf(bytes.length));
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        String disposition = answer.header("Content-Disposition").orElseThrow();
        assertThat(disposition).startsWith("attachment; filename*=UTF-8''").matches("[\\x20-\\x7e]+");
        // RFC 8187, 3.2.1: attr-char and percent-encoded bytes only.
        String value = disposition.substring(disposition.indexOf("''") + 2);
        assertThat(value).matches("([A-Za-z0-9!#$&+.^_`|~-]|%[0-9A-F]{2})+");
        assertThat(java.net.URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(name);
    }

    @Test
    void whatTheProjectRefusesLeavesNoBytesBehind() {
        Tender published = Tender.publishedHighway(hall);
        long before = stored();
        published
                .uploads("新招标文件.pdf", "TENDER_DOCUMENT", pdf("after " + UUID.randomUUID()))
                .expect(409);
        assertNothingIsHalfReceived();
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void aRepeatedUploadIsAnsweredOnceAndLeavesNothingBehind() {
        byte[] bytes = pdf("once " + UUID.randomUUID());
        Step step = Step.write(
                "uploadDocument", hall.agent, "POST", tender.path() + "/documents?kind=OTHER&name=a.pdf", bytes);
        String first = hall.send(step).expect(201).text();
        long rows = hall.rows.count("SELECT count(*) FROM tender_document");
        Answer repeat = hall.send(step).expect(201);
        assertThat(repeat.text()).isEqualTo(first);
        assertThat(repeat.header("Idempotency-Replayed")).contains("true");
        assertThat(hall.send(step.withBody(pdf("other"))).expect(409).code()).isEqualTo("command-id-reused");
        assertThat(hall.rows.count("SELECT count(*) FROM tender_document")).isEqualTo(rows);
        var both = Stream.of(step.withId(UUID.fromString("0b6e2a2e-9d4c-4c8f-8a0e-3f8a5c1d7e55")))
                .flatMap(same -> Stream.of(same, same, same, same))
                .map(same -> java.util.concurrent.CompletableFuture.supplyAsync(() -> hall.send(same)))
                .toList();
        assertThat(both.stream().map(future -> future.join().expect(201).text()).distinct())
                .hasSize(1);
        assertThat(hall.rows.count("SELECT count(*) FROM tender_document")).isEqualTo(rows + 1);
        assertNothingIsHalfReceived();
    }

    @Test
    void anUploadThatBreaksOffLeavesNeitherRowNorBytes() throws IOException {
        Map<String, String> before = hall.rows.state();
        long files = stored();
        try (var socket = new Socket("127.0.0.1", hall.server.server.port())) {
            String head = "POST /api/v1" + tender.path()
                    + "/documents?kind=OTHER&name=broken.pdf HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                    + "Authorization: Bearer " + hall.agent.token() + "\r\nContent-Type: application/octet-stream\r\n"
                    + "Idempotency-Key: " + UUID.randomUUID() + "\r\nContent-Length: 1000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(pdf("half"));
            socket.getOutputStream().write(new byte[300_000]);
            socket.getOutputStream().flush();
            awaitIncoming(1);
        }
        awaitIncoming(0);
        assertThat(hall.rows.state()).isEqualTo(before);
        assertThat(stored()).isEqualTo(files);
    }

    private static void awaitIncoming(int count) throws IOException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (true) {
            try (Stream<Path> files = Files.list(folder.resolve("incoming"))) {
                if (files.count() == count) {
                    return;
                }
            }
            assertThat(System.nanoTime())
                    .as("files half received did not become " + count)
                    .isLessThan(end);
            hall.get(null, "/time").expect(200);
        }
    }

    @Test
    void theRecordHoldsNameHashAndSizeAndNoContent() {
        byte[] bytes = pdf("geheim " + UUID.randomUUID());
        JsonNode document =
                tender.uploads("合同草案.pdf", "OTHER", bytes).expect(201).json();
        List<Map<String, String>> rows = hall.rows.query(
                "SELECT record FROM audit_entry WHERE kind = 'document.add' ORDER BY inserted DESC LIMIT 1");
        JsonNode record = Chains.read(rows.getFirst().get("record"));
        assertThat(record.path("docs")).hasSize(1);
        assertThat(record.path("docs").get(0).toString())
                .contains(Chains.sha256(bytes), "\"size\":" + bytes.length, "合同草案.pdf", "sha256");
        assertThat(record.path("obj").toString()).contains(document.path("id").asText());
    }
}

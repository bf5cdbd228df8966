package org.gongping.service.system;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Requests of the tus protocol, sound and then spoilt, in ways that have broken servers before. */
final class TusMutations {
    private static final List<String> METHODS = List.of(
            "GET",
            "PUT",
            "TRACE",
            "CONNECT",
            "patch",
            "PATCH ",
            "PÄTCH",
            "",
            "POST",
            "HEAD",
            "DELETE",
            "OPTIONS",
            "PATCH",
            "M".repeat(9000));
    private static final List<String> NUMBERS = List.of(
            "",
            "-1",
            "+1",
            " 1",
            "1e3",
            "0x10",
            "0",
            "00000000000000001",
            "999999999999999",
            "1000000000000000",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "１２",
            "1,2",
            "1 2",
            "NaN",
            "1\u0000",
            "1\r\nUpload-Offset: 5",
            "1\nX: y",
            "1\rX: y",
            "9".repeat(20_000));
    private static final List<String> METADATA = List.of(
            "",
            "kind",
            "kind !!!",
            "kind cHJpY2U=,kind cHJpY2U=",
            ",,,",
            "kind  cHJpY2U=",
            "kind cHJpY2UA",
            "KIND cHJpY2U=",
            "kind cHJpY2U",
            "kind cHJpY2U=,",
            "kind cHJpY2U=,名称 5ZCN",
            "a ".repeat(4000),
            "kind UFJJQ0U=",
            "kind\tcHJpY2U=",
            "filename Li4vLi4vZXRj,kind cHJpY2U=",
            "kind " + "A".repeat(8000));
    private static final List<String> VERSIONS = List.of("", "0.2.2", "1.0.0 ", "1.0.0,1.0.0", "1.0", "１.0.0", "1.0.1");
    private static final List<String> TYPES = List.of(
            "",
            "application/octet-stream",
            "application/offset+octet-stream; charset=utf-8",
            "text/plain",
            "APPLICATION/OFFSET+OCTET-STREAM",
            "multipart/form-data; boundary=x",
            "a".repeat(3000));
    private static final List<String> FRAMING = List.of(
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: identity",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked, chunked",
            "Transfer-Encoding:\tchunked",
            "Transfer-Encoding : chunked",
            "Content-Length: 5",
            "Content-Length: -5",
            "Content-Length: 0",
            "Content-Length: 99999999999999999999",
            "Content-Length: 5, 5",
            "Content-Length: 5\r\nContent-Length: 6",
            "Content-Length: +5",
            "Expect: 100-continue",
            "Expect: nonsense",
            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk",
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13",
            " folded: x",
            "no colon",
            ": nothing",
            "Trailer: Upload-Offset",
            "Connection: close",
            "TE: trailers");

    /** Where requests go. @param upload one that receives bytes; its offset is known */
    record Target(
            UUID project, UUID lot, UUID upload, long offset, String token, List<String> otherTokens, UUID foreign) {}

    /**
     * What is sent on one connection.
     *
     * @param bytes all of it
     * @param bodies what its requests mean to send
     * @param answers how many there must be; 0 where the bytes do not say
     * @param heads which of the requests are HEAD
     */
    record Input(byte[] bytes, List<byte[]> bodies, int answers, List<Boolean> heads) {}

    private static final class Draft {
        private String method;
        private String path;
        private String version = "HTTP/1.1";
        private final List<String> headers = new ArrayList<>();
        private byte[] body = new byte[0];
        private boolean isChunked;
        /** Whether the server can tell where the request ends. */
        private boolean isWhole = true;

        void header(String name, String value) {
            headers.add(name + ": " + value);
        }

        void drop(String name) {
            headers.removeIf(header -> header.startsWith(name + ":"));
        }
    }

    private final Random random;

    TusMutations(Random random) {
        this.random = random;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** One to three requests, each sound or spoilt in up to three places; one in five spoilt byte by byte, too. */
    Input next(Target target) {
        int count = random.nextInt(6) == 0 ? 2 + random.nextInt(2) : 1;
        var bytes = new ByteArrayOutputStream();
        List<byte[]> bodies = new ArrayList<>();
        List<Boolean> heads = new ArrayList<>();
        boolean isCertain = true;
        for (int i = 0; i < count; i++) {
            Draft draft = sound(target);
            for (int times = random.nextInt(4); times > 0; times--) {
                spoil(draft, target);
            }
            byte[] written = write(draft);
            bytes.writeBytes(written);
            bodies.add(draft.body);
            heads.add(draft.method.equals("HEAD"));
            isCertain &= draft.isWhole;
        }
        byte[] all = bytes.toByteArray();
        if (random.nextInt(5) == 0) {
            all = spoilt(all);
            isCertain = false;
        }
        return new Input(all, bodies, isCertain ? count : 0, heads);
    }

    private Draft sound(Target target) {
        Draft draft = new Draft();
        int kind = random.nextInt(10);
        draft.method = kind < 2 ? "POST" : kind < 7 ? "PATCH" : kind == 7 ? "HEAD" : kind == 8 ? "DELETE" : "OPTIONS";
        draft.path = kind < 2
                ? "/tus/projects/" + target.project() + "/lots/" + target.lot()
                : "/tus/uploads/" + (kind == 8 ? target.foreign() : target.upload());
        draft.header("Host", "127.0.0.1");
        draft.header("Tus-Resumable", "1.0.0");
        draft.header("Authorization", "Bearer " + target.token());
        if (kind < 2) {
            draft.header("Upload-Length", String.valueOf(1 + random.nextInt(5000)));
            draft.header("Upload-Metadata", "kind cHJpY2U=");
        } else if (kind < 7) {
            draft.header("Content-Type", "application/offset+octet-stream");
            draft.header("Upload-Offset", String.valueOf(target.offset()));
            draft.body = new byte[random.nextInt(200)];
            random.nextBytes(draft.body);
        }
        return draft;
    }

    private void spoil(Draft draft, Target target) {
        switch (random.nextInt(14)) {
            case 0 -> {
                draft.method = any(METHODS);
                draft.isWhole &= !draft.method.equals("CONNECT");
            }
            case 1 -> draft.header("X-HTTP-Method-Override", any(METHODS));
            case 2 -> draft.path = path(draft.path, target);
            case 3 -> number(draft, "Upload-Length");
            case 4, 5 -> number(draft, "Upload-Offset");
            case 6 -> {
                replace(draft, "Upload-Metadata", any(METADATA));
            }
            case 7 -> replace(draft, "Upload-Checksum", checksum(draft.body));
            case 8 -> replace(draft, "Tus-Resumable", any(VERSIONS));
            case 9 -> replace(draft, "Content-Type", any(TYPES));
            case 10 -> {
                replace(draft, "Authorization", random.nextBoolean() ? any(target.otherTokens()) : "Basic Og==");
            }
            case 11 -> {
                draft.headers.add(random.nextInt(draft.headers.size() + 1), any(FRAMING));
                draft.isWhole = false;
            }
            case 12 -> {
                draft.isChunked = true;
            }
            default -> {
                draft.body = new byte[random.nextInt(8) == 0 ? 300_000 : random.nextInt(6000)];
                random.nextBytes(draft.body);
                draft.isWhole &= draft.body.length < 100_000;
            }
        }
    }

    private void number(Draft draft, String name) {
        String number = any(NUMBERS);
        draft.isWhole &= number.indexOf('\r') < 0 && number.indexOf('\n') < 0 && number.length() < 1000;
        replace(draft, name, number);
    }

    /** Instead of what is there, beside it, or not at all. */
    private void replace(Draft draft, String name, String value) {
        int how = random.nextInt(4);
        if (how > 0) {
            draft.drop(name);
        }
        if (how < 3) {
            draft.header(name, value);
        }
    }

    private String path(String path, Target target) {
        return switch (random.nextInt(14)) {
            case 0 -> "/tus/uploads/" + UUID.randomUUID();
            case 1 -> "/tus/uploads/" + target.foreign();
            case 2 -> "/tus/uploads/../uploads/" + target.upload();
            case 3 -> "/tus/uploads/%2e%2e%2f" + target.upload();
            case 4 -> "//tus/uploads/" + target.upload();
            case 5 -> path + "?a=b&a=" + "x".repeat(random.nextInt(300));
            case 6 -> path.toUpperCase(java.util.Locale.ROOT);
            case 7 -> path + "%00";
            case 8 -> path + "/";
            case 9 -> path + "/" + "a".repeat(9000);
            case 10 -> "http://elsewhere.example" + path;
            case 11 -> "*";
            case 12 -> path + "%zz";
            default -> "/tus/projects/" + target.lot() + "/lots/" + target.project();
        };
    }

    private String checksum(byte[] body) {
        String right = Base64.getEncoder().encodeToString(sha256(body));
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> "sha256 " + right;
            case 3 -> "sha256 " + Base64.getEncoder().encodeToString(new byte[32]);
            case 4 -> "sha256 " + right.substring(4);
            case 5 -> "sha1 " + right;
            case 6 -> "sha256  " + right;
            default -> "SHA256 " + right + "," + right;
        };
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] write(Draft draft) {
        if (random.nextInt(40) == 0) {
            draft.version = any(List.of("HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "http/1.1", "HTTP/1.1x", ""));
            draft.isWhole = false;
        }
        if (draft.isChunked) {
            draft.header("Transfer-Encoding", "chunked");
        } else if (draft.body.length > 0 || draft.method.equals("PATCH")) {
            draft.header("Content-Length", String.valueOf(draft.body.length));
        }
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes((draft.method + " " + draft.path + " " + draft.version + "\r\n"
                        + String.join("\r\n", draft.headers) + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(draft.isChunked ? chunked(draft) : draft.body);
        byte[] all = bytes.toByteArray();
        if (random.nextInt(20) == 0) {
            draft.isWhole = false;
            return random.nextBoolean()
                    ? Arrays.copyOf(all, random.nextInt(all.length))
                    : Arrays.copyOf(all, all.length + 1 + random.nextInt(50));
        }
        return all;
    }

    private byte[] chunked(Draft draft) {
        var bytes = new ByteArrayOutputStream();
        byte[] body = draft.body;
        for (int at = 0; at < body.length; ) {
            int length = Math.min(body.length - at, 1 + random.nextInt(4000));
            boolean isExtended = random.nextInt(10) == 0;
            // The server closes the connection at it, without a word.
            draft.isWhole &= !isExtended;
            String size = Integer.toHexString(length) + (isExtended ? ";x=y" : "");
            bytes.writeBytes((size + "\r\n").getBytes(StandardCharsets.US_ASCII));
            bytes.write(body, at, length);
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            at += length;
        }
        String end = random.nextInt(4) > 0
                ? "0\r\n\r\n"
                : any(List.of(
                        "0\r\nUpload-Offset: 9\r\n\r\n", "", "zz\r\n", "-1\r\n\r\n", "FFFFFFFFFFFFFFFF\r\n", "0\r\n"));
        draft.isWhole &= end.equals("0\r\n\r\n");
        bytes.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    private byte[] spoilt(byte[] original) {
        byte[] bytes = original.clone();
        for (int times = 1 + random.nextInt(4); times > 0 && bytes.length > 1; times--) {
            int at = random.nextInt(Math.min(bytes.length, 600));
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> {
                    int until = Math.min(bytes.length, at + random.nextInt(30));
                    byte[] cut = new byte[bytes.length - (until - at)];
                    System.arraycopy(bytes, 0, cut, 0, at);
                    System.arraycopy(bytes, until, cut, at, bytes.length - until);
                    bytes = cut;
                }
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(40), bytes.length - Math.max(at, from));
                    System.arraycopy(bytes.clone(), from, bytes, at, length);
                }
            }
        }
        return bytes;
    }
}

package org.gongping.service.bid;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The headers of the tus protocol, 1.0.0, as strictly as it writes them. */
record TusRequest(
        String method,
        Optional<String> version,
        OptionalLong length,
        OptionalLong offset,
        Optional<Map<String, String>> metadata,
        Optional<String> checksum) {
    private static final int MOST_DIGITS = 15;

    static TusRequest of(HttpServerRequest request) {
        String override = request.getHeader("X-HTTP-Method-Override");
        return new TusRequest(
                (override == null ? request.method().name() : override).toUpperCase(Locale.ROOT),
                Optional.ofNullable(request.getHeader("Tus-Resumable")),
                number(request.getHeader("Upload-Length")),
                number(request.getHeader("Upload-Offset")),
                metadata(Optional.ofNullable(request.getHeader("Upload-Metadata"))
                        .orElse("")),
                Optional.ofNullable(request.getHeader("Upload-Checksum")));
    }

    private static OptionalLong number(String text) {
        boolean isNumber = text != null
                && !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** Nothing for a header that is not what the protocol says. */
    private static Optional<Map<String, String>> metadata(String header) {
        Map<String, String> values = new HashMap<>();
        for (String pair : header.split(",", -1)) {
            String[] parts = pair.strip().split(" ", -1);
            if (parts[0].isEmpty() && parts.length == 1) {
                continue;
            }
            Optional<byte[]> value = parts.length > 2 ? Optional.empty() : base64(parts.length == 2 ? parts[1] : "");
            if (value.isEmpty() || values.put(parts[0], new String(value.get(), StandardCharsets.UTF_8)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** The digest of the checksum header, nothing when it is not one of SHA-256. */
    Optional<byte[]> digest() {
        return checksum.flatMap(text -> {
            String[] parts = text.split(" ", -1);
            return parts.length == 2 && parts[0].equals("sha256")
                    ? base64(parts[1]).filter(digest -> digest.length == 32)
                    : Optional.empty();
        });
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

package org.gongping.service.bid;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
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
        Optional<String> checksum,
        Optional<String> contentType) {
    private static final int MOST_DIGITS = 15;

    /** @param method of the request line */
    static TusRequest of(String method, MultiMap headers) {
        return new TusRequest(
                one(headers, "X-HTTP-Method-Override").orElse(method).toUpperCase(Locale.ROOT),
                one(headers, "Tus-Resumable"),
                number(one(headers, "Upload-Length")),
                number(one(headers, "Upload-Offset")),
                metadata(one(headers, "Upload-Metadata").orElse("")),
                one(headers, "Upload-Checksum"),
                one(headers, "Content-Type"));
    }

    /** What is said twice is not said: whoever stands between might take the other one. */
    private static Optional<String> one(MultiMap headers, String name) {
        List<String> values = headers.getAll(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.size() == 1 ? values.getFirst() : "");
    }

    private static OptionalLong number(Optional<String> text) {
        return text.filter(digits -> !digits.isEmpty() && digits.length() <= MOST_DIGITS)
                .filter(digits -> digits.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(digits -> OptionalLong.of(Long.parseLong(digits)))
                .orElseGet(OptionalLong::empty);
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

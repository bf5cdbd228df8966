package org.gongping.service.bid;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** For Jazzer: headers, a line each, are read without a failure, and to values within the limits of the protocol. */
public final class TusTarget {
    private static final List<String> NAMES = List.of(
            "Tus-Resumable",
            "Upload-Length",
            "Upload-Offset",
            "Upload-Metadata",
            "Upload-Checksum",
            "Content-Type",
            "X-HTTP-Method-Override");

    private TusTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", -1);
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 1; i < lines.length; i++) {
            if (!lines[i].isEmpty()) {
                headers.add(NAMES.get(lines[i].charAt(0) % NAMES.size()), lines[i].substring(1));
            }
        }
        TusRequest request = TusRequest.of(lines[0], headers);
        require(request.length().orElse(0) >= 0 && request.offset().orElse(0) >= 0);
        request.length().ifPresent(length -> require(said(headers, "Upload-Length", length)));
        request.offset().ifPresent(offset -> require(said(headers, "Upload-Offset", offset)));
        request.digest().ifPresent(digest -> require(digest.length == 32));
        request.metadata().ifPresent(values -> require(!values.containsKey("")));
    }

    private static boolean said(MultiMap headers, String name, long number) {
        return headers.getAll(name).size() == 1 && Long.parseLong(headers.get(name)) == number;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError("a request is not what its headers say");
        }
    }
}

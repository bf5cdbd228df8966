package org.gongping.service.edge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer ready for the wire.
 *
 * @param isTemporary whether the file is deleted afterwards
 */
record Reply(
        int status,
        String contentType,
        byte[] body,
        Optional<Path> file,
        boolean isTemporary,
        List<Map.Entry<String, String>> headers) {
    static Reply json(int status, byte[] body) {
        return new Reply(status, "application/json", body, Optional.empty(), false, List.of());
    }

    static Reply problem(int status, byte[] body) {
        return new Reply(status, "application/problem+json", body, Optional.empty(), false, List.of());
    }

    static Reply file(String contentType, Path file) {
        return new Reply(200, contentType, new byte[0], Optional.of(file), false, List.of());
    }

    static Reply temporaryFile(String contentType, Path file) {
        return new Reply(200, contentType, new byte[0], Optional.of(file), true, List.of());
    }

    static Reply bytes(String contentType, byte[] body) {
        return new Reply(200, contentType, body, Optional.empty(), false, List.of());
    }

    Reply with(String header, String value) {
        var more = new ArrayList<>(headers);
        more.add(Map.entry(header, value));
        return new Reply(status, contentType, body, file, isTemporary, List.copyOf(more));
    }
}

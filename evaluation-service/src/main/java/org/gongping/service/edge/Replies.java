package org.gongping.service.edge;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.gongping.core.Refusal;

/** Turns the answers to one request into replies, in the language of its sender. */
record Replies(Language language, String instance) {
    Reply of(Answer answer) {
        return switch (answer) {
            case Answer.Body(int status, Object value, OptionalLong version) ->
                body(status, Json.bytes(value), version);
            case Answer.StoredFile(String mediaType, String name, var path) ->
                Reply.file(mediaType, path).with("Content-Disposition", attachment(name));
            case Answer.TemporaryFile(String mediaType, String name, var path) ->
                Reply.temporaryFile(mediaType, path).with("Content-Disposition", attachment(name));
            case Answer.MadeFile(String mediaType, String name, byte[] bytes) ->
                Reply.bytes(mediaType, bytes).with("Content-Disposition", attachment(name));
            case Answer.Refused(Refusal refusal) -> refused(refusal);
        };
    }

    Reply body(int status, byte[] json, OptionalLong version) {
        Reply reply = Reply.json(status, json);
        return version.isPresent() ? reply.with("ETag", "\"" + version.getAsLong() + "\"") : reply;
    }

    Reply refused(Refusal refusal) {
        return Problems.of(refusal, language, instance);
    }

    /** A file is saved, never shown inside the product's own origin (RFC 6266; the name as in RFC 8187). */
    private static String attachment(String fileName) {
        return "attachment; filename*=UTF-8''"
                + URLEncoder.encode(fileName, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

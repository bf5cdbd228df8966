package org.gongping.service.edge;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Requests that are no sound HTTP: answered with a problem document like any other, then the connection ends. */
public final class BadRequests {
    private BadRequests() {}

    /** Whether every percent sign of path and query begins an escape (RFC 3986, section 2.1). The router takes it for granted. */
    public static boolean hasSoundPath(HttpServerRequest request) {
        String path = request.path();
        if (path == null || !path.startsWith("/")) {
            return false;
        }
        String uri = request.uri();
        for (int i = uri.indexOf('%'); i >= 0; i = uri.indexOf('%', i + 1)) {
            if (i + 2 >= uri.length()
                    || Character.digit(uri.charAt(i + 1), 16) < 0
                    || Character.digit(uri.charAt(i + 2), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    public static void handle(HttpServerRequest request) {
        int status = switch (request.decoderResult() == null
                ? null
                : request.decoderResult().cause()) {
            case TooLongHttpLineException line -> 414;
            case TooLongHttpHeaderException header -> 431;
            case TooLongFrameException frame -> 413;
            case null, default -> 400;
        };
        Language language = Language.of(request.getHeader("Accept-Language"));
        Reply reply = Problems.forStatus(status, language, "");
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", reply.contentType())
                .putHeader("Connection", "close")
                .end(Buffer.buffer(reply.body()))
                .onComplete(done -> request.connection().close());
    }
}

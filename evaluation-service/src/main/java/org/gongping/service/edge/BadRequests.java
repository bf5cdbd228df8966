package org.gongping.service.edge;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Requests that are no sound HTTP: answered with a problem document like any other, then the connection ends. */
public final class BadRequests {
    private BadRequests() {}

    public static void handle(HttpServerRequest request) {
        int status = switch (request.decoderResult().cause()) {
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

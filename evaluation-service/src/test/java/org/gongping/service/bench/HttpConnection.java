package org.gongping.service.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One keep-alive connection, HTTP/1.1, one request at a time (RFC 9112). It does no more than a load generator must,
 * so that on a small machine the generator leaves the processor to what it measures.
 */
final class HttpConnection implements AutoCloseable {
    private static final int PATIENCE_MS = 30_000;
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[16 << 10];
    private int filled;
    private int bodyAt;
    private int bodyLength;

    HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Sends the request and reads the whole answer; returns its status. */
    int exchange(byte[] request) throws IOException {
        out.write(request);
        filled = 0;
        int head = readHead();
        String headers = new String(buffer, 0, head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        bodyAt = head + END_OF_HEAD.length;
        bodyLength = contentLength(headers);
        while (filled < bodyAt + bodyLength) {
            read();
        }
        if (headers.contains("\r\nconnection: close")) {
            throw new IOException("the server closes a connection that was to be kept");
        }
        return Integer.parseInt(headers.substring(9, 12));
    }

    /** The body of the last answer. */
    String body() {
        return new String(buffer, bodyAt, bodyLength, StandardCharsets.UTF_8);
    }

    /** Whether the body of the last answer begins so. */
    boolean bodyBegins(byte[] expected) {
        return bodyLength >= expected.length
                && java.util.Arrays.equals(buffer, bodyAt, bodyAt + expected.length, expected, 0, expected.length);
    }

    private int readHead() throws IOException {
        int seen = 0;
        while (true) {
            read();
            for (; seen + END_OF_HEAD.length <= filled; seen++) {
                if (buffer[seen] == '\r'
                        && buffer[seen + 1] == '\n'
                        && buffer[seen + 2] == '\r'
                        && buffer[seen + 3] == '\n') {
                    return seen;
                }
            }
        }
    }

    private void read() throws IOException {
        if (filled == buffer.length) {
            buffer = java.util.Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        filled += count;
    }

    private static int contentLength(String headers) throws IOException {
        String name = "\r\ncontent-length: ";
        int at = headers.indexOf(name);
        if (at < 0) {
            throw new IOException("an answer without Content-Length");
        }
        int from = at + name.length();
        int to = headers.indexOf('\r', from);
        return Integer.parseInt(
                headers.substring(from, to < 0 ? headers.length() : to).strip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

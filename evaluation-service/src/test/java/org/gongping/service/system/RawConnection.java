package org.gongping.service.system;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One connection that sends any bytes, be they HTTP or not, and reads answers (RFC 9112). */
final class RawConnection implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;

    RawConnection(URI server) throws IOException {
        // Reset at its end: a hundred thousand closed connections would otherwise keep all ports waiting.
        socket.setSoLinger(true, 0);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), 10_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** An answer; names of headers in lower case. */
    record Answer(int status, Map<String, String> headers, String body) {
        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        boolean isLast() {
            return header("connection").filter("close"::equalsIgnoreCase).isPresent();
        }
    }

    /** False when the server has closed the connection meanwhile, as it may after what is no HTTP. */
    boolean send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The next answer that is not interim.
     *
     * @param toHead whether it answers a HEAD, and so has no body
     * @throws java.net.SocketTimeoutException when none comes
     * @throws EOFException when the server has closed the connection
     */
    Answer read(boolean toHead, int millis) throws IOException {
        socket.setSoTimeout(millis);
        while (true) {
            String[] status = line().split(" ", 3);
            // Netty answers a protocol that it does not know by the name that it was called.
            if (status.length < 2 || !status[0].matches("\\S+/\\d+\\.\\d+") || !status[1].matches("[1-5]\\d\\d")) {
                throw new AssertionError("no status line: " + String.join(" ", status));
            }
            Map<String, String> headers = new TreeMap<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            int code = Integer.parseInt(status[1]);
            if (code >= 200) {
                boolean hasBody = !toHead && code != 204 && code != 304;
                int length = hasBody ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0;
                return new Answer(code, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
            }
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }
}

package org.gongping.draw.calling.channel;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A mail server (RFC 5321) that takes every message and keeps it. */
public final class SmtpSink implements AutoCloseable {
    private final ServerSocket socket;
    private final Thread thread;
    private final BlockingQueue<Mail> received = new LinkedBlockingQueue<>();
    private volatile boolean refuses;

    /** @param data headers and body as they came, before any decoding */
    public record Mail(String from, List<String> to, String data) {
        /** The text of the body, decoded. */
        public String text() {
            try {
                var message = new MimeMessage(null, new ByteArrayInputStream(data.getBytes(StandardCharsets.UTF_8)));
                return (String) message.getContent();
            } catch (IOException | MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public SmtpSink() throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        thread = Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** From now on no recipient is known. */
    public void refuse() {
        refuses = true;
    }

    /** The next message; waits for it. */
    public Mail next() throws InterruptedException {
        Mail mail = received.poll(60, TimeUnit.SECONDS);
        if (mail == null) {
            throw new AssertionError("no mail came");
        }
        return mail;
    }

    public boolean isEmpty() {
        return received.isEmpty();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                talk(connection);
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void talk(Socket connection) throws IOException {
        var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        Writer out = new java.io.OutputStreamWriter(connection.getOutputStream(), StandardCharsets.UTF_8);
        say(out, "220 sink ESMTP");
        String from = "";
        List<String> to = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.toUpperCase(java.util.Locale.ROOT);
            if (command.startsWith("EHLO") || command.startsWith("HELO")) {
                say(out, "250 sink");
            } else if (command.startsWith("MAIL FROM:")) {
                from = line.substring(10);
                to = new ArrayList<>();
                say(out, "250 OK");
            } else if (command.startsWith("RCPT TO:")) {
                to.add(line.substring(8));
                say(out, refuses ? "550 no such user " + line.substring(8) : "250 OK");
            } else if (command.equals("DATA")) {
                say(out, "354 go on");
                StringBuilder data = new StringBuilder();
                for (String part = in.readLine(); !part.equals("."); part = in.readLine()) {
                    data.append(part.startsWith(".") ? part.substring(1) : part).append("\r\n");
                }
                received.add(new Mail(from, List.copyOf(to), data.toString()));
                say(out, "250 OK");
            } else if (command.equals("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 OK");
            }
        }
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.gongping.service.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.UUID;
import org.gongping.core.Sha256;

/** The least that a server in Java can do with an upload: bytes of a socket, hashed and written to a file that is forced and dropped. */
final class BareServer implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final ServerSocketChannel server;

    BareServer(Path folder) throws IOException {
        this.folder = folder;
        this.server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        Thread.ofPlatform().daemon().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                Thread.ofPlatform().daemon().start(() -> take(client));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void take(SocketChannel client) {
        Path file = folder.resolve("bare-" + UUID.randomUUID());
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        byte[] bytes = new byte[BUFFER];
        MessageDigest digest = Sha256.fresh();
        try (client;
                FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int count = client.read(buffer); count >= 0; count = client.read(buffer.clear())) {
                buffer.flip().get(0, bytes, 0, count);
                digest.update(bytes, 0, count);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            out.force(true);
            Files.delete(file);
            client.write(ByteBuffer.wrap(digest.digest()));
        } catch (IOException e) {
            // The sender waits for the digest, and says that it did not come.
        }
    }

    /** Sends a file and waits for its digest. */
    void send(Path file) throws IOException {
        try (SocketChannel socket = SocketChannel.open(server.getLocalAddress());
                FileChannel in = FileChannel.open(file)) {
            for (long sent = 0; sent < in.size(); ) {
                sent += in.transferTo(sent, in.size() - sent, socket);
            }
            socket.shutdownOutput();
            if (socket.read(ByteBuffer.allocate(64)) != 32) {
                throw new IOException("no digest came");
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

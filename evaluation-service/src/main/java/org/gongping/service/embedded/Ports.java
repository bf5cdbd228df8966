package org.gongping.service.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.gongping.service.StartupFailure;

/** TCP ports on the loopback address. */
public final class Ports {
    /** Below what Linux, macOS and Windows give to outgoing connections, which would take a port between look and use. */
    private static final int FIRST = 12_000;

    private static final int COUNT = 20_000;
    /** Up to four processes that run side by side are numbered, and begin as far apart. */
    private static final int APART = COUNT / 4;

    private static final AtomicInteger NEXT =
            new AtomicInteger(Optional.ofNullable(Integer.getInteger("gongping.process"))
                    .map(number -> number * APART)
                    .orElseGet(() -> ThreadLocalRandom.current().nextInt(COUNT)));

    private Ports() {}

    /** A port that nobody listens on now, and that this process has not been given before. */
    public static int free() {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new StartupFailure("no free TCP port from " + FIRST + " to " + (FIRST + COUNT - 1));
    }

    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // A connection of an earlier server that is still winding down does not make the port taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

package org.gongping.service.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Many users at once, each on a keep-alive connection of its own, one call after the other. */
final class Load {
    /**
     * What came of it.
     *
     * @param latencies of the calls in nanoseconds, ascending
     * @param firstError empty when every call was answered as it should be
     */
    record Result(long calls, long errors, double seconds, long[] latencies, Optional<String> firstError) {
        double perSecond() {
            return calls / seconds;
        }

        /** @param share between 0 and 1 */
        double latencyMs(double share) {
            if (latencies.length == 0) {
                return Double.NaN;
            }
            int at = (int) Math.min(latencies.length - 1L, Math.round(share * (latencies.length - 1)));
            return latencies[at] / 1e6;
        }
    }

    private final int port;
    private final ThreadFactory threads;

    /** @param threads platform threads for few users, virtual ones for very many */
    Load(int port, ThreadFactory threads) {
        this.port = port;
        this.threads = threads;
    }

    /**
     * Runs until the time is over.
     *
     * @param next the call that a user makes next
     * @param pace time from the beginning of one call of a user to its next; zero for as fast as answers come. The
     *     users begin spread over this time
     */
    Result run(List<Calls> users, Function<Calls, Calls.Call> next, Duration time, Duration pace)
            throws InterruptedException {
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        List<User> running = users.stream()
                .map(calls -> new User(calls, next, end, pace.toNanos()))
                .toList();
        List<Thread> started = new ArrayList<>();
        for (User user : running) {
            Thread thread = threads.newThread(user);
            thread.start();
            started.add(thread);
        }
        for (Thread thread : started) {
            thread.join();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        long[] all = running.stream()
                .flatMapToLong(user -> Arrays.stream(user.latencies, 0, user.calls))
                .sorted()
                .toArray();
        return new Result(
                all.length,
                running.stream().mapToLong(user -> user.errors).sum(),
                seconds,
                all,
                running.stream().flatMap(user -> user.firstError.stream()).findFirst());
    }

    private final class User implements Runnable {
        private final Calls made;
        private final Function<Calls, Calls.Call> next;
        private final long end;
        private final long pace;
        private long[] latencies = new long[1024];
        private int calls;
        private long errors;
        private Optional<String> firstError = Optional.empty();

        User(Calls made, Function<Calls, Calls.Call> next, long end, long pace) {
            this.made = made;
            this.next = next;
            this.end = end;
            this.pace = pace;
        }

        @Override
        public void run() {
            try (var connection = new HttpConnection(port)) {
                long due = System.nanoTime()
                        + (pace == 0 ? 0 : ThreadLocalRandom.current().nextLong(pace));
                while (waitUntil(due)) {
                    long begun = System.nanoTime();
                    call(connection);
                    note(System.nanoTime() - begun);
                    due = Math.max(due + pace, begun);
                }
            } catch (IOException e) {
                failed(e.toString());
            }
        }

        /** False when the run is over before that moment. */
        private boolean waitUntil(long due) {
            while (System.nanoTime() < Math.min(due, end)) {
                LockSupport.parkNanos(Math.min(due, end) - System.nanoTime());
            }
            return System.nanoTime() < end;
        }

        private void call(HttpConnection connection) throws IOException {
            Calls.Call call = next.apply(made);
            int status = connection.exchange(call.request());
            if (status != call.status() || !connection.bodyBegins(call.bodyBegins())) {
                failed(status + " " + connection.body());
            }
        }

        private void failed(String what) {
            errors++;
            if (firstError.isEmpty()) {
                firstError = Optional.of(what);
            }
        }

        private void note(long nanos) {
            if (calls == latencies.length) {
                latencies = Arrays.copyOf(latencies, calls * 2);
            }
            latencies[calls++] = nanos;
        }
    }
}

package org.gongping.service.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Much at once. */
final class Jobs {
    private Jobs() {}

    @FunctionalInterface
    interface Job<T> {
        T run(int number) throws Exception;
    }

    static double seconds(int atOnce, int count, Job<?> job) throws Exception {
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            all(threads, count, job);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    static <T> List<T> all(ExecutorService threads, int count, Job<T> job) throws Exception {
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            futures.add(threads.submit((Callable<T>) () -> job.run(number)));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }
}

package org.gongping.service;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for asynchronous steps of start and shutdown; never used on an event loop. */
final class Blocking {
    private static final long LONGEST_SECONDS = 60;

    private Blocking() {}

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new StepFailed(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("a step took longer than " + LONGEST_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Carries a checked exception of a step. */
    static final class StepFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StepFailed(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }
}

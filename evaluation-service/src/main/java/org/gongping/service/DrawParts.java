package org.gongping.service;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.gongping.draw.ceremony.FinaliserKey;

/** The part of the composition root that makes the draws of experts. */
final class DrawParts {
    private DrawParts() {}

    static Optional<FinaliserKey> finaliser(Optional<Path> file) {
        try {
            return file.isPresent()
                    ? Optional.of(FinaliserKey.readOrGenerate(file.get(), new SecureRandom()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new StartupFailure("draw.vrfKey: " + e.getMessage(), e);
        }
    }
}

package org.gongping.service;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.gongping.draw.calling.DoneDraw;
import org.gongping.draw.calling.ReplacementRepository;
import org.gongping.draw.ceremony.FinaliserKey;
import org.gongping.draw.ceremony.ReadTranscript;

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

    /** The records of replacements, as those who call the experts keep them. */
    static ReadTranscript.Replacements replacements(ReplacementRepository rows) {
        return (tx, attempt) -> rows.logged(tx, new DoneDraw.Key(attempt.projectId(), attempt.number())).stream()
                .map(ReplacementRepository.Logged::entryId)
                .toList();
    }
}

package org.gongping.service.rehearsal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.gongping.service.StartupFailure;

/** The case files that come with the product, and those of the operator. */
public final class ShippedCases {
    private static final String FOLDER = "/rehearsal/";

    private final ApiContract contract = ApiContract.shipped();

    /** All that are shipped, in the order in which they are played. */
    public List<RehearsalCase> all() {
        return names().stream().map(this::shipped).toList();
    }

    /** Empty when no case of this name is shipped. */
    public Optional<RehearsalCase> named(String name) {
        return names().stream().filter(name::equals).findFirst().map(this::shipped);
    }

    /** @throws InvalidCase when it cannot be played */
    public RehearsalCase read(Path file) {
        try {
            return CaseReader.read(file.getFileName().toString(), Files.readAllBytes(file), contract);
        } catch (IOException e) {
            throw new StartupFailure("the case file " + file + " cannot be read: " + e, e);
        }
    }

    private static List<String> names() {
        try {
            return StreamSupport.stream(
                            new ObjectMapper().readTree(bytes("index.json")).spliterator(), false)
                    .map(name -> name.asText())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RehearsalCase shipped(String name) {
        return CaseReader.read(name + ".json", bytes(name + ".json"), contract);
    }

    private static byte[] bytes(String name) {
        try (var stream = ShippedCases.class.getResourceAsStream(FOLDER + name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

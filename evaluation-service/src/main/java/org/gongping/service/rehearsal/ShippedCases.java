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

    /** What a demo shows before anybody has done anything: no case to be rehearsed. */
    public RehearsalCase sampleTenders() {
        return CaseReader.read("sample-tenders.json", bytes("/deploy/demo/sample-tenders.json"), contract);
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
                            new ObjectMapper()
                                    .readTree(bytes(FOLDER + "index.json"))
                                    .spliterator(),
                            false)
                    .map(name -> name.asText())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RehearsalCase shipped(String name) {
        return CaseReader.read(name + ".json", bytes(FOLDER + name + ".json"), contract);
    }

    private static byte[] bytes(String path) {
        try (var stream = ShippedCases.class.getResourceAsStream(path)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

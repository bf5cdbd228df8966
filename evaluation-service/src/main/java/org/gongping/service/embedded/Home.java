package org.gongping.service.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gongping.service.StartupFailure;

/**
 * Where the product lies on this machine, as the launcher tells it.
 *
 * @param root the folder of the launcher
 */
public record Home(Path root) {
    public static final String VARIABLE = "GONGPING_HOME";

    public static Home find() {
        String value = System.getenv(VARIABLE);
        if (value == null || !Files.isDirectory(Path.of(value))) {
            throw new StartupFailure(VARIABLE + " must name the folder of the product; start through ./gongping");
        }
        return new Home(Path.of(value).toAbsolutePath().normalize());
    }

    /** The default state folder of the demo. */
    public Path state() {
        return root.resolve(".gongping");
    }

    /** Unpacked programs, shared by all state folders; can be deleted at any time while nothing runs. */
    public Path software() {
        return state().resolve("software");
    }

    /** Keycloak's distribution, as the build left it. */
    public Path keycloakArchive() {
        return root.resolve("evaluation-service/target/keycloak/keycloak.zip");
    }
}

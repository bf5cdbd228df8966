package org.gongping.service.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of the embedded parts, which the build writes down from the parent POM. */
public final class Versions {
    public static final String POSTGRESQL = read("postgresql");
    public static final String KEYCLOAK = read("keycloak");

    private Versions() {}

    private static String read(String part) {
        var properties = new Properties();
        try (var stream = Versions.class.getResourceAsStream("/embedded-versions.properties")) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(part);
    }
}

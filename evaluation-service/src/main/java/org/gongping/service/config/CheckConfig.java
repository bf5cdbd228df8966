package org.gongping.service.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * All that the self-check of the log is told: it needs no secret of the server's. Read from a {@code key = value} file.
 *
 * @param url JDBC URL of the server's database
 * @param login a member of {@code gongping_auditor} and of nothing else
 * @param folder public files of the log
 * @param policy names the log's keys, and the witnesses with their addresses
 * @param key file of the key by which it signs what it says; made when there is none
 * @param rehearsal whether the server it looks at has a settable clock
 */
public record CheckConfig(String url, ServerConfig.Login login, Path folder, Path policy, Path key, boolean rehearsal) {
    /**
     * Reads a configuration file; {@code ${env:NAME}} in a value stands for the environment variable NAME.
     *
     * @throws InvalidConfiguration with every problem found, each by the name of its key
     * @throws org.gongping.service.StartupFailure when the file cannot be read
     */
    public static CheckConfig read(Path path, Map<String, String> environment) {
        ConfigFile file = ConfigFile.load(path, environment);
        var config = new CheckConfig(
                file.require("database.url", "", ServerConfigReader::jdbcUrl),
                new ServerConfig.Login(
                        file.require("database.user", "", Function.identity()),
                        file.require("database.password", "", Function.identity())),
                file.require("log.folder", Path.of(""), ServerConfigReader::folder),
                file.require("log.policyFile", Path.of(""), Path::of),
                file.require("selfcheck.key", Path.of(""), Path::of),
                file.take("rehearsal", false, ServerConfigReader::trueOrFalse));
        file.finish();
        return config;
    }
}

package org.gongping.service.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.gongping.service.Server;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.embedded.Teardown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the server against a PostgreSQL and an OpenID Connect issuer of the operator's until it is told to end. */
@Command(name = "serve", description = "run the server with a configuration file", mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "key = value file, see docs/operating.md")
    private Path config;

    @Override
    public Integer call() throws InterruptedException {
        ServerConfig settings = ServerConfig.read(config, System.getenv());
        Preflight.check(settings);
        var teardown = new Teardown();
        Runtime.getRuntime().addShutdownHook(new Thread(teardown::close, "shutdown"));
        teardown.own(Server.start(settings, InstantSource.system()));
        new CountDownLatch(1).await();
        return 0;
    }
}

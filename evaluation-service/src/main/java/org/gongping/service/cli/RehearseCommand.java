package org.gongping.service.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gongping.core.verify.Report;
import org.gongping.service.StartupFailure;
import org.gongping.service.embedded.DiskSpace;
import org.gongping.service.embedded.Home;
import org.gongping.service.embedded.Ports;
import org.gongping.service.embedded.StateFolder;
import org.gongping.service.embedded.Teardown;
import org.gongping.service.rehearsal.Accounts;
import org.gongping.service.rehearsal.Api;
import org.gongping.service.rehearsal.CaseResult;
import org.gongping.service.rehearsal.Programs;
import org.gongping.service.rehearsal.Rehearsal;
import org.gongping.service.rehearsal.RehearsalCase;
import org.gongping.service.rehearsal.ReportJson;
import org.gongping.service.rehearsal.ReportText;
import org.gongping.service.rehearsal.ShippedCases;
import org.gongping.service.rehearsal.Tokens;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays tenders through a rehearsal server and holds every answer against the case files. */
@Command(
        name = "rehearse",
        description = "play a tender through a running server and check every figure; exit code 1 on a difference",
        mixinStandardHelpOptions = true)
public final class RehearseCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;
    private static final String STATE = "rehearsal";

    @Spec
    private CommandSpec spec;

    @Option(names = "--list", description = "name the cases and end")
    private boolean list;

    @Option(
            names = "--case",
            paramLabel = "NAME",
            description = "play this case alone; NAME may be the path of a case file, *.json")
    private String chosen;

    @Option(names = "--json", description = "print the result as JSON; progress goes to standard error")
    private boolean json;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "a server that was started with --rehearsal; without it one of our own is started and stopped")
    private URI url;

    @Option(names = "--token-url", paramLabel = "URL", description = "token endpoint; without it the server is asked")
    private URI tokenUrl;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            defaultValue = "gongping-rehearsal",
            description = {"public client with direct access grants, default ${DEFAULT-VALUE}"})
    private String clientId;

    @Option(
            names = "--account",
            paramLabel = "NAME=LOGIN",
            description = {"login behind a name of the case file;", "also GONGPING_REHEARSAL_ACCOUNT_<NAME>"})
    private Map<String, String> logins = Map.of();

    @Option(
            names = "--password",
            paramLabel = "NAME=PASSWORD",
            description = {
                "its password, default that of the demo;",
                "better GONGPING_REHEARSAL_PASSWORD_<NAME>: others can read options"
            })
    private Map<String, String> passwords = Map.of();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = {"by which the log is verified at the end;", "without it the server's own word is taken"})
    private Path policy;

    @Option(names = "--lang", paramLabel = "zh|en", defaultValue = "en", description = "language of the titles")
    private String language;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = {"folder of the data of our own server,", "default .gongping/rehearsal"})
    private Path state;

    @Override
    public Integer call() throws InterruptedException {
        var cases = new ShippedCases();
        var text = new ReportText(
                json ? spec.commandLine().getErr() : spec.commandLine().getOut(), chinese());
        if (list) {
            text.list(cases.all());
            return CommandLine.ExitCode.OK;
        }
        List<RehearsalCase> toPlay = toPlay(cases);
        if (url != null) {
            return play(URI.create(url.toString().replaceAll("/+$", "")), toPlay, text);
        }
        var teardown = new Teardown();
        Runtime.getRuntime().addShutdownHook(new Thread(teardown::close, "shutdown"));
        try {
            return play(startOwnServer(teardown), toPlay, text);
        } catch (RuntimeException e) {
            DemoCommand.waitIfGoingDown(teardown);
            throw e;
        } finally {
            teardown.close();
        }
    }

    private boolean chinese() {
        if (!language.equals("zh") && !language.equals("en")) {
            throw new ParameterException(spec.commandLine(), "--lang must be zh or en, found " + language);
        }
        return language.equals("zh");
    }

    private List<RehearsalCase> toPlay(ShippedCases cases) {
        if (chosen == null) {
            return cases.all();
        }
        if (chosen.endsWith(".json")) {
            return List.of(cases.read(Path.of(chosen)));
        }
        return List.of(cases.named(chosen)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "no case is named " + chosen + "; rehearse --list names them")));
    }

    private Integer play(URI server, List<RehearsalCase> toPlay, ReportText text) throws InterruptedException {
        List<String> names = toPlay.stream().map(RehearsalCase::name).toList();
        var results = new ArrayList<CaseResult>();
        Optional<Report> log;
        try (var http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            var rehearsedLog = new RehearsedLog(http, server);
            Tokens tokens = connect(http, server);
            try (Programs programs = programs(server, tokens, rehearsedLog)) {
                var api = new Api(http, server, tokens);
                for (RehearsalCase each : toPlay) {
                    text.begin(each);
                    CaseResult result = Rehearsal.play(api, programs, each, text::step);
                    results.add(result);
                    if (!result.passed()) {
                        break;
                    }
                }
            }
            log = rehearsedLog.verify(Optional.ofNullable(policy));
        }
        text.summary(results, names);
        text.log(log.map(report -> VerifyReport.text(report, chinese())));
        if (json) {
            print(server, results, names, log);
        }
        boolean passed = results.size() == toPlay.size()
                && results.stream().allMatch(CaseResult::passed)
                && log.stream().allMatch(report -> report.exitCode() == CommandLine.ExitCode.OK);
        return passed ? CommandLine.ExitCode.OK : DIFFERENT;
    }

    private Programs programs(URI server, Tokens tokens, RehearsedLog log) throws InterruptedException {
        return log.policy(Optional.ofNullable(policy))
                .<Programs>map(trusted -> new RehearsedDraw(server, trusted, tokens))
                .orElseGet(() -> Programs.none(server + " keeps no log, under which a draw would be sealed"));
    }

    private Tokens connect(HttpClient http, URI server) {
        // A server that would refuse to play is refused before anybody's password is sent anywhere.
        new Api(http, server, null).rehearsalTime();
        URI endpoint = tokenUrl == null ? Tokens.discover(http, server) : tokenUrl;
        var accounts = new Accounts(logins, passwords, System.getenv());
        return new Tokens(http, endpoint, clientId, accounts);
    }

    private void print(URI server, List<CaseResult> results, List<String> names, Optional<Report> log) {
        PrintWriter out = spec.commandLine().getOut();
        ObjectNode report = ReportJson.of(server.toString(), results, names);
        try {
            if (log.isPresent()) {
                report.set("log", new ObjectMapper().readTree(VerifyReport.json(log.get())));
            }
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.flush();
    }

    /** PostgreSQL, Keycloak and a server as the demo has them, on free ports, without the tenders of earlier runs. */
    private URI startOwnServer(Teardown teardown) {
        Home home = Home.find();
        StateFolder folder =
                teardown.own(StateFolder.open(state == null ? home.state().resolve(STATE) : state));
        LogFile.use(folder.log("server"));
        PrintStream progress = json ? System.err : System.out;
        int port = Ports.free();
        try {
            new Demo(home, folder, port, true, teardown, new Progress(progress, teardown::isClosed))
                    .startWithoutTenders();
        } catch (StartupFailure e) {
            throw DiskSpace.explained(e, folder.root());
        }
        if (policy == null) {
            policy = folder.logPolicy();
        }
        return URI.create("http://localhost:" + port);
    }
}

package org.gongping.service.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.audit.note.VerifierKey;
import org.gongping.core.audit.recover.Recovery;
import org.gongping.core.db.Database;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.edge.RehearsalClock;
import org.gongping.service.log.StoppedLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code gongping log recover}: carries out what a person has decided about a log that has stopped, and puts the decision
 * on record. Exit code 0 done, 1 refused with nothing changed, 2 could not.
 */
@Command(
        name = "recover",
        description = {
            "let a log that has stopped go on, by a person's decision, on the record; stop all servers first;",
            "exit code 0 done, 1 refused and nothing changed, 2 could not"
        },
        mixinStandardHelpOptions = true)
public final class LogRecoverCommand implements Callable<Integer> {
    private static final int LONGEST = 1_000;
    private static final String ORIGIN = "[a-z0-9.-]+(/[A-Za-z0-9._-]+)*";

    private final InstantSource clock;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LogOptions options = new LogOptions();

    @Option(
            names = "--by",
            required = true,
            paramLabel = "NAME",
            description = "the office that decides; published and never removed, so no person's name")
    private String by;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why; published like --by")
    private String reason;

    @Option(
            names = "--new-origin",
            paramLabel = "ORIGIN",
            description = "where entries are lost: the name of the log that continues this one")
    private String origin;

    @Option(names = "--yes", description = "do not ask")
    private boolean yes;

    public LogRecoverCommand() {
        this(InstantSource.system());
    }

    /** @param clock when it is decided */
    public LogRecoverCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        require("--by", by);
        require("--reason", reason);
        if (origin != null && (!origin.matches(ORIGIN) || origin.length() > LONGEST)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--new-origin must be a host and a path without scheme, such as log.example/gongping/2027");
        }
        return options.run(spec, this::recover);
    }

    private void require(String option, String value) {
        if (value.isBlank() || value.length() > LONGEST || value.chars().anyMatch(c -> c < 0x20)) {
            throw new ParameterException(
                    spec.commandLine(), option + " must have 1 to " + LONGEST + " characters in one line");
        }
    }

    private int recover(StoppedLog log, ServerConfig settings) throws IOException, StoppedLog.NotNow {
        var view = new LogView(spec.commandLine().getOut(), options);
        StoppedLog.Seen seen = log.look();
        if (seen.unfinished()) {
            log.finish();
            view.line("完成", "Done", options.pick("新日志来源已落到公开文件", "the change of the origin has reached the files"));
            return 0;
        }
        view.show(seen, log.key().name());
        if (!seen.mustDecide()) {
            return refuse("日志没有停止，没有可以决定的事", "the log has not stopped: there is nothing to decide");
        }
        boolean canRebuild = seen.loss().isNothing();
        if (origin == null && !canRebuild) {
            return refuse(
                    "有条目已丢失，不能原地重建；找不回时用 --new-origin",
                    "entries are lost, so nothing can be rebuilt; where they cannot be found again, give --new-origin");
        }
        if (origin != null && canRebuild) {
            return refuse(
                    "没有条目丢失，不得启用新的日志来源；去掉 --new-origin 即可重建",
                    "nothing is lost, so there is no ground for a new origin: leave out --new-origin to rebuild");
        }
        if (origin != null && origin.endsWith(ServerConfig.Log.OF_REHEARSALS) != settings.rehearsal()) {
            return refuse(
                    "日志来源以 /rehearsal 结尾的，是演练的日志，且仅限演练",
                    "an origin ends in " + ServerConfig.Log.OF_REHEARSALS + " in a rehearsal, and nowhere else");
        }
        if (log.key().name().equals(origin)) {
            return refuse("新的日志来源不能与现在的相同", "the new origin must not be the present one");
        }
        if (!yes && !confirmed()) {
            return refuse("未确认，什么也没有改动", "not confirmed, nothing was changed");
        }
        var order = new Recovery.Order(by.strip(), reason.strip(), seen.found());
        var actor =
                new Actor("log recover", by.strip(), by.strip(), Optional.empty(), Set.of(Role.PLATFORM_ADMINISTRATOR));
        AuditLog audit = audit(settings);
        if (origin == null) {
            Recovery.Done done = log.rebuild(order, audit, actor);
            view.line(
                    "完成",
                    "Done",
                    options.pick(
                            "已按公开文件重建至 " + done.size() + " 条；决定将作为下一批条目入册。请启动服务器。",
                            "rebuilt to " + done.size()
                                    + " entries from the public files; the decision goes in with the next ones. Start the server."));
            return 0;
        }
        // What is told here can be read nowhere else: it comes before what can break off and be repeated.
        tell(view, log.begin(origin, order, audit, actor));
        log.finish();
        view.line("完成", "Done", options.pick("新日志来源已落到公开文件", "the change of the origin has reached the files"));
        return 0;
    }

    private void tell(LogView view, StoppedLog.Begun begun) {
        view.line(
                "决定",
                "Decided",
                options.pick(
                        "新日志 " + origin + " 已开始，" + begun.done().size() + " 条，接续 "
                                + begun.before().origin() + " 的 "
                                + begun.before().size() + " 条",
                        "the log " + origin + " begins with " + begun.done().size() + " entries and continues "
                                + begun.before().origin() + " from size "
                                + begun.before().size()));
        view.line("配置", "Configure", options.pick("启动前把配置改为：", "before the start, in the configuration:"));
        List<String> lines = new ArrayList<>(List.of("log.origin = " + origin, "log.signer = " + begun.signer()));
        begun.policy().ifPresent(file -> lines.add("log.policyFile = " + file));
        view.lines(lines);
        VerifierKey key = begun.key();
        view.line("见证人", "Witnesses", options.pick("须加上新密钥后才会签署：", "cosign once they know the new key as well:"));
        view.lines(List.of("gongping witness … --log " + key.text()));
        view.line(
                "缓存", "Caches", options.pick("清空反向代理中 /log/ 的缓存", "clear what a reverse proxy has cached below /log/"));
    }

    private boolean confirmed() throws IOException {
        var out = spec.commandLine().getOut();
        out.print(options.pick("决定一经记录不可撤回。输入 YES 继续：", "The decision is on record for good. Type YES to go on: "));
        out.flush();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return "YES".equals(in.readLine());
    }

    private int refuse(String zh, String en) {
        return LogOptions.say(spec, LogOptions.REFUSED, options.pick(zh, en));
    }

    private AuditLog audit(ServerConfig settings) {
        InstantSource now = clock;
        if (settings.rehearsal()) {
            var login = settings.database();
            try (Database database =
                    Database.open(login.url(), login.user(), login.password(), Database.Limits.ofPool(1))) {
                now = InstantSource.offset(
                        clock,
                        Duration.between(
                                clock.instant(),
                                RehearsalClock.resume(database, clock).instant()));
            }
        }
        RandomSource random = RandomSource.secure();
        var ids = new Ids(now, random);
        return new AuditLog(
                new AuditRepository(),
                new PersonalData(new PersonalDataRepository(), now, random, ids),
                now,
                random,
                ids);
    }
}

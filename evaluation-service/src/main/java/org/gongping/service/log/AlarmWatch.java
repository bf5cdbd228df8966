package org.gongping.service.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gongping.core.audit.selfcheck.KeepAlarms;
import org.gongping.core.audit.selfcheck.Standing;
import org.gongping.core.db.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has put on record what the self-check says, that it is silent, and that somebody else speaks in its stead. */
public final class AlarmWatch {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmWatch.class);

    private static final Standing.Told SILENT = new Standing.Told(
            "selfcheck.silent",
            "audit_selfcheck",
            "自检没有新的结果：进程停止，或其结果被人阻断",
            "the self-check says nothing new: its process has stopped, or somebody keeps its word from being written");
    private static final Standing.Told FORGED = new Standing.Told(
            "selfcheck.forged",
            "audit_selfcheck",
            "自检结果的签名不对：被他人改写",
            "the word of the self-check is not signed by it: somebody else has written it");

    private final Database database;
    private final SelfCheckStanding check;
    private final KeepAlarms alarms;
    private Optional<List<Standing.Told>> last = Optional.empty();

    public AlarmWatch(Database database, SelfCheckStanding check, KeepAlarms alarms) {
        this.database = database;
        this.check = check;
        this.alarms = alarms;
    }

    /** Looks once; for one thread at a time. What cannot be written now is written at the next look. */
    public synchronized void look() {
        SelfCheckStanding.Heard heard = check.now();
        if (heard.proof() == SelfCheckStanding.Proof.NONE) {
            return;
        }
        List<Standing.Told> now =
                new ArrayList<>(heard.standing().map(Standing::findings).orElse(List.of()));
        boolean isForged = heard.proof() == SelfCheckStanding.Proof.FORGED;
        if (isForged) {
            now.add(FORGED);
        } else if (check.isSilent(heard)) {
            now.add(SILENT);
        }
        if (last.filter(now::equals).isPresent()) {
            return;
        }
        try {
            database.transact(tx -> alarms.execute(tx, now, !isForged));
            last = Optional.of(now);
        } catch (RuntimeException e) {
            LOG.warn("an alarm of the self-check is put on record later: {}", e.getMessage());
        }
    }
}

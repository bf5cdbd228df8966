package org.gongping.core.dossier;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.TrailFilter;
import org.gongping.core.audit.TrailRepository;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.trail.ShownEntries;
import org.gongping.core.trail.TrailQuery;
import org.gongping.core.trail.TrailView;

/**
 * Admits somebody who may read the trail of a project to an excerpt of it with proofs: of no record that they could not
 * read. That it was exported goes on record; what was looked for does not, for it may be a person's name.
 */
public final class ExportExcerpt {
    /** Records in one archive at most. */
    public static final int MOST_RECORDS = 10_000;

    private final ProjectAccess access;
    private final ChooseScope scopes;
    private final ShownEntries shown;
    private final TrailRepository trail;
    private final AuditLog audit;
    private final InstantSource clock;

    public ExportExcerpt(
            ProjectAccess access,
            ChooseScope scopes,
            ShownEntries shown,
            TrailRepository trail,
            AuditLog audit,
            InstantSource clock) {
        this.access = access;
        this.scopes = scopes;
        this.shown = shown;
        this.trail = trail;
        this.audit = audit;
        this.clock = clock;
    }

    public Outcome<Excerpt> execute(Transaction tx, Actor actor, UUID projectId, TrailQuery query) {
        return access.reading(tx, actor, projectId).then(view -> {
            if (!TrailView.isOpenTo(view)) {
                return Outcome.refused(new Refusal.NotFound("trail"));
            }
            return shown.filter(tx, view, query)
                    .then(filter -> scopes.newest(view.project()).then(scope -> choose(tx, view, scope, query, filter)))
                    .map(excerpt -> {
                        audit.append(
                                tx,
                                AuditStep.inTender(
                                                AuditKind.TRAIL_EXPORT,
                                                actor,
                                                view.side(),
                                                projectId,
                                                view.project().code())
                                        .with("checkpointSize", excerpt.scope().size())
                                        .with("entries", excerpt.records()));
                        return excerpt;
                    });
        });
    }

    private Outcome<Excerpt> choose(
            Transaction tx, ProjectAccess.View view, Scope scope, TrailQuery query, TrailFilter filter) {
        boolean bidders = TrailView.showsBidders(view, clock);
        int records = trail.countBelow(tx, view.project().id(), filter, bidders, scope.size());
        if (records == 0) {
            return conflict(
                    "nothing-covered",
                    "没有符合条件且已封存的记录；刚写入的记录请稍候再导出",
                    "No sealed record answers to the query; what was written just now can be exported in a moment");
        }
        if (records > MOST_RECORDS) {
            return conflict(
                    "too-many",
                    "符合条件的记录有 " + records + " 条，一次最多导出 " + MOST_RECORDS + " 条，请缩小时间范围或增加筛选条件",
                    records + " records answer to the query, an excerpt holds " + MOST_RECORDS
                            + " at most: narrow the time or the filter");
        }
        return Outcome.done(new Excerpt(scope, query, filter, bidders, records));
    }

    private static <T> Outcome<T> conflict(String code, String zh, String en) {
        return Outcome.refused(new Refusal.Conflict(code, zh, en, Optional.empty()));
    }
}

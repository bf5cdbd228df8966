package org.gongping.core.notice;

import java.time.Instant;
import org.gongping.core.Ids;
import org.gongping.core.db.Transaction;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;

/** Freezes a notice and makes it public. The step that calls it writes the record. */
public final class PublishNotice {
    private final NoticeRepository notices;
    private final Ids ids;

    public PublishNotice(NoticeRepository notices, Ids ids) {
        this.notices = notices;
        this.ids = ids;
    }

    /**
     * @param lot null for a notice about the whole project
     * @param endsAt end of its legal period; null if it has none
     */
    public Notice execute(
            Transaction tx, Project project, Lot lot, Notice.Kind kind, NoticeBody body, Instant now, Instant endsAt) {
        String subject =
                lot == null || project.lots().size() == 1 ? project.title() : project.title() + " " + lot.name();
        Notice notice = new Notice(
                ids.next(),
                project.id(),
                project.code(),
                project.title(),
                lot == null ? null : lot.id(),
                lot == null ? null : lot.name(),
                kind,
                subject + kind.titleZh(),
                body.json(),
                now,
                endsAt);
        notices.insert(tx, notice);
        return notice;
    }
}

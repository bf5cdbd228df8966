package org.gongping.service.notice;

import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.notice.Notice;
import org.gongping.core.notice.NoticeRepository;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.wire.Page;

/** Published notices, for the parties and for everybody. */
public final class NoticeRoutes implements Routes {
    private final ProjectAccess access;
    private final NoticeRepository notices;
    private final NoticePdf pdf;
    private final NoticeSeals seals;
    private final boolean rehearsal;

    public NoticeRoutes(
            ProjectAccess access, NoticeRepository notices, NoticePdf pdf, NoticeSeals seals, boolean rehearsal) {
        this.seals = seals;
        this.access = access;
        this.notices = notices;
        this.pdf = pdf;
        this.rehearsal = rehearsal;
    }

    @Override
    public void mount(Operations operations) {
        operations.handle("listNotices", this::ofProject);
        operations.handle("listPublicNotices", this::page);
        operations.handle(
                "getPublicNotice",
                call -> Answer.ok(
                        find(call), notice -> NoticeJson.of(notice, rehearsal, seals.of(call.transaction(), notice))));
        operations.handle(
                "getPublicNoticePdf",
                call -> Answer.of(
                        find(call),
                        notice -> new Answer.MadeFile(
                                "application/pdf",
                                notice.title() + ".pdf",
                                pdf.render(
                                        notice,
                                        seals.of(call.transaction(), notice).map(NoticeSeals.NoticeSealJson::zh)))));
    }

    private Answer ofProject(Call call) {
        UUID projectId = call.uuid("projectId");
        return Answer.ok(
                access.reading(call.transaction(), call.actor(), projectId)
                        .map(_ -> notices.ofProject(call.transaction(), projectId)),
                list -> new Page.All<>(list.stream().map(this::json).toList()));
    }

    private Answer page(Call call) {
        int limit = call.integer("limit");
        return Answer.ok(
                Page.after(call)
                        .map(after -> notices.page(
                                call.transaction(), call.optionalText("q").orElse(null), after, limit + 1)),
                rows -> Page.of(rows, limit, row -> row.id().toString(), this::json));
    }

    private Outcome<Notice> find(Call call) {
        return notices.find(call.transaction(), call.uuid("noticeId"))
                .map(Outcome::done)
                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("notice")));
    }

    private NoticeJson json(Notice notice) {
        return NoticeJson.of(notice, rehearsal);
    }
}

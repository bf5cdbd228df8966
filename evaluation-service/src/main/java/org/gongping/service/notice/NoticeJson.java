package org.gongping.service.notice;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.notice.Notice;

/** A notice as the contract writes it. */
public record NoticeJson(
        UUID id,
        UUID projectId,
        String projectCode,
        String projectTitle,
        String lotName,
        Notice.Kind kind,
        String title,
        Instant publishedAt,
        Instant endsAt,
        boolean rehearsal,
        JsonNode body,
        Optional<NoticeSeals.NoticeSealJson> seal) {
    public static NoticeJson of(Notice notice, boolean rehearsal) {
        return of(notice, rehearsal, Optional.empty());
    }

    static NoticeJson of(Notice notice, boolean rehearsal, Optional<NoticeSeals.NoticeSealJson> seal) {
        return new NoticeJson(
                notice.id(),
                notice.projectId(),
                notice.projectCode(),
                notice.projectTitle(),
                notice.lotName(),
                notice.kind(),
                notice.title(),
                notice.publishedAt(),
                notice.endsAt(),
                rehearsal,
                notice.body(),
                seal);
    }
}

package org.gongping.service.notice;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.gongping.core.notice.Notice;

/**
 * What is printed: a notice, a receipt, a certificate.
 *
 * @param kind what it is called, such as 公告 or 回执
 * @param subject for the reader of the file's properties
 * @param dated what the instant is, such as 发布时间
 * @param lotName null when it is about the whole project
 * @param endsAt end of its legal period; null if it has none
 * @param body sections and citations, as {@code NoticeBody} writes them
 * @param path of the page on the platform that the QR code leads to, from its first slash
 */
public record Paper(
        UUID id,
        String kind,
        String subject,
        String title,
        String projectCode,
        String lotName,
        String dated,
        Instant at,
        Instant endsAt,
        JsonNode body,
        String path) {
    static Paper of(Notice notice) {
        return new Paper(
                notice.id(),
                "公告",
                notice.kind().titleZh() + " " + notice.projectCode(),
                notice.title(),
                notice.projectCode(),
                notice.lotName(),
                "发布时间",
                notice.publishedAt(),
                notice.endsAt(),
                notice.body(),
                "/notices/" + notice.id());
    }
}

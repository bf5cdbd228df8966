package org.gongping.core.notice;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * A published notice. Its body is frozen at publication and holds only fields that the notice of its kind may show.
 *
 * @param lotName null when the notice is about the whole project
 * @param endsAt when its legal period ends; null if it has none
 * @param body sections and citations, as {@link NoticeBody} writes them
 */
public record Notice(
        UUID id,
        UUID projectId,
        String projectCode,
        String projectTitle,
        UUID lotId,
        String lotName,
        Kind kind,
        String title,
        JsonNode body,
        Instant publishedAt,
        Instant endsAt) {
    /** What a notice announces. */
    public enum Kind {
        TENDER("招标公告"),
        ADDENDUM("澄清修改公告（补遗）"),
        FIRST_OPENING_RECORD("第一信封开标记录"),
        OPENING_RECORD("开标记录"),
        CANDIDATES("中标候选人公示"),
        AWARD("中标结果公告暨中标通知书"),
        FAILED("流标公告");

        private final String titleZh;

        Kind(String titleZh) {
            this.titleZh = titleZh;
        }

        public String titleZh() {
            return titleZh;
        }
    }
}

package org.gongping.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.junit.jupiter.api.Test;

final class RecordTextTest {
    private static final Actor ACTOR = new Actor("a", "a", "a", Optional.empty(), Set.of(Role.PLATFORM_ADMINISTRATOR));
    private static final UUID ID = new UUID(1, 2);
    private static final Instant TIME = Instant.parse("2026-03-02T01:00:00.007Z");

    private static JsonNode canonical(AuditStep step, String prev) throws Exception {
        String text = RecordText.of(step, ID).of("ab".repeat(32), prev, TIME);
        JsonNode record = CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8));
        assertThat(new String(CanonicalJson.bytes(record), StandardCharsets.UTF_8))
                .isEqualTo(text);
        return record;
    }

    @Test
    void aRecordWithEveryMemberIsCanonical() throws Exception {
        JsonNode record = canonical(
                AuditStep.inTender(AuditKind.PROJECT_CREATE, ACTOR, "tender_agent", ID, "T-\"1\"\\")
                        .with("title", "江城\"\u0001\n😀")
                        .with("lots", List.of("1", "2"))
                        .object("project", ID)
                        .document(new AuditStep.DocumentHash("招标文件.pdf", "00".repeat(32), 12))
                        .rule("G@\"1\""),
                "cd".repeat(32));
        assertThat(record.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactly("actor", "body", "docs", "id", "kind", "obj", "prev", "rule", "t", "tender", "v");
        assertThat(record.at("/actor/ref").textValue()).isEqualTo("ab".repeat(32));
        assertThat(record.at("/actor/role").textValue()).isEqualTo("tender_agent");
        assertThat(record.at("/prev").textValue()).isEqualTo("cd".repeat(32));
        assertThat(record.at("/t").textValue()).isEqualTo("2026-03-02T01:00:00.007Z");
        assertThat(record.at("/tender").textValue()).isEqualTo("T-\"1\"\\");
        assertThat(record.at("/rule").textValue()).isEqualTo("G@\"1\"");
    }

    @Test
    void whatIsAbsentIsLeftOut() throws Exception {
        JsonNode record = canonical(AuditStep.onPlatform(AuditKind.PROJECT_CREATE, ACTOR, "administrator"), "");
        assertThat(record.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactly("actor", "id", "kind", "prev", "t", "tender", "v");
        assertThat(record.at("/prev").textValue()).isEmpty();
    }
}

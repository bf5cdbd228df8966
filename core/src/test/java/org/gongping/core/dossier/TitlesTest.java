package org.gongping.core.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.gongping.core.audit.AuditKind;
import org.junit.jupiter.api.Test;

class TitlesTest {
    @Test
    void everyKindOfRecordHasAChineseTitleForTheArchive() {
        assertThat(AuditKind.values())
                .allSatisfy(kind -> assertThat(Titles.of(kind)).as(kind.code()).isPresent());
        assertThat(Arrays.stream(AuditKind.values()).map(AuditKind::code).map(Titles::ofRecord))
                .allSatisfy(title -> assertThat(title).matches("\\p{IsHan}+"));
    }

    @Test
    void aKindThatThisProgramNoLongerKnowsKeepsItsName() {
        assertThat(Titles.ofRecord("older.kind")).isEqualTo("older.kind");
    }
}

package org.gongping.core.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gongping.core.identity.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may see what, as a table: viewers are written subject/organisation/sides. */
class AudienceTest {
    private static Viewer viewer(String text) {
        String[] parts = text.split("/");
        Set<Role> sides = Arrays.stream(parts[2].split("\\+"))
                .map(token -> Role.ofToken(token).orElseThrow())
                .collect(Collectors.toSet());
        return new Viewer(parts[0], Optional.of(parts[1]).filter(code -> !code.equals("-")), sides);
    }

    @ParameterizedTest
    @CsvSource({
        // audience, viewer, sees it
        "everybody, zhang/A1/tender_agent, true",
        "everybody, wang/-/auditor, true",
        "side:supervisor, li/S1/supervisor, true",
        "side:supervisor, zhang/A1/tender_agent, false",
        "side:supervisor, wang/-/auditor, false",
        "side:supervisor, zhao/-/platform_administrator, false",
        "side:expert, e1/-/expert, true",
        // An expert's marks before they are revealed: the author's alone, whoever else is an expert or watches.
        "person:e1, e1/-/expert, true",
        "person:e1, e2/-/expert, false",
        "person:e1, li/S1/supervisor, false",
        "person:e1, wang/-/auditor, false",
        "organisation:B1, chen/B1/bidder, true",
        "organisation:B1, sun/B2/bidder, false",
        "organisation:B1, sun/-/bidder, false",
        "organisation:B1, zhang/A1/tender_agent, false",
        // A token of one kind says nothing about another.
        "person:supervisor, li/S1/supervisor, false",
        "side:bidder, bidder/bidder/expert, false",
        "organisation:e1, e1/-/expert, false",
        // One of several is enough.
        "side:supervisor|person:e1, e1/-/expert, true",
        "side:supervisor|person:e1, li/S1/supervisor, true",
        "side:supervisor|person:e1, e2/-/expert, false",
        "side:auditor, wang/-/platform_administrator+auditor, true",
        // What is not known shows nothing.
        "side:nobody, li/S1/supervisor, false",
        "Everybody, li/S1/supervisor, false",
    })
    void decidesWhoSees(String tokens, String viewer, boolean sees) {
        var audience = new Audience(Set.of(tokens.split("\\|")));
        assertThat(audience.includes(viewer(viewer))).isEqualTo(sees);
    }

    @Test
    void isBuiltOfTheTokensThatAreStored() {
        Audience audience = Audience.sides(Role.SUPERVISOR, Role.AUDITOR)
                .and(Audience.person("e1"))
                .and(Audience.organisation("B1"));
        assertThat(audience.tokens())
                .containsExactly("organisation:B1", "person:e1", "side:auditor", "side:supervisor");
        assertThat(Audience.everybody().tokens()).containsExactly("everybody");
    }

    @Test
    void isNeverEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Audience(Set.of()));
        assertThatIllegalArgumentException().isThrownBy(Audience::sides);
    }
}

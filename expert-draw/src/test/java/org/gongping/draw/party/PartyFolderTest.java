package org.gongping.draw.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gongping.draw.protocol.DrawId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a party lies on its disk, and what opens it (VED-1 §3.1). */
class PartyFolderTest {
    private static final DrawId DRAW = new DrawId("T-1", 1);
    private static final byte[] RULES = new byte[32];
    private static final byte[] POOL = new byte[32];
    private static final SecureRandom RANDOM = new SecureRandom();

    private Path folder;

    @BeforeEach
    void name(@TempDir Path parent) {
        folder = parent.resolve("keys");
    }

    private PartyFolder open(String password) throws IOException {
        return PartyFolder.open(folder, Optional.ofNullable(password).map(String::toCharArray), RANDOM);
    }

    private String everything() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private void assertHidden(PartyFolder opened, byte[] contribution) throws IOException {
        HexFormat hex = HexFormat.of();
        assertThat(everything())
                .doesNotContain(hex.formatHex(opened.sealingSecret()))
                .doesNotContain(hex.formatHex(contribution));
    }

    @Test
    void underAPasswordNothingSecretIsReadAndItIsTheSameWhenItIsOpenedAgain() throws Exception {
        PartyFolder made = open("秘密 words");
        byte[] contribution = made.contribution(DRAW, RULES, POOL);
        assertHidden(made, contribution);
        PartyFolder again = open("秘密 words");
        assertThat(again.signingKey()).isEqualTo(made.signingKey());
        assertThat(again.sealingKey()).isEqualTo(made.sealingKey());
        assertThat(again.contribution(DRAW, RULES, POOL)).isEqualTo(contribution);
    }

    @Test
    void anotherPasswordOrNoneOpensNothingAndMakesNothing() throws Exception {
        open("one");
        String before = everything();
        assertThatThrownBy(() -> open("two")).isInstanceOf(IOException.class).hasMessageContaining("password");
        assertThatThrownBy(() -> open(null)).isInstanceOf(IOException.class).hasMessageContaining("--password-file");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whatLayInTheClearIsSealedByTheFirstRunWithAPassword() throws Exception {
        PartyFolder clear = open(null);
        byte[] contribution = clear.contribution(DRAW, RULES, POOL);
        PartyFolder sealed = open("one");
        assertThat(sealed.signingKey()).isEqualTo(clear.signingKey());
        assertThat(sealed.madeContribution(DRAW, RULES, POOL)).contains(contribution);
        assertHidden(sealed, contribution);
    }

    @Test
    void oneFileIsNotTakenForAnother() throws Exception {
        open("one");
        Files.copy(
                folder.resolve("sealing.key"),
                folder.resolve("signing.key"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> open("one")).isInstanceOf(IOException.class);
        assertThat(List.of("signing.key", "sealing.key")).allMatch(name -> Files.exists(folder.resolve(name)));
    }
}

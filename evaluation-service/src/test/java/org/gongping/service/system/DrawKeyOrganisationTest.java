package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.gongping.core.identity.Role;
import org.gongping.draw.party.PartyFolder;
import org.gongping.draw.protocol.Octets;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** VED-1 §2: the outside holder is a notary or another region's centre, and of no organisation that is a party beside it. */
class DrawKeyOrganisationTest {
    private static final HexFormat HEX = HexFormat.of();

    private int folders;

    /** Registers a fresh key for the party. */
    private Answer registers(DrawHall draw, Path folder, Person by, String party) throws IOException {
        PartyFolder own = PartyFolder.open(folder.resolve("keys-" + folders++), new SecureRandom());
        byte[] message = Octets.concat(
                Octets.utf8("VED1/key\0"),
                Octets.lp((String) draw.tender.input.get("code")),
                Octets.lp(party),
                own.signingKey(),
                own.sealingKey());
        return draw.hall.send(Step.write(
                "registerDrawKey",
                by,
                "PUT",
                draw.tender.path() + "/draw/keys/" + party,
                Map.of(
                        "signingKey", HEX.formatHex(own.signingKey()),
                        "sealingKey", HEX.formatHex(own.sealingKey()),
                        "proof", Base64.getEncoder().encodeToString(own.sign(message)))));
    }

    private static void assertSameOrganisation(Answer answer) {
        assertThat(answer.expect(409).code()).isEqualTo("same-organisation");
        assertThat(answer.text()).contains("平台", "公证处或其他地区的交易中心");
    }

    @Test
    void theOutsideHolderIsNotOfThePlatformsOrganisationWhicheverRegistersFirst(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            Person platform = draw.people.get("platform");
            Person outside = draw.people.get("outside");
            // The venue's own centre takes the outside holder's part first: the platform's officer, of the same centre,
            // cannot follow.
            registers(draw, folder, draw.venue(), "outside").expect(200);
            assertSameOrganisation(registers(draw, folder, platform, "platform"));
            // A centre of another region exchanges that key, and the way is free.
            registers(draw, folder, outside, "outside").expect(200);
            registers(draw, folder, platform, "platform").expect(200);
            // Now the other way about: the venue cannot take the part back.
            assertSameOrganisation(registers(draw, folder, draw.venue(), "outside"));
            assertThat(draw.hall.rows.query("SELECT party, no, organisation FROM draw_key WHERE organisation = '"
                            + draw.otherCentre.creditCode() + "'"))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("party", "outside"));
        }
    }

    @Test
    void twoPartiesAreNotOfOneOrganisation(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            registers(draw, folder, draw.people.get("agent"), "agent").expect(200);
            Person ofTheAgency = draw.hall.person("officer", Role.PLATFORM_ADMINISTRATOR, draw.hall.agency);
            Answer same = registers(draw, folder, ofTheAgency, "platform").expect(409);
            assertThat(same.code()).isEqualTo("same-organisation");
            assertThat(same.text()).contains("招标代理机构", "另一单位");
            // Whose organisation nobody knows cannot be told from the others.
            Answer unknown =
                    registers(draw, folder, draw.hall.administrator, "platform").expect(409);
            assertThat(unknown.code()).isEqualTo("no-organisation");
            registers(draw, folder, draw.people.get("platform"), "platform").expect(200);
        }
    }
}

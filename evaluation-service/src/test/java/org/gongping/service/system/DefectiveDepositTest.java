package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gongping.draw.escrow.Deposit;
import org.gongping.draw.escrow.ShareSeal;
import org.gongping.draw.protocol.Formulas;
import org.gongping.draw.protocol.SignedStep;
import org.gongping.service.TestServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A deposit that does not give what its party committed itself to ends the attempt (§6): found before anybody reveals where
 * it is the platform's, when the escrow is opened where it is another's; its party answers for it, for all to see.
 */
class DefectiveDepositTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    /** What a party may put into escrow in the place of its contribution. */
    enum Fault {
        /** Shares of something else. */
        ANOTHER_CONTRIBUTION,
        /** To two of the holders nothing that opens; one share alone gives nothing. */
        OPENS_FOR_ONE_HOLDER,
        /** What opens and is no share of the holder's. */
        OTHER_NUMBERS
    }

    private static byte[] commitment(DrawHall draw, String party) {
        for (JsonNode each : draw.view().at("/current/parties")) {
            if (each.path("party").asText().equals(party)) {
                return HEX.parseHex(each.path("commit").asText());
            }
        }
        throw new AssertionError(party + " has not committed");
    }

    private static List<byte[]> holderKeys(DrawHall draw) {
        JsonNode keys = draw.view().path("keys");
        return Deposit.HOLDERS.stream()
                .map(holder -> {
                    for (JsonNode key : keys) {
                        if (key.path("party").asText().equals(holder)) {
                            return HEX.parseHex(key.path("sealingKey").asText());
                        }
                    }
                    throw new AssertionError(holder + " has no key");
                })
                .toList();
    }

    private static List<byte[]> shares(DrawHall draw, String party, Fault fault) throws Exception {
        byte[] commitment = commitment(draw, party);
        List<byte[]> keys = holderKeys(draw);
        var random = new SecureRandom();
        byte[] stranger = ShareSeal.publicKey(new byte[32]);
        return switch (fault) {
            case ANOTHER_CONTRIBUTION ->
                Deposit.of(new byte[32], keys, draw.draw(1), party, commitment, random)
                        .sealedShares();
            case OPENS_FOR_ONE_HOLDER ->
                Deposit.of(
                                draw.contribution(party, 1),
                                List.of(keys.get(0), stranger, stranger),
                                draw.draw(1),
                                party,
                                commitment,
                                random)
                        .sealedShares();
            case OTHER_NUMBERS ->
                IntStream.range(0, 3)
                        .mapToObj(i -> {
                            byte[] share = new byte[33];
                            share[0] = (byte) (9 + i);
                            return ShareSeal.seal(share, keys.get(i), draw.draw(1), party, commitment);
                        })
                        .toList();
        };
    }

    private static List<byte[]> deposits(DrawHall draw, String party, Fault fault) throws Exception {
        List<byte[]> shares = shares(draw, party, fault);
        draw.writes(
                        draw.people.get(party),
                        "/attempts/1/deposits",
                        Map.of(
                                "party", party,
                                "shares",
                                        shares.stream()
                                                .map(BASE64::encodeToString)
                                                .toList(),
                                "sig", draw.signed(party, SignedStep.deposit(draw.draw(1), party, shares))))
                .expect(201);
        return shares;
    }

    /** An attempt in which everybody is committed under K1. */
    private static void begin(DrawHall draw) throws Exception {
        draw.readyToStart();
        draw.starts().expect(201);
        draw.advance(List.of("agent", "supervisor", "platform"));
        draw.awaitSeal("k1");
    }

    private static JsonNode record(DrawHall draw, String step) {
        for (JsonNode each : draw.view().at("/current/steps")) {
            if (each.path("step").asText().equals(step)) {
                return each.at("/record/body");
            }
        }
        throw new AssertionError("no " + step);
    }

    /** The attempt is over for this party's fault: on record, with what the party signed and what the holders found. */
    private static JsonNode requireAborted(DrawHall draw, String party, List<byte[]> deposited) {
        assertThat(draw.state()).isEqualTo("ABORTED");
        assertThat(draw.view().at("/attempts/0/reason").asText()).isEqualTo("ABORTED_BY:" + party);
        JsonNode abort = record(draw, "ABORT");
        assertThat(abort.path("reason").asText()).isEqualTo("ABORTED_BY:" + party);
        assertThat(abort.at("/deposit/party").asText()).isEqualTo(party);
        for (int i = 0; i < 3; i++) {
            assertThat(abort.at("/deposit/sealed/" + Deposit.HOLDERS.get(i)).asText())
                    .isEqualTo(BASE64.encodeToString(deposited.get(i)));
        }
        return abort.path("deposit");
    }

    private static ObjectNode order(DrawHall draw, String party) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("draw_id", draw.draw(2).toString())
                .put("prev", draw.draw(1).toString())
                .put("reason", "ABORTED_BY:" + party);
    }

    private static Answer startsAgain(DrawHall draw, ObjectNode order) {
        return draw.writes(
                draw.people.get("agent"), "/attempts", Map.of("order", HEX.formatHex(Formulas.orderHash(order))));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void ofThePlatformIsFoundByTheHoldersBeforeAnybodyReveals(Fault fault, @TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            begin(draw);
            draw.advance(List.of("agent", "supervisor"));
            List<byte[]> deposited = deposits(draw, "platform", fault);
            draw.advance(List.of("outside", "supervisor"));
            draw.advance(List.of("outside", "supervisor"));
            // Two holders have found nothing: they sign nothing, nobody reveals, and the third is asked.
            assertThat(draw.state()).isEqualTo("CHECKING");
            assertThat(draw.view().at("/current/depositCheck/holders")).isEmpty();
            assertThat(draw.view().at("/current/depositCheck/joined").asBoolean())
                    .isFalse();
            draw.advance(List.of("agent"));
            JsonNode found = requireAborted(draw, "platform", deposited);
            List<String> opens = new ArrayList<>();
            found.path("opened").properties().forEach(each -> {
                if (!each.getValue().asText().isEmpty()) {
                    opens.add(each.getKey());
                }
            });
            assertThat(opens)
                    .isEqualTo(
                            switch (fault) {
                                case ANOTHER_CONTRIBUTION -> Deposit.HOLDERS;
                                case OPENS_FOR_ONE_HOLDER -> List.of("agent");
                                case OTHER_NUMBERS -> List.of();
                            });
            assertThat(draw.view().at("/current/parties/0").has("revealedAt")).isFalse();

            // Another attempt is nobody's to take alone.
            assertThat(draw.starts().expect(409).code()).isEqualTo("order-needed");
            ObjectNode order = order(draw, "platform");
            draw.clients.get("supervisor").signOrder(2, order);
            assertThat(startsAgain(draw, order).expect(409).code()).isEqualTo("order-needs-agent");
            if (fault != Fault.ANOTHER_CONTRIBUTION) {
                return;
            }
            draw.clients.get("agent").signOrder(2, order);
            startsAgain(draw, order).expect(201);
            draw.play(DrawHall.PARTIES);
            draw.awaitSeal("k2");
            byte[] transcript = draw.transcript();
            draw.requireVerified(transcript);
            assertThat(draw.python(transcript)).startsWith("0 ").contains("PASS-CLAIMED");
            JsonNode attempts = new ObjectMapper().readTree(transcript).path("attempts");
            assertThat(attempts.findValuesAsText("outcome")).containsExactly("ABORT", "RESULT");
        }
    }

    /** To a time at which the agent has not revealed, and everybody else has done what they can. */
    private static List<byte[]> agentNeverReveals(DrawHall draw, Fault fault) throws Exception {
        begin(draw);
        List<byte[]> deposited = deposits(draw, "agent", fault);
        draw.advance(List.of("supervisor", "platform", "outside", "supervisor", "outside", "supervisor"));
        assertThat(draw.state()).isEqualTo("REVEALING");
        draw.hall.clock.set("2026-03-30 10:30");
        for (String holder : List.of("outside", "supervisor", "outside", "supervisor")) {
            draw.clients.get(holder).advance(true);
        }
        assertThat(draw.state()).isEqualTo("REVEALING");
        return deposited;
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void ofAnotherPartyIsFoundWhenTheEscrowIsOpenedAndItsOwnShareIsNotWaitedForForEver(
            Fault fault, @TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            List<byte[]> deposited = agentNeverReveals(draw, fault);
            draw.hall.clock.set("2026-03-30 10:39:59");
            assertThat(draw.state()).isEqualTo("REVEALING");
            draw.hall.clock.set("2026-03-30 10:40");
            LogHall.await(() -> draw.state().equals("ABORTED"));
            JsonNode found = requireAborted(draw, "agent", deposited);
            assertThat(found.path("opened").has("agent")).isFalse();
            ObjectNode order = order(draw, "agent");
            draw.clients.get("supervisor").signOrder(2, order);
            assertThat(startsAgain(draw, order).expect(409).code()).isEqualTo("order-needs-agent");
        }
    }

    @Test
    void itsPartyMayStillRevealOrBringItsShareWhichEndsItAtOnce(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            agentNeverReveals(draw, Fault.OPENS_FOR_ONE_HOLDER);
            draw.clients.get("agent").advance(false);
            draw.play(DrawHall.PARTIES);
            draw.awaitSeal("k2");
            draw.requireVerified(draw.transcript());
        }
        try (DrawHall draw = new DrawHall(folder.resolve("again"))) {
            List<byte[]> deposited = agentNeverReveals(draw, Fault.ANOTHER_CONTRIBUTION);
            byte[] own = ShareSeal.open(
                            deposited.getFirst(),
                            secret(draw, "agent"),
                            draw.draw(1),
                            "agent",
                            commitment(draw, "agent"))
                    .orElseThrow();
            draw.writes(
                            draw.people.get("agent"),
                            "/attempts/1/escrow-shares",
                            Map.of("holder", "agent", "party", "agent", "share", BASE64.encodeToString(own)))
                    .expect(201);
            requireAborted(draw, "agent", deposited);
        }
    }

    private static byte[] secret(DrawHall draw, String party) throws Exception {
        return HEX.parseHex(java.nio.file.Files.readString(draw.folder.resolve("party-" + party + "/sealing.key"))
                .strip());
    }

    /** One holder that lies is outvoted by the two others. */
    @Test
    void aHolderThatSaysItsShareDoesNotOpenIsOutvoted(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            begin(draw);
            draw.advance(List.of("agent", "supervisor", "platform"));
            draw.writes(
                            draw.people.get("supervisor"),
                            "/attempts/1/deposit-shares",
                            Map.of("holder", "supervisor", "share", BASE64.encodeToString(Deposit.noShare())))
                    .expect(201);
            draw.advance(List.of("outside", "agent", "outside", "agent"));
            assertThat(draw.state()).isEqualTo("REVEALING");
            draw.play(DrawHall.PARTIES);
            draw.awaitSeal("k2");
            draw.requireVerified(draw.transcript());
        }
    }

    /** A server that shows a holder another share than the party has signed cannot have the party blamed for it. */
    @Test
    void whatThePartyHasNotSignedIsNoFaultOfIts(@TempDir Path folder) throws Exception {
        try (DrawHall draw = new DrawHall(folder)) {
            begin(draw);
            draw.advance(List.of("agent", "supervisor", "platform"));
            draw.hall.rows.execute("ALTER TABLE draw_deposit DISABLE TRIGGER USER");
            draw.hall.rows.execute("UPDATE draw_deposit SET sealed = set_byte(sealed, 80, 255 - get_byte(sealed, 80))"
                    + " WHERE party = 'platform' AND holder = 'supervisor'");
            assertThatThrownBy(() -> draw.clients.get("supervisor").advance(false))
                    .hasMessageContaining("is not what platform has signed");
            assertThat(draw.view().at("/current/depositCheck/opened")).isEmpty();
            draw.advance(List.of("outside", "agent", "outside", "agent"));
            assertThat(draw.state()).isEqualTo("REVEALING");
        }
    }
}

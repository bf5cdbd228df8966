package org.gongping.draw.party;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gongping.draw.escrow.Deposit;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Formulas;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.transcript.Ceremony;
import org.gongping.draw.verify.SealedStart;
import org.gongping.draw.vrf.Ecvrf;

/** What a party computes anew before it signs or reveals, out of what it has seen under K1. */
final class Recheck {
    private static final HexFormat HEX = HexFormat.of();

    private Recheck() {}

    /** @throws IOException unless two holders have signed that the platform's deposit was checked */
    static void requireChecked(JsonNode current, SealedStart start) throws IOException {
        byte[] value =
                Octets.concat(Octets.lp(PartyClient.PLATFORM), start.commits().get(PartyClient.PLATFORM));
        for (JsonNode step : current.path("steps")) {
            if (step.path("step").asText().equals("DEPOSIT_CHECK")) {
                long valid = step.path("record").path("body").path("sigs").properties().stream()
                        .filter(entry -> Deposit.HOLDERS.contains(entry.getKey()))
                        .filter(entry -> start.hasSigned(
                                "DEPOSIT_CHECK",
                                entry.getKey(),
                                value,
                                entry.getValue().asText()))
                        .count();
                if (valid >= 2) {
                    return;
                }
            }
        }
        throw new IOException("no two holders have signed that the platform's deposit was checked");
    }

    /** The finaliser's proof, if it holds for the contributions that are in the open and the key under K1. */
    static byte[] proof(DrawServer server, JsonNode current, SealedStart start)
            throws IOException, InterruptedException {
        JsonNode last = server.get("/attempts/" + current.path("attempt").asInt() + "/final");
        byte[] alpha = alpha(current, start);
        byte[] pi = HEX.parseHex(last.path("pi").asText());
        boolean holds = Octets.hex(alpha).equals(last.path("alpha").asText())
                && Ecvrf.verify(start.vrfKey(), alpha, pi)
                        .filter(beta ->
                                Octets.hex(beta).equals(last.path("beta").asText()))
                        .isPresent();
        if (!holds) {
            throw new IOException("the finaliser's output does not hold for these contributions");
        }
        return pi;
    }

    /** From the contributions in the open, each of which must be the one that was committed to. */
    static byte[] alpha(JsonNode current, SealedStart start) throws IOException {
        DrawId draw = PartyClient.draw(current);
        Map<String, byte[]> contributions = new TreeMap<>();
        for (JsonNode step : current.path("steps")) {
            JsonNode body = step.path("record").path("body");
            if (List.of("REVEAL", "ESCROW_OPEN").contains(step.path("step").asText()) && body.has("r")) {
                String by = body.path("party").asText();
                byte[] r = HEX.parseHex(body.path("r").asText());
                byte[] found = Formulas.commitment(draw, by, start.rulesHash(), start.poolRoot(), r);
                if (!Arrays.equals(found, start.commits().get(by))) {
                    throw new IOException("what is shown as the contribution of " + by + " was not committed to");
                }
                contributions.put(by, r);
            }
        }
        if (!contributions.keySet().equals(start.commits().keySet())) {
            throw new IOException("contributions are missing");
        }
        return Ceremony.Open.of(draw, start.rulesHash(), start.poolRoot(), new TreeMap<>(contributions))
                .alpha();
    }
}

package org.gongping.draw.party;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.roster.RosterHalf;

/** One of the two officers who hold a half of the roster's key: opens it with the own folder, for the use that is asked. */
public final class RosterOfficer {
    private final DrawServer server;
    private final String party;
    private final PartyFolder folder;

    /** @param party {@code platform} or {@code supervisor} */
    public RosterOfficer(DrawServer server, String party, PartyFolder folder) {
        this.server = server;
        this.party = party;
        this.folder = folder;
    }

    /** Lets the experts be called. */
    public void unlock() throws IOException, InterruptedException {
        JsonNode board = board();
        ObjectNode body = PartyClient.object().put("half", half(board));
        server.write("POST", "/attempts/" + board.path("attempt").asInt() + "/unlock", body);
    }

    /**
     * Unseals the roster.
     *
     * @param purpose {@code SIGN_IN} or {@code PUBLISH}
     * @param persons names of those present
     */
    public void unseal(String purpose, String place, List<String> persons) throws IOException, InterruptedException {
        ObjectNode body = PartyClient.object()
                .put("purpose", purpose)
                .put("half", half(board()))
                .put("place", place);
        persons.forEach(body.putArray("persons")::add);
        server.write("POST", "/unseal", body);
    }

    private JsonNode board() throws IOException, InterruptedException {
        JsonNode board = server.get("/board").path("board");
        if (!board.path("officer").path("party").asText().equals(party)) {
            throw new IOException("this login holds no half for " + party + ", or no result stands yet");
        }
        return board;
    }

    private String half(JsonNode board) throws IOException {
        byte[] half = RosterHalf.open(
                        Base64.getDecoder()
                                .decode(board.path("officer").path("sealedHalf").asText()),
                        folder.sealingSecret(),
                        DrawId.parse(board.path("drawId").asText()).orElseThrow(() -> new IOException("no draw id")),
                        party)
                .orElseThrow(() -> new IOException("the half was sealed to another key than this folder's"));
        String hex = Octets.hex(half);
        Arrays.fill(half, (byte) 0);
        return hex;
    }
}

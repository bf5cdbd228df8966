package org.gongping.draw.party;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.verify.Policy;
import org.gongping.draw.escrow.Deposit;
import org.gongping.draw.escrow.ShareSeal;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Formulas;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.SignedStep;
import org.gongping.draw.verify.SealedStart;

/**
 * One party of a draw. Each call of {@link #advance} takes the steps that are this party's to take now. Nothing is deposited
 * or revealed before this party has itself seen, by its own policy, that K1 is sealed over keys, rules, pool and all
 * commitments, its own among them.
 */
public final class PartyClient {
    static final String PLATFORM = "platform";

    private static final byte[] KEY_LABEL = Octets.utf8("VED1/key\0");
    private static final HexFormat HEX = HexFormat.of();

    private final DrawServer server;
    private final String party;
    private final PartyFolder folder;
    private final Policy policy;
    private final Map<String, byte[]> pins;
    private final EscrowHolder holder;
    private final SecureRandom random;

    /**
     * @param policy whom this party trusts of logs and witnesses
     * @param pins signing keys of other parties that this one has had from themselves
     */
    public PartyClient(
            DrawServer server,
            String party,
            PartyFolder folder,
            Policy policy,
            Map<String, byte[]> pins,
            EscrowHolder holder,
            SecureRandom random) {
        this.server = server;
        this.party = party;
        this.folder = folder;
        this.policy = policy;
        this.pins = Map.copyOf(pins);
        this.holder = holder;
        this.random = random;
    }

    /**
     * How far the draw is for this party.
     *
     * @param state of the attempt; {@code KEYS} before the first
     * @param did steps taken by this call, in their order
     * @param waitsFor who is to act next
     * @param deadline when the time of the step is over, as the server says
     * @param opensAt when this party, being a holder, finishes what another let its time pass with, by its own clock
     */
    public record Progress(
            String state,
            List<String> did,
            List<String> waitsFor,
            Optional<Instant> deadline,
            Optional<Instant> opensAt) {}

    /** The login is not one of somebody who acts for the party: waiting changes nothing. */
    public static final class OtherLogin extends IOException {
        private static final long serialVersionUID = 1L;

        OtherLogin(String party) {
            super("this login does not act for " + party);
        }
    }

    /**
     * Takes what is this party's to take.
     *
     * @param openEscrow whether this holder finishes what another let its time pass with
     * @throws SealedStart.Untrue when what the server shows does not hold; nothing was given away
     */
    public Progress advance(boolean openEscrow) throws IOException, InterruptedException, SealedStart.Untrue {
        List<String> did = new ArrayList<>();
        JsonNode view = server.get("");
        if (!texts(view.path("myParties")).contains(party)) {
            throw new OtherLogin(party);
        }
        if (register(view)) {
            did.add("KEY");
            view = server.get("");
        }
        while (view.has("current")) {
            Optional<String> step = step(view, openEscrow);
            if (step.isEmpty()) {
                break;
            }
            did.add(step.get());
            view = server.get("");
        }
        JsonNode current = view.path("current");
        return new Progress(
                current.path("state").asText("KEYS"),
                did,
                texts(current.path("waitsFor")),
                Optional.ofNullable(current.path("deadline").textValue()).map(Instant::parse),
                openEscrow && current.has("escrow")
                        ? holder.opensAt(current, start(view), closing(view))
                        : Optional.empty());
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private boolean register(JsonNode view) throws IOException, InterruptedException {
        String signing = Octets.hex(folder.signingKey());
        String sealing = Octets.hex(folder.sealingKey());
        for (JsonNode key : view.path("keys")) {
            if (key.path("party").asText().equals(party)) {
                boolean own = key.path("signingKey").asText().equals(signing)
                        && key.path("sealingKey").asText().equals(sealing);
                if (own) {
                    return false;
                }
                if (view.has("current")) {
                    throw new IOException("the server has other keys of " + party + " than this folder");
                }
            }
        }
        byte[] message = Octets.concat(
                KEY_LABEL,
                Octets.lp(view.path("tender").asText()),
                Octets.lp(party),
                folder.signingKey(),
                folder.sealingKey());
        server.register(
                party,
                object().put("signingKey", signing)
                        .put("sealingKey", sealing)
                        .put("proof", base64(folder.sign(message))));
        return true;
    }

    /** One step; nothing when it is not this party's turn. */
    private Optional<String> step(JsonNode view, boolean openEscrow)
            throws IOException, InterruptedException, SealedStart.Untrue {
        JsonNode current = view.get("current");
        List<String> waitsFor = texts(current.path("waitsFor"));
        boolean mine = waitsFor.contains(party);
        Optional<String> done = switch (current.path("state").asText()) {
            case "COMMITTING" -> mine ? commit(current) : Optional.empty();
            case "DEPOSITING" -> mine ? deposit(view) : Optional.empty();
            case "CHECKING" -> holder.check(current, start(view));
            case "REVEALING" -> mine ? reveal(view) : Optional.empty();
            case "FINISHING" -> mine ? finish(view) : Optional.empty();
            default -> Optional.empty();
        };
        if (done.isEmpty() && openEscrow && current.has("escrow")) {
            return holder.finish(current, start(view), closing(view));
        }
        return done;
    }

    private SealedStart start(JsonNode view) throws IOException, SealedStart.Untrue {
        SealedStart start = SealedStart.check(view.path("tender").asText(), view.get("current"), policy);
        for (Map.Entry<String, byte[]> pin : pins.entrySet()) {
            if (!Arrays.equals(pin.getValue(), start.keys().get(pin.getKey()))) {
                throw new IOException("K1 seals another key of " + pin.getKey() + " than this party knows");
            }
        }
        return start;
    }

    /** When the decryption closed, of which the time to reveal parameters is counted; the epoch for a committee. */
    private Instant closing(JsonNode view) throws IOException, SealedStart.Untrue {
        SealedStart start = start(view);
        return start.isOfParameters() ? start.closing(view.get("current"), lot(), policy) : Instant.EPOCH;
    }

    private String path(JsonNode current, String what) {
        return "/attempts/" + current.path("attempt").asInt() + what;
    }

    static DrawId draw(JsonNode current) throws IOException {
        return DrawId.parse(current.path("drawId").asText()).orElseThrow(() -> new IOException("no draw id"));
    }

    private Optional<String> commit(JsonNode current) throws IOException, InterruptedException {
        DrawId draw = draw(current);
        byte[] rulesHash =
                Formulas.rulesHash(Octets.utf8(current.path("rulesJcs").asText()));
        byte[] poolRoot = HEX.parseHex(current.path("poolRoot").asText());
        byte[] r = folder.contribution(draw, rulesHash, poolRoot);
        byte[] commitment = Formulas.commitment(draw, party, rulesHash, poolRoot, r);
        server.write(
                "POST",
                path(current, "/commits"),
                object().put("party", party)
                        .put("commit", Octets.hex(commitment))
                        .put("sig", base64(folder.sign(SignedStep.commit(draw, party, commitment)))));
        return Optional.of("COMMIT");
    }

    /** The contribution that this party is committed to under K1, by its own memory and its own eyes. */
    private byte[] committed(SealedStart start) throws IOException, SealedStart.Untrue {
        DrawId draw = DrawId.parse(start.drawId()).orElseThrow();
        byte[] r = folder.madeContribution(draw, start.rulesHash(), start.poolRoot())
                .orElseThrow(() -> new IOException("this folder has no contribution to " + draw));
        byte[] commitment = Formulas.commitment(draw, party, start.rulesHash(), start.poolRoot(), r);
        boolean sealed = Arrays.equals(commitment, start.commits().get(party))
                && Arrays.equals(folder.signingKey(), start.keys().get(party));
        if (!sealed) {
            throw new IOException("K1 seals another commitment or key of " + party + " than this folder's");
        }
        return r;
    }

    private Optional<String> deposit(JsonNode view) throws IOException, InterruptedException, SealedStart.Untrue {
        JsonNode current = view.get("current");
        SealedStart start = start(view);
        byte[] r = committed(start);
        DrawId draw = draw(current);
        List<byte[]> holders = new ArrayList<>();
        for (String each : Deposit.HOLDERS) {
            if (!start.hasRegistered(each, proof(view, each))) {
                throw new IOException(each + " has not registered the sealing key that the KEYS record has of it");
            }
            holders.add(start.sealingKeys().get(each));
        }
        Deposit deposit = Deposit.of(r, holders, draw, party, start.commits().get(party), random);
        ObjectNode body = object().put("party", party);
        var shares = body.putArray("shares");
        deposit.sealedShares().forEach(share -> shares.add(base64(share)));
        body.put("sig", base64(folder.sign(SignedStep.deposit(draw, party, deposit.sealedShares()))));
        server.write("POST", path(current, "/deposits"), body);
        return Optional.of("DEPOSIT");
    }

    private static String proof(JsonNode view, String of) {
        for (JsonNode key : view.path("keys")) {
            if (key.path("party").asText().equals(of)) {
                return key.path("proof").asText();
            }
        }
        return "";
    }

    /** Reveals when two holders have signed that the platform's deposit was checked. */
    private Optional<String> reveal(JsonNode view) throws IOException, InterruptedException, SealedStart.Untrue {
        JsonNode current = view.get("current");
        SealedStart start = start(view);
        byte[] r = committed(start);
        Recheck.requireChecked(current, start);
        requireClosed(current, start);
        DrawId draw = draw(current);
        server.write(
                "POST",
                path(current, "/reveals"),
                object().put("party", party)
                        .put("r", Octets.hex(r))
                        .put("sig", base64(folder.sign(SignedStep.reveal(draw, party, r)))));
        return Optional.of("REVEAL");
    }

    /** Parameters are revealed once this party has seen in the log that the decryption has closed for all. */
    private void requireClosed(JsonNode current, SealedStart start) throws IOException, SealedStart.Untrue {
        if (start.isOfParameters()) {
            start.closing(current, lot(), policy);
        }
    }

    private String lot() throws IOException {
        return server.lot()
                .map(Object::toString)
                .orElseThrow(() -> new IOException("parameters are drawn for a lot, and none is named"));
    }

    /** The platform signs what it has recomputed. */
    private Optional<String> finish(JsonNode view) throws IOException, InterruptedException, SealedStart.Untrue {
        JsonNode current = view.get("current");
        byte[] pi = Recheck.proof(server, current, start(view));
        DrawId draw = draw(current);
        byte[] alpha = Recheck.alpha(current, start(view));
        server.write(
                "POST",
                path(current, "/final"),
                object().put("sig", base64(folder.sign(SignedStep.finish(draw, party, alpha, pi)))));
        return Optional.of("FINAL");
    }

    /**
     * Signs an order for an attempt, or a waiver in it.
     *
     * @param order {@code draw_id} and {@code reason}, and {@code prev} or {@code check}
     */
    public void signOrder(int attempt, ObjectNode order) throws IOException, InterruptedException {
        DrawId draw = DrawId.parse(order.path("draw_id").asText()).orElseThrow(() -> new IOException("no draw id"));
        byte[] signature = folder.sign(SignedStep.order(draw, party, Formulas.orderHash(order)));
        ObjectNode body = object().put("party", party).put("sig", base64(signature));
        body.set("order", order);
        server.write("POST", "/attempts/" + attempt + "/orders", body);
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Opens a share that was sealed to this holder for a party's contribution. */
    static Optional<byte[]> opened(byte[] sealed, PartyFolder folder, SealedStart start, String of) {
        return ShareSeal.open(
                sealed,
                folder.sealingSecret(),
                DrawId.parse(start.drawId()).orElseThrow(),
                of,
                start.commits().get(of));
    }
}

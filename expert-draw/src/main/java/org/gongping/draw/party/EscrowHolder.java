package org.gongping.draw.party;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.gongping.draw.escrow.Deposit;
import org.gongping.draw.escrow.VrfBackup;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.SignedStep;
import org.gongping.draw.verify.SealedStart;

/**
 * The part of a holder: checks the platform's deposit with another holder, and finishes what a party let its time pass with.
 * It opens nothing before that time is over by its own clock.
 */
public final class EscrowHolder {
    private final DrawServer server;
    private final String party;
    private final PartyFolder folder;
    private final InstantSource clock;

    /** @param clock this holder's own, which may throw {@link UncheckedIOException} when it cannot be read */
    public EscrowHolder(DrawServer server, String party, PartyFolder folder, InstantSource clock) {
        this.server = server;
        this.party = party;
        this.folder = folder;
        this.clock = clock;
    }

    private int number() {
        return Deposit.HOLDERS.indexOf(party) + 1;
    }

    private static String path(JsonNode current, String what) {
        return "/attempts/" + current.path("attempt").asInt() + what;
    }

    /** Opens this holder's share of the platform's deposit; signs once two shares give what was committed to. */
    Optional<String> check(JsonNode current, SealedStart start) throws IOException, InterruptedException {
        JsonNode check = current.path("depositCheck");
        if (number() == 0 || PartyClient.texts(check.path("holders")).contains(party)) {
            return Optional.empty();
        }
        List<byte[]> shares = shares(check.path("shares"));
        if (!PartyClient.texts(check.path("opened")).contains(party)) {
            byte[] own = share(current, start, PartyClient.PLATFORM, current.path("depositCheck"));
            server.write(
                    "POST",
                    path(current, "/deposit-shares"),
                    PartyClient.object().put("holder", party).put("share", PartyClient.base64(own)));
            return Optional.of("DEPOSIT_SHARE");
        }
        if (contribution(shares, start, PartyClient.PLATFORM).isEmpty()) {
            return Optional.empty();
        }
        DrawId draw = DrawId.parse(start.drawId()).orElseThrow();
        byte[] message = SignedStep.depositCheck(
                draw, party, PartyClient.PLATFORM, start.commits().get(PartyClient.PLATFORM));
        server.write(
                "POST",
                path(current, "/deposit-checks"),
                PartyClient.object().put("holder", party).put("sig", PartyClient.base64(folder.sign(message))));
        return Optional.of("DEPOSIT_CHECK");
    }

    private byte[] backup(JsonNode current, SealedStart start) throws IOException, InterruptedException {
        return VrfBackup.open(
                        sealed(current, SignedStep.FINALISER),
                        folder.sealingSecret(),
                        start.tender(),
                        party,
                        start.vrfKey())
                .orElseThrow(() -> new IOException("this holder's share of the finaliser's key does not open"));
    }

    /**
     * This holder's share of a deposit. Where it does not open, the word that it does not, once it is certain that this is
     * what the party has signed, sealed to this very key: what the server may have put in its place says nothing.
     */
    private byte[] share(JsonNode current, SealedStart start, String of, JsonNode shown)
            throws IOException, InterruptedException {
        byte[] sealed = sealed(current, of);
        Optional<byte[]> own = PartyClient.opened(sealed, folder, start, of).filter(share -> share[0] == number());
        if (own.isPresent()) {
            return own.get();
        }
        List<byte[]> all = shares(shown.path("sealed"));
        boolean deposited = all.size() == Deposit.HOLDERS.size()
                && Arrays.equals(all.get(number() - 1), sealed)
                && Arrays.equals(start.sealingKeys().get(party), folder.sealingKey())
                && start.hasSigned("DEPOSIT", of, SignedStep.depositHash(all), signature(current, of));
        if (!deposited) {
            throw new IOException("the share of " + of + " does not open, and is not what " + of + " has signed: the"
                    + " server shows another, or this is not the folder that registered the sealing key");
        }
        return Deposit.noShare();
    }

    /** Of the party, under its deposit. */
    private static String signature(JsonNode current, String of) {
        for (JsonNode step : current.path("steps")) {
            JsonNode body = step.path("record").path("body");
            if (step.path("step").asText().equals("DEPOSIT")
                    && body.path("party").asText().equals(of)) {
                return body.path("sig").asText();
            }
        }
        return "";
    }

    private byte[] sealed(JsonNode current, String of) throws IOException, InterruptedException {
        JsonNode shares = server.get(path(current, "/shares/" + party));
        if (!shares.has(of)) {
            throw new IOException("no share of " + of + " is sealed to this holder");
        }
        return Base64.getDecoder().decode(shares.get(of).asText());
    }

    private static List<byte[]> shares(JsonNode array) {
        List<byte[]> shares = new ArrayList<>();
        array.forEach(share -> shares.add(Base64.getDecoder().decode(share.asText())));
        return shares;
    }

    /** What any two of the shares give, if it is what the party committed itself to. */
    private static Optional<byte[]> contribution(List<byte[]> shares, SealedStart start, String of) {
        for (int i = 0; i < shares.size(); i++) {
            for (int j = i + 1; j < shares.size(); j++) {
                Optional<byte[]> found = Deposit.contribution(
                        shares.get(i),
                        shares.get(j),
                        DrawId.parse(start.drawId()).orElseThrow(),
                        of,
                        start.rulesHash(),
                        start.poolRoot(),
                        start.commits().get(of));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Finishes what a party let its time pass with, as far as this holder can now.
     *
     * @param closing when the decryption of the bids closed, before which parameters are not revealed; else the epoch
     */
    Optional<String> finish(JsonNode current, SealedStart start, Instant closing)
            throws IOException, InterruptedException {
        JsonNode escrow = current.path("escrow");
        String of = escrow.path("party").asText();
        if (number() == 0
                || PartyClient.texts(escrow.path("confirmed")).contains(party)
                || !isOver(current, start, closing)) {
            return Optional.empty();
        }
        boolean finaliser = of.equals(SignedStep.FINALISER);
        if (!PartyClient.texts(escrow.path("opened")).contains(party)) {
            byte[] share = finaliser ? backup(current, start) : share(current, start, of, escrow);
            server.write(
                    "POST",
                    path(current, "/escrow-shares"),
                    PartyClient.object().put("holder", party).put("party", of).put("share", PartyClient.base64(share)));
            return Optional.of("ESCROW_SHARE " + of);
        }
        if (PartyClient.texts(escrow.path("opened")).size() < 2) {
            return Optional.empty();
        }
        Optional<byte[]> message = finaliser ? finaliser(current, start) : deposit(escrow, start, of);
        if (message.isEmpty()) {
            return Optional.empty();
        }
        server.write(
                "POST",
                path(current, "/escrow-openings"),
                PartyClient.object()
                        .put("holder", party)
                        .put("party", of)
                        .put("sig", PartyClient.base64(folder.sign(message.get()))));
        return Optional.of("ESCROW_OPEN " + of);
    }

    private Optional<byte[]> deposit(JsonNode escrow, SealedStart start, String of) {
        DrawId draw = DrawId.parse(start.drawId()).orElseThrow();
        return contribution(shares(escrow.path("shares")), start, of).map(r -> SignedStep.escrow(draw, party, of, r));
    }

    private Optional<byte[]> finaliser(JsonNode current, SealedStart start) throws IOException, InterruptedException {
        DrawId draw = DrawId.parse(start.drawId()).orElseThrow();
        byte[] alpha = Recheck.alpha(current, start);
        return Optional.of(SignedStep.escrowFinal(draw, party, alpha, Recheck.proof(server, current, start)));
    }

    private boolean isOver(JsonNode current, SealedStart start, Instant closing) throws IOException {
        Instant end = end(current, start, closing);
        return end.isAfter(Instant.EPOCH) && !now().isBefore(end);
    }

    /**
     * When this holder opens what the server asks it to open; empty when that is no matter of time: it is no holder, has
     * done it, or the time is over.
     */
    Optional<Instant> opensAt(JsonNode current, SealedStart start, Instant closing) throws IOException {
        boolean isDone =
                PartyClient.texts(current.path("escrow").path("confirmed")).contains(party);
        return number() == 0 || isDone || isOver(current, start, closing)
                ? Optional.empty()
                : Optional.of(end(current, start, closing)).filter(Instant.EPOCH::isBefore);
    }

    private Instant now() throws IOException {
        try {
            return clock.instant();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** When the time of the step is over, counted from the records that began it; the epoch when none did. */
    private static Instant end(JsonNode current, SealedStart start, Instant closing) {
        JsonNode timeouts = start.rules().path("timeouts");
        boolean last = current.path("escrow").path("party").asText().equals(SignedStep.FINALISER);
        Instant begun = Instant.EPOCH;
        for (JsonNode step : current.path("steps")) {
            if (List.of("DEPOSIT_CHECK", "REVEAL", "ESCROW_OPEN")
                    .contains(step.path("step").asText())) {
                Instant at = Instant.parse(step.path("record").path("t").asText());
                boolean counts = last
                        || current.path("escrow").path("party").asText().equals(PartyClient.PLATFORM)
                        || step.path("step").asText().equals("DEPOSIT_CHECK");
                begun = counts && at.isAfter(begun) ? at : begun;
            }
        }
        boolean countsFromClosing =
                !last && !current.path("escrow").path("party").asText().equals(PartyClient.PLATFORM);
        begun = countsFromClosing && closing.isAfter(begun) ? closing : begun;
        long seconds = timeouts.path(last ? "final" : "reveal").asLong(Long.MAX_VALUE / 2);
        return begun.isAfter(Instant.EPOCH) ? begun.plusSeconds(Math.min(seconds, 1L << 40)) : begun;
    }
}

package org.gongping.service.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gongping.draw.party.AttemptStart;
import org.gongping.draw.party.DrawServer;
import org.gongping.draw.party.PartyClient;
import org.gongping.draw.verify.SealedStart;

/** A party's turns, until the asked step is done: takes what can be taken, says what changed, and waits. */
final class PartyTurns {
    static final List<String> STEPS = List.of("keys", "commit", "deposit", "check", "reveal", "final", "drawn");

    private static final List<String> STATES =
            List.of("KEYS", "COMMITTING", "DEPOSITING", "CHECKING", "REVEALING", "FINISHING", "DRAWN");
    /** What a server without a finaliser's key answers: nothing will come of waiting. */
    private static final String NO_DRAWS = "no-draws-here";

    /** The login does not act for the party; waiting changes nothing. */
    private static final int FORBIDDEN = 403;

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration BETWEEN_STARTS = Duration.ofSeconds(5);

    private final PartyClient client;
    private final Optional<AttemptStart> starter;
    private final Asked asked;
    private final PrintWriter out;
    private final PrintWriter err;
    private String awaited = "";
    private long nextStart = System.nanoTime();

    /** @param starter of the agent who is to begin the attempt */
    PartyTurns(PartyClient client, Optional<AttemptStart> starter, Asked asked, PrintWriter out, PrintWriter err) {
        this.client = client;
        this.starter = starter;
        this.asked = asked;
        this.out = out;
        this.err = err;
    }

    /**
     * What was asked for.
     *
     * @param until one of {@link #STEPS}
     * @param json one object a line
     */
    record Asked(String party, String until, boolean openEscrow, boolean json) {}

    /** The exit code. */
    int run() throws InterruptedException, SealedStart.Untrue {
        String said = "";
        while (true) {
            try {
                PartyClient.Progress progress = client.advance(asked.openEscrow());
                String line = asked.json() ? object(progress).toString() : text(progress);
                if (!line.equals(said)) {
                    out.println(line);
                    out.flush();
                    said = line;
                }
                if (begins()) {
                    continue;
                }
                if (progress.state().equals("ABORTED")) {
                    return 1;
                }
                if (isReached(progress)) {
                    return 0;
                }
            } catch (PartyClient.OtherLogin | AttemptStart.Impossible e) {
                complain(e, said);
                return 1;
            } catch (DrawServer.Refused e) {
                said = complain(e, said);
                if (e.code().equals(NO_DRAWS) || e.status() == FORBIDDEN) {
                    return 1;
                }
            } catch (IOException e) {
                // The server may be restarting, or another was quicker: what counts is asked again.
                said = complain(e, said);
            }
            Thread.sleep(PAUSE);
        }
    }

    /** Begins the attempt if this party is to and it may begin; says once for what it waits. */
    private boolean begins() throws IOException, InterruptedException {
        if (starter.isEmpty() || asked.until().equals(STEPS.getFirst()) || System.nanoTime() - nextStart < 0) {
            return false;
        }
        AttemptStart.Answer answer = starter.get().begin();
        if (answer instanceof AttemptStart.Answer.Awaits awaits) {
            nextStart = System.nanoTime() + BETWEEN_STARTS.toNanos();
            awaited = complain(awaits.refused(), awaited);
        }
        return answer instanceof AttemptStart.Answer.Begun;
    }

    /** Says each thing once; answers what was said. */
    private String complain(IOException e, String said) {
        String line = "gongping: " + e.getMessage();
        if (!line.equals(said)) {
            err.println(line);
            err.flush();
        }
        return line;
    }

    private static String text(PartyClient.Progress progress) {
        return progress.state() + " did " + progress.did() + " waits for " + progress.waitsFor()
                + progress.deadline().map(end -> ", until " + end).orElse("")
                + progress.opensAt()
                        .map(at -> "; opens the escrow at " + at + " by the clock of this party")
                        .orElse("");
    }

    private static ObjectNode object(PartyClient.Progress progress) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("state", progress.state());
        progress.did().forEach(object.putArray("did")::add);
        progress.waitsFor().forEach(object.putArray("waitsFor")::add);
        progress.deadline().ifPresent(end -> object.put("deadline", end.toString()));
        progress.opensAt().ifPresent(at -> object.put("opensAt", at.toString()));
        return object;
    }

    /** Whether this party's part of the asked step is done; all of it where it is not one party's own. */
    private boolean isReached(PartyClient.Progress progress) {
        int step = STEPS.indexOf(asked.until());
        String state = progress.state().equals("SEALED") ? "REVEALING" : progress.state();
        int reached = STATES.indexOf(state);
        if (step == 0 || reached > step) {
            return true;
        }
        boolean ownIsDone = reached == step && !progress.waitsFor().contains(asked.party());
        return switch (asked.until()) {
            case "commit", "deposit" -> ownIsDone;
            case "drawn" -> ownIsDone && progress.waitsFor().isEmpty();
            default -> false;
        };
    }
}

package org.gongping.service.opening;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.bid.Bid;
import org.gongping.core.opening.EndOpening;
import org.gongping.core.opening.HandleObjection;
import org.gongping.core.opening.Opening;
import org.gongping.core.opening.ReadBid;
import org.gongping.core.opening.ReadOpening;
import org.gongping.core.opening.RecordDrawnParameters;
import org.gongping.core.opening.StartOpening;
import org.gongping.core.opening.WitnessDrawnParameters;
import org.gongping.core.tender.GateCheck;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.tender.ProjectAnswers;
import org.gongping.service.wire.Acknowledged;

/** The opening of a lot. */
public final class OpeningRoutes implements Routes {
    private final ReadOpening read;
    private final StartOpening start;
    private final ReadBid readBid;
    private final RecordDrawnParameters drawn;
    private final WitnessDrawnParameters witness;
    private final HandleObjection objections;
    private final EndOpening end;
    private final ProjectAnswers answers;

    public OpeningRoutes(
            ReadOpening read,
            StartOpening start,
            ReadBid readBid,
            RecordDrawnParameters drawn,
            WitnessDrawnParameters witness,
            HandleObjection objections,
            EndOpening end,
            ProjectAnswers answers) {
        this.read = read;
        this.start = start;
        this.readBid = readBid;
        this.drawn = drawn;
        this.witness = witness;
        this.objections = objections;
        this.end = end;
        this.answers = answers;
    }

    record OpeningInput(List<StartOpening.Received> received, List<GateCheck.Acknowledgement> acknowledgements) {
        StartOpening.Command command() {
            return new StartOpening.Command(received, Acknowledged.orNone(acknowledgements));
        }
    }

    record BidReading(
            Bid.State outcome,
            BigDecimal price,
            Integer periodDays,
            String projectManager,
            Bid.FirmSize firmSize,
            BigDecimal smallFirmShare,
            String reason,
            List<GateCheck.Acknowledgement> acknowledgements) {
        ReadBid.Command command() {
            return new ReadBid.Command(outcome, price, periodDays, projectManager, firmSize, smallFirmShare, reason);
        }
    }

    record DrawnParameters(Map<String, BigDecimal> values, String manner) {}

    record WitnessInput(boolean confirmed, Map<String, BigDecimal> values, String reason) {
        WitnessDrawnParameters.Word word() {
            return new WitnessDrawnParameters.Word(confirmed, values, reason);
        }
    }

    record ObjectionInput(UUID bidId, String text) {}

    record ObjectionAnswer(String answer) {}

    @Override
    public void mount(Operations operations) {
        operations.handle(
                "getOpening",
                call -> answer(
                        read.execute(call.transaction(), call.actor(), call.uuid("projectId"), call.uuid("lotId")),
                        200));
        operations.handle(
                "startOpening",
                call -> answer(
                        start.start(
                                call.transaction(),
                                call.actor(),
                                call.uuid("projectId"),
                                call.uuid("lotId"),
                                call.body(OpeningInput.class).command()),
                        201));
        operations.handle(
                "declareFailedTender",
                call -> answers.ok(
                        call,
                        start.declareFailed(
                                call.transaction(),
                                call.actor(),
                                call.uuid("projectId"),
                                call.uuid("lotId"),
                                call.body(OpeningInput.class).command())));
        operations.handle(
                "readBid",
                call -> answer(
                        readBid.execute(
                                call.transaction(),
                                call.actor(),
                                call.uuid("projectId"),
                                call.uuid("lotId"),
                                call.uuid("bidId"),
                                (int) call.expectedVersion(),
                                call.body(BidReading.class).command()),
                        200));
        operations.handle("recordDrawnParameters", this::recordDrawn);
        operations.handle(
                "witnessDrawnParameters",
                call -> answer(
                        witness.execute(
                                call.transaction(),
                                call.actor(),
                                call.uuid("projectId"),
                                call.uuid("lotId"),
                                call.body(WitnessInput.class).word()),
                        200));
        operations.handle("raiseOpeningObjection", this::raise);
        operations.handle(
                "answerOpeningObjection",
                call -> answer(
                        objections.answer(
                                call.transaction(),
                                call.actor(),
                                call.uuid("projectId"),
                                call.uuid("lotId"),
                                call.uuid("objectionId"),
                                call.body(ObjectionAnswer.class).answer()),
                        200));
        operations.handle(
                "endOpening",
                call -> answer(
                        end.execute(
                                call.transaction(),
                                call.actor(),
                                call.uuid("projectId"),
                                call.uuid("lotId"),
                                Acknowledged.of(call)),
                        200));
    }

    private Answer recordDrawn(Call call) {
        DrawnParameters input = call.body(DrawnParameters.class);
        return answer(
                drawn.execute(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        call.uuid("lotId"),
                        input.values(),
                        input.manner()),
                200);
    }

    private Answer raise(Call call) {
        ObjectionInput input = call.body(ObjectionInput.class);
        return answer(
                objections.raise(
                        call.transaction(),
                        call.actor(),
                        call.uuid("projectId"),
                        call.uuid("lotId"),
                        input.bidId(),
                        input.text()),
                201);
    }

    private static Answer answer(Outcome<Opening> outcome, int status) {
        return switch (outcome) {
            case Outcome.Done<Opening>(Opening opening) ->
                status == 201 ? Answer.created(OpeningJson.of(opening)) : Answer.ok(OpeningJson.of(opening));
            case Outcome.Refused<Opening>(Refusal.Conflict(String code, String zh, String en, Optional<Object> current))
            when current.orElse(null) instanceof Opening opening ->
                Answer.refused(new Refusal.Conflict(code, zh, en, Optional.of(OpeningJson.of(opening))));
            case Outcome.Refused<Opening>(Refusal refusal) -> Answer.refused(refusal);
        };
    }
}

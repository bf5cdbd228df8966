package org.gongping.service.draw;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.rule.Bilingual;
import org.gongping.draw.calling.AnswerCall;
import org.gongping.draw.calling.CallDesk;
import org.gongping.draw.calling.HeldRosters;
import org.gongping.draw.calling.ReadBoard;
import org.gongping.draw.calling.ReadRoster;
import org.gongping.draw.calling.ReplaceMember;
import org.gongping.draw.calling.SeatCall;
import org.gongping.draw.calling.UnlockCalling;
import org.gongping.draw.calling.UnsealRoster;
import org.gongping.draw.calling.channel.GatewaySignature;
import org.gongping.draw.transcript.Replacement;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;

/** Calling those who were drawn: the board, unlocking, the desk, answers, replacement, the roster. */
public final class CallingRoutes implements Routes {
    private final UseCases cases;
    private final Optional<GatewaySignature> gateway;
    private final InstantSource realTime;

    /** What is served. */
    public record UseCases(
            ReadBoard board,
            UnlockCalling unlock,
            ReplaceMember replace,
            UnsealRoster unseal,
            ReadRoster roster,
            CallDesk desk,
            AnswerCall answer) {}

    /**
     * @param gateway empty where no gateway is configured: nobody's report of an answer is taken
     * @param realTime of the machine, as the gateway has no other
     */
    public CallingRoutes(UseCases cases, Optional<GatewaySignature> gateway, InstantSource realTime) {
        this.cases = cases;
        this.gateway = gateway;
        this.realTime = realTime;
    }

    record HalfInput(String half) {
        @Override
        public String toString() {
            return "HalfInput[(secret)]";
        }
    }

    record ReplaceInput(String pid, Replacement.Reason reason, String evidence) {}

    record UnsealInput(HeldRosters.Purpose purpose, String half, String place, List<String> persons) {
        @Override
        public String toString() {
            return "UnsealInput[(secret)]";
        }
    }

    record OutcomeInput(CallDesk.Result outcome, SeatCall.Reason reason) {}

    record AnswerInput(String ref, Replacement.Outcome answer, String channel, SeatCall.Reason reason) {
        AnswerCall.Answer by(String otherwise) {
            return new AnswerCall.Answer(
                    ref,
                    answer == Replacement.Outcome.ACCEPTED,
                    Optional.ofNullable(reason),
                    channel == null ? otherwise : channel);
        }
    }

    record AnsweredJson(Replacement.Outcome recorded) {}

    record CountJson(int waiting) {}

    record EntryJson(
            UUID callId,
            String name,
            String phone,
            boolean phoneShown,
            Instant from,
            long hours,
            String place,
            Bilingual broadClass,
            String pay,
            String lodging,
            String enquiries,
            Instant endsAt,
            List<BoardJson.TryJson> tries) {
        static EntryJson of(CallDesk.Entry entry) {
            var invitation = entry.invitation();
            return new EntryJson(
                    entry.callId(),
                    entry.name(),
                    entry.phone(),
                    entry.phoneShown(),
                    invitation.from(),
                    invitation.expected().toHours(),
                    invitation.place(),
                    invitation.broadClass(),
                    invitation.terms().pay(),
                    invitation.terms().lodging(),
                    invitation.terms().enquiries(),
                    entry.endsAt(),
                    BoardJson.TryJson.of(entry.tries()));
        }
    }

    record DeskJson(int waiting, Optional<EntryJson> call) {}

    @Override
    public void mount(Operations operations) {
        operations.handle(
                "getDrawBoard",
                call -> Answer.ok(
                        cases.board().execute(call.transaction(), call.actor(), call.uuid("projectId")),
                        BoardJson::of));
        operations.handle("unlockCalling", this::unlock);
        operations.handle("replaceMember", this::replace);
        operations.handle("unsealRoster", this::unseal);
        operations.handleTraced(
                "getRoster",
                call -> Answer.ok(
                        cases.roster().execute(call.transaction(), call.actor(), call.uuid("projectId")),
                        roster -> roster));
        operations.handleTraced(
                "getNextCall",
                call -> Answer.ok(
                        cases.desk().next(call.transaction(), call.actor(), Boolean.parseBoolean(call.text("phone"))),
                        desk -> new DeskJson(desk.waiting(), desk.call().map(EntryJson::of))));
        operations.handle("recordCallOutcome", this::outcome);
        operations.handleTraced("receiveCallAnswer", this::gatewayAnswer);
        operations.handleTraced(
                "replyToCall",
                call -> answered(cases.answer()
                        .execute(
                                call.transaction(), call.body(AnswerInput.class).by("mail"))));
    }

    private Answer board(Call call, Outcome<?> outcome) {
        return Answer.of(
                outcome.then(done -> cases.board().execute(call.transaction(), call.actor(), call.uuid("projectId"))),
                board -> Answer.created(BoardJson.of(board)));
    }

    private Answer unlock(Call call) {
        byte[] half = HexFormat.of().parseHex(call.body(HalfInput.class).half());
        return board(
                call,
                cases.unlock()
                        .execute(
                                call.transaction(),
                                call.actor(),
                                call.uuid("projectId"),
                                call.integer("attempt"),
                                half));
    }

    private Answer replace(Call call) {
        ReplaceInput input = call.body(ReplaceInput.class);
        return board(
                call,
                cases.replace()
                        .execute(
                                call.transaction(),
                                call.actor(),
                                call.uuid("projectId"),
                                new ReplaceMember.Command(
                                        input.pid(), input.reason(), Optional.ofNullable(input.evidence()))));
    }

    private Answer unseal(Call call) {
        UnsealInput input = call.body(UnsealInput.class);
        return board(
                call,
                cases.unseal()
                        .execute(
                                call.transaction(),
                                call.actor(),
                                call.uuid("projectId"),
                                new UnsealRoster.Command(
                                        input.purpose(),
                                        HexFormat.of().parseHex(input.half()),
                                        input.place(),
                                        input.persons())));
    }

    private Answer outcome(Call call) {
        OutcomeInput input = call.body(OutcomeInput.class);
        return Answer.created(
                cases.desk()
                        .record(
                                call.transaction(),
                                call.actor(),
                                call.uuid("callId"),
                                input.outcome(),
                                Optional.ofNullable(input.reason())),
                CountJson::new);
    }

    private Answer gatewayAnswer(Call call) {
        boolean genuine = gateway.isPresent()
                && gateway.get()
                        .accepts(
                                call.text(GatewaySignature.TIMESTAMP),
                                call.text(GatewaySignature.SIGNATURE),
                                call.bytes(),
                                realTime.instant());
        if (!genuine) {
            return Answer.refused(Refusal.Invalid.of(
                    "header/" + GatewaySignature.SIGNATURE,
                    "签名无效或已超出时限，请检查网关密钥和时钟",
                    "The signature is not valid, or too old: check the gateway's secret and its clock"));
        }
        return answered(cases.answer()
                .execute(call.transaction(), call.body(AnswerInput.class).by("sms")));
    }

    private static Answer answered(Outcome<Replacement.Outcome> outcome) {
        return Answer.ok(outcome, AnsweredJson::new);
    }
}

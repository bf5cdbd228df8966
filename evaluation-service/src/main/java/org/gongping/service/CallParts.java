package org.gongping.service;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.room.RoomRepository;
import org.gongping.core.room.Rooms;
import org.gongping.core.tender.MemberRepository;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.draw.calling.AnswerCall;
import org.gongping.draw.calling.BoardRoom;
import org.gongping.draw.calling.CallDesk;
import org.gongping.draw.calling.CallRepository;
import org.gongping.draw.calling.CallSeats;
import org.gongping.draw.calling.CalledExpertRepository;
import org.gongping.draw.calling.CallingParts;
import org.gongping.draw.calling.CallingRepository;
import org.gongping.draw.calling.Channel;
import org.gongping.draw.calling.DoneDraw;
import org.gongping.draw.calling.HalfRepository;
import org.gongping.draw.calling.HeldRosters;
import org.gongping.draw.calling.Officers;
import org.gongping.draw.calling.ReachExpert;
import org.gongping.draw.calling.ReadBoard;
import org.gongping.draw.calling.ReadRoster;
import org.gongping.draw.calling.ReplaceMember;
import org.gongping.draw.calling.ReplacementRepository;
import org.gongping.draw.calling.RosterMoment;
import org.gongping.draw.calling.UnlockCalling;
import org.gongping.draw.calling.UnsealRoster;
import org.gongping.draw.calling.channel.GatewayChannel;
import org.gongping.draw.calling.channel.GatewaySignature;
import org.gongping.draw.calling.channel.SmtpChannel;
import org.gongping.draw.ceremony.CeremonyDraws;
import org.gongping.draw.ceremony.OpenRoster;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.draw.CallingRoutes;

/** The part of the composition root that calls the experts who were drawn. */
final class CallParts {
    /** Where an expert answers a call; the page of the browser side. */
    private static final String ANSWER_PAGE = "/call";

    private CallParts() {}

    /** @param roster the key of a roster, while it is unlocked for anything */
    record Made(CallingRoutes routes, CallSeats calls, HeldRosters held, OpenRoster roster) {}

    static Made on(
            Server.Foundation on,
            ProjectAccess access,
            ProjectRepository projects,
            MemberRepository members,
            AuditLog audit,
            PersonalData personalData,
            ProjectLaw laws,
            Ids ids) {
        ServerConfig.Calling config = on.config().calling();
        InstantSource realTime = InstantSource.system();
        var held = new HeldRosters(UUID.randomUUID());
        var parts = new CallingParts(
                new CeremonyDraws(),
                held,
                new CallingRepository(),
                new CallRepository(),
                new ReplacementRepository(),
                new HalfRepository(),
                new CalledExpertRepository(),
                audit,
                new BoardRoom(new Rooms(new RoomRepository(), on.clock())),
                on.clock(),
                RandomSource.secure(),
                ids);
        Optional<GatewaySignature> signature = config.gateway().map(gateway -> new GatewaySignature(gateway.secret()));
        var reach = new ReachExpert(
                parts, channels(config, on.config().http().publicUrl(), signature, realTime), config.terms());
        var officers = new Officers(access, projects, members);
        var moment = new RosterMoment(Duration.ofMinutes(config.signInMinutes()), laws);
        return new Made(
                new CallingRoutes(
                        new CallingRoutes.UseCases(
                                new ReadBoard(parts, officers, moment),
                                new UnlockCalling(parts, officers),
                                new ReplaceMember(parts, access, laws),
                                new UnsealRoster(parts, officers, moment, personalData),
                                new ReadRoster(parts, officers),
                                new CallDesk(parts, reach),
                                new AnswerCall(parts)),
                        signature,
                        realTime),
                new CallSeats(parts, reach),
                held,
                (_, attempt) -> held.findAny(new DoneDraw.Key(attempt.projectId(), attempt.number())));
    }

    private static List<Channel> channels(
            ServerConfig.Calling config, URI publicUrl, Optional<GatewaySignature> signature, InstantSource realTime) {
        List<Channel> channels = new ArrayList<>();
        config.smtp().ifPresent(smtp -> channels.add(new SmtpChannel(smtp, URI.create(publicUrl + ANSWER_PAGE))));
        config.gateway()
                .ifPresent(gateway -> gateway.kinds()
                        .forEach(kind -> channels.add(
                                new GatewayChannel(kind, gateway.url(), signature.orElseThrow(), realTime))));
        return channels;
    }
}

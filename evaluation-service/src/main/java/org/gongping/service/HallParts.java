package org.gongping.service;

import java.time.InstantSource;
import org.gongping.core.Ids;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.notice.PublishNotice;
import org.gongping.core.opening.DrawnParameters;
import org.gongping.core.opening.OpeningRepository;
import org.gongping.core.opening.ReadBid;
import org.gongping.core.opening.ReadOpening;
import org.gongping.core.opening.ReceivedBids;
import org.gongping.core.opening.StartOpening;
import org.gongping.core.opening.hall.AdjournHall;
import org.gongping.core.opening.hall.BeginSecondSitting;
import org.gongping.core.opening.hall.CheckIn;
import org.gongping.core.opening.hall.CloseDecryption;
import org.gongping.core.opening.hall.ConfirmReading;
import org.gongping.core.opening.hall.GiveShare;
import org.gongping.core.opening.hall.GiveTimeBack;
import org.gongping.core.opening.hall.HallCourse;
import org.gongping.core.opening.hall.HallDesk;
import org.gongping.core.opening.hall.HallEnd;
import org.gongping.core.opening.hall.HallRepository;
import org.gongping.core.opening.hall.HallRoom;
import org.gongping.core.opening.hall.KeepHalls;
import org.gongping.core.opening.hall.KeyTrialRepository;
import org.gongping.core.opening.hall.LockFirstStage;
import org.gongping.core.opening.hall.OpenHall;
import org.gongping.core.opening.hall.OpenedBids;
import org.gongping.core.opening.hall.PauseHall;
import org.gongping.core.opening.hall.ReadHall;
import org.gongping.core.opening.hall.ReleaseKeys;
import org.gongping.core.room.Rooms;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.service.edge.Routes;
import org.gongping.service.opening.HallRoutes;

/** The part of the composition root that makes the opening and its hall. */
final class HallParts {
    private HallParts() {}

    /** What the opening stands on. */
    record Ground(
            ProjectAccess access,
            ProjectRepository projects,
            RegistrationRepository registrations,
            BidRepository bids,
            ProjectLaw laws) {}

    record Made(
            StartOpening start,
            ReadBid reading,
            HallRoom room,
            HallEnd end,
            HallCourse course,
            KeepHalls keep,
            Routes routes) {}

    static Made on(
            Server.Foundation on,
            BidParts.Made sealed,
            Ground ground,
            PublishNotice notices,
            ReadOpening readOpening,
            PersonalData personalData,
            AuditLog audit,
            Rooms rooms,
            Ids ids) {
        InstantSource clock = on.clock();
        InstantSource realClock = InstantSource.system();
        var halls = new HallRepository();
        var room = new HallRoom(rooms);
        var trials = new KeyTrialRepository(realClock);
        var giveBack = new GiveTimeBack(halls, room, audit, clock, realClock);
        var desk = new HallDesk(ground.access(), sealed.plans(), ground.bids(), halls, giveBack);
        var opened = new OpenedBids(sealed.store(), new AuditRepository());
        var reading =
                new ReadBid(ground.access(), ground.laws(), ground.bids(), personalData, readOpening, audit, clock);
        var start = new StartOpening(
                ground.access(),
                ground.projects(),
                ground.laws(),
                ground.bids(),
                sealed.plans(),
                new ReceivedBids(sealed.plans(), sealed.submissions(), ground.registrations(), clock),
                ground.registrations(),
                new OpenHall(halls, room, realClock),
                notices,
                readOpening,
                audit,
                clock,
                ids);
        var close = new CloseDecryption(desk, halls, trials, sealed.submissions(), opened, reading, room, audit, clock);
        var end = new HallEnd(halls, sealed.plans(), room, giveBack, clock);
        var second = new BeginSecondSitting(halls, close, room, audit, clock, realClock);
        var course = new HallCourse(halls, sealed.submissions(), new AuditRepository());
        return new Made(
                start,
                reading,
                room,
                end,
                course,
                new KeepHalls(ground.projects(), halls, desk, start, giveBack, second, clock, realClock),
                new HallRoutes(
                        new HallRoutes.UseCases(
                                new ReadHall(
                                        ground.access(),
                                        ground.projects(),
                                        sealed.plans(),
                                        ground.bids(),
                                        ground.registrations(),
                                        sealed.submissions(),
                                        halls,
                                        trials,
                                        giveBack,
                                        clock),
                                new CheckIn(
                                        ground.projects(),
                                        ground.registrations(),
                                        sealed.plans(),
                                        halls,
                                        personalData,
                                        audit,
                                        clock),
                                new ReleaseKeys(
                                        desk,
                                        halls,
                                        trials,
                                        sealed.submissions(),
                                        opened,
                                        on.database(),
                                        close,
                                        room,
                                        audit,
                                        clock,
                                        ids),
                                new GiveShare(
                                        desk, halls, trials, sealed.submissions(), opened, close, room, audit, clock),
                                close,
                                new ConfirmReading(
                                        desk, halls, new DrawnParameters(new OpeningRepository()), room, audit, clock),
                                new PauseHall(desk, halls, close, room, audit, clock),
                                new AdjournHall(
                                        desk, halls, end, new OpeningRepository(), course, notices, room, audit, clock),
                                new LockFirstStage(desk, halls, reading, room, audit, clock)),
                        on.database()));
    }
}

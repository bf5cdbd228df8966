package org.gongping.service;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.audit.TrailRepository;
import org.gongping.core.audit.selfcheck.KeepAlarms;
import org.gongping.core.audit.sequence.SequenceRepository;
import org.gongping.core.award.AwardRepository;
import org.gongping.core.award.DecideAward;
import org.gongping.core.award.IssueAwardNotice;
import org.gongping.core.award.PublishCandidates;
import org.gongping.core.award.ReadRanking;
import org.gongping.core.award.ReceiveReport;
import org.gongping.core.award.RecordAfterAward;
import org.gongping.core.bid.BidRepository;
import org.gongping.core.bid.ReadRegistrations;
import org.gongping.core.bid.RegisterBidder;
import org.gongping.core.bid.RegistrationRepository;
import org.gongping.core.bid.plan.OpeningPlanRepository;
import org.gongping.core.bid.script.SealingScriptRepository;
import org.gongping.core.bid.submission.SubmissionRepository;
import org.gongping.core.document.AttachDocument;
import org.gongping.core.document.DocumentRepository;
import org.gongping.core.document.DocumentStore;
import org.gongping.core.document.FolderDocumentStore;
import org.gongping.core.document.RemoveDocument;
import org.gongping.core.dossier.ChooseScope;
import org.gongping.core.dossier.ExportDossier;
import org.gongping.core.dossier.ExportExcerpt;
import org.gongping.core.dossier.WriteDossier;
import org.gongping.core.dossier.WriteExcerpt;
import org.gongping.core.identity.Role;
import org.gongping.core.notice.NoticeRepository;
import org.gongping.core.notice.PublishNotice;
import org.gongping.core.opening.EndOpening;
import org.gongping.core.opening.HandleObjection;
import org.gongping.core.opening.OpeningRepository;
import org.gongping.core.opening.ReadOpening;
import org.gongping.core.opening.ReceivedBids;
import org.gongping.core.opening.RecordDrawnParameters;
import org.gongping.core.opening.TakeDrawnParameters;
import org.gongping.core.opening.WitnessDrawnParameters;
import org.gongping.core.opening.hall.HallRepository;
import org.gongping.core.opening.hall.HallRoom;
import org.gongping.core.organisation.CreateOrganisation;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.core.price.ComputePriceScores;
import org.gongping.core.price.ScoreBids;
import org.gongping.core.price.ScoreRunRepository;
import org.gongping.core.publication.AddendumRepository;
import org.gongping.core.publication.IssueAddendum;
import org.gongping.core.publication.PublishProject;
import org.gongping.core.room.RoomRepository;
import org.gongping.core.room.Rooms;
import org.gongping.core.rule.LawBook;
import org.gongping.core.rule.LawRepository;
import org.gongping.core.rule.LoadLaw;
import org.gongping.core.tender.AdmitMember;
import org.gongping.core.tender.CreateProject;
import org.gongping.core.tender.DismissMember;
import org.gongping.core.tender.EditLots;
import org.gongping.core.tender.MemberRepository;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.core.tender.UpdateProject;
import org.gongping.core.timeline.ReadTimeline;
import org.gongping.core.trail.CompareRecord;
import org.gongping.core.trail.OpenEntries;
import org.gongping.core.trail.ReadReceipt;
import org.gongping.core.trail.ReadSeals;
import org.gongping.core.trail.ReadTrail;
import org.gongping.core.trail.ShownEntries;
import org.gongping.core.trail.WatchTrail;
import org.gongping.draw.calling.OpenRosterRepository;
import org.gongping.draw.calling.ReplacementRepository;
import org.gongping.draw.ceremony.DrawInputs;
import org.gongping.draw.ceremony.DrawLog;
import org.gongping.draw.ceremony.DrawRoom;
import org.gongping.draw.ceremony.Draws;
import org.gongping.draw.ceremony.RequestFreeze;
import org.gongping.draw.ceremony.SignedWaivers;
import org.gongping.draw.exclusion.ScreenPool;
import org.gongping.draw.fairness.ReadFairness;
import org.gongping.draw.pool.BarExpert;
import org.gongping.draw.pool.BarRepository;
import org.gongping.draw.pool.ChangeLog;
import org.gongping.draw.pool.ChangeRepository;
import org.gongping.draw.pool.EnterExpert;
import org.gongping.draw.pool.ExpertListRepository;
import org.gongping.draw.pool.ExpertRepository;
import org.gongping.draw.pool.IdentityNumber;
import org.gongping.draw.pool.NoteExpert;
import org.gongping.draw.pool.ReadExperts;
import org.gongping.draw.pool.Registering;
import org.gongping.draw.pool.ShippedClassification;
import org.gongping.draw.pool.SpecialtyRepository;
import org.gongping.draw.pool.load.AffiliationRepository;
import org.gongping.draw.pool.load.CheckFile;
import org.gongping.draw.pool.load.EndImport;
import org.gongping.draw.pool.load.ImportRepository;
import org.gongping.draw.pool.sheet.SheetReader;
import org.gongping.draw.request.CheckDrawPlan;
import org.gongping.draw.request.DecideDrawRequest;
import org.gongping.draw.request.DrawRequestRepository;
import org.gongping.draw.request.ExcludeExpert;
import org.gongping.draw.request.ReadDrawRequest;
import org.gongping.draw.request.RequestRoom;
import org.gongping.draw.request.SaveDrawPlan;
import org.gongping.draw.request.SubmitDrawRequest;
import org.gongping.service.audit.LogRoutes;
import org.gongping.service.audit.SealRoutes;
import org.gongping.service.audit.TrailRoutes;
import org.gongping.service.award.AwardRoutes;
import org.gongping.service.bid.RegistrationRoutes;
import org.gongping.service.config.ServerConfig;
import org.gongping.service.document.DocumentRoutes;
import org.gongping.service.dossier.DossierRoutes;
import org.gongping.service.dossier.ExcerptRoutes;
import org.gongping.service.draw.DrawPlanRoutes;
import org.gongping.service.draw.DrawRoutes;
import org.gongping.service.draw.ParameterDrawRoutes;
import org.gongping.service.draw.PlannedDraws;
import org.gongping.service.draw.pool.ExpertRoutes;
import org.gongping.service.draw.pool.ImportRoutes;
import org.gongping.service.edge.Routes;
import org.gongping.service.edge.SystemRoutes;
import org.gongping.service.log.LogService;
import org.gongping.service.log.Sealing;
import org.gongping.service.notice.NoticePdf;
import org.gongping.service.notice.NoticeRoutes;
import org.gongping.service.notice.NoticeSeals;
import org.gongping.service.opening.OpeningRoutes;
import org.gongping.service.organisation.OrganisationRoutes;
import org.gongping.service.rule.LawRoutes;
import org.gongping.service.scoring.MethodRoutes;
import org.gongping.service.scoring.PriceScoreRoutes;
import org.gongping.service.tender.ProjectAnswers;
import org.gongping.service.tender.ProjectRoutes;
import org.gongping.service.tender.PublicationRoutes;
import org.gongping.service.wire.ProjectJson.OrganisationJson;

/** The features of the product and what each stands on: repositories first, then use cases, then their routes. */
final class Features {
    private Features() {}

    static List<Routes> on(Server.Foundation on) {
        return on(on, Optional.empty());
    }

    /** @param drawInputs what draws are held for, and over whom, where it is not the plan and the library here */
    static List<Routes> on(Server.Foundation on, Optional<DrawInputs> drawInputs) {
        InstantSource clock = on.clock();
        RandomSource random = RandomSource.secure();
        Ids ids = new Ids(clock, random);
        boolean rehearsal = on.rehearsal().isPresent();

        var personalDataRows = new PersonalDataRepository();
        var personalData = new PersonalData(personalDataRows, clock, random, ids);
        var trail = new AuditRepository();
        var places = new SequenceRepository();
        var audit = new AuditLog(trail, personalData, clock, random, ids);

        var organisations = new OrganisationRepository();
        var projects = new ProjectRepository(organisations);
        var members = new MemberRepository();
        var access = new ProjectAccess(projects, members);
        var answers = new ProjectAnswers(members, rehearsal);
        var lawRows = new LawRepository();
        var lawBook = new LawBook(lawRows, clock);
        on.database().transact(tx -> {
            lawBook.loadShipped(tx);
            return null;
        });
        var laws = new ProjectLaw(lawBook);
        var notices = new NoticeRepository();
        var publishNotice = new PublishNotice(notices, ids);
        var documents = new DocumentRepository();
        DocumentStore store = new FolderDocumentStore(on.config().storage().documents());
        var addenda = new AddendumRepository();
        var registrations = new RegistrationRepository();
        var openEntries = new OpenEntries(access, trail, registrations, clock);
        var seals = new ReadSeals(openEntries, trail, places);
        Optional<Sealing> sealing = on.log().map(Sealing::new);
        var bids = new BidRepository();
        var openings = new OpeningRepository();
        var openingPlans = new OpeningPlanRepository();
        var received = new ReceivedBids(
                openingPlans, new SubmissionRepository(new SealingScriptRepository()), registrations, clock);
        var readOpening = new ReadOpening(access, laws, bids, openings, personalDataRows, received, clock);
        var runs = new ScoreRunRepository();
        var score = new ScoreBids(laws, openings, runs, audit);
        var awards = new AwardRepository();
        var ranking = new ReadRanking(access, laws, bids, awards, personalDataRows);
        var trailRows = new TrailRepository();
        var shown = new ShownEntries(places, personalDataRows, registrations, bids, clock);
        var scopes = new ChooseScope(on.log().map(log -> new ChooseScope.Sealed(log.published(), log.policy())), clock);

        var identities = new IdentityNumber(on.config().pool().map(ServerConfig.Pool::identityKey));
        var specialties = new SpecialtyRepository();
        var experts = new ExpertRepository(ids);
        var expertChanges = new ChangeRepository();
        var expertBars = new BarRepository();
        var changeLog = new ChangeLog(expertChanges, audit, clock, random, ids);
        var registering = new Registering(random, ids);
        var readExperts = new ReadExperts(experts, new ExpertListRepository(), expertBars, lawBook, audit, clock);
        var affiliations = new AffiliationRepository(ids);
        var imports = new ImportRepository();
        on.database().transact(tx -> {
            if (specialties.isEmpty(tx)) {
                specialties.put(tx, ShippedClassification.read(), clock.instant());
            }
            return null;
        });

        var drawRequests = new DrawRequestRepository();
        var screenPool = new ScreenPool(projects, laws);
        var readRequest = new ReadDrawRequest(access, projects, laws, drawRequests, clock);
        var checkPlan = new CheckDrawPlan(access, laws, drawRequests, screenPool, clock);
        var rooms = new Rooms(new RoomRepository(), clock);
        var requestRoom = new RequestRoom(rooms);
        var freeze = new RequestFreeze();

        var calling = CallParts.on(on, access, projects, members, audit, personalData, laws, ids);

        var hallRoom = new HallRoom(rooms);
        var draws = Draws.on(
                new Draws.Foundation(
                        access,
                        projects,
                        members,
                        audit,
                        trail,
                        places,
                        DrawParts.finaliser(on.config().draw().vrfKey()),
                        on.log().map(log -> new DrawLog(log.published(), log.policy(), places)),
                        hallRoom,
                        openingPlans,
                        new TakeDrawnParameters(openings, hallRoom, audit, clock),
                        random,
                        clock),
                drawInputs.orElseGet(() -> new PlannedDraws(drawRequests, readRequest, screenPool)),
                new DrawRoom(rooms),
                DrawParts.replacements(new ReplacementRepository()),
                calling.roster());
        draws.keep().ifPresent(on::watch);

        var pdf = new NoticePdf(on.config().http().publicUrl().toString(), rehearsal);
        var deposits = DepositParts.on(
                on,
                access,
                projects,
                laws,
                organisations,
                registrations,
                bids,
                answers,
                audit,
                store,
                pdf,
                random,
                ids);
        var sealed = BidParts.on(
                on,
                access,
                projects,
                organisations,
                registrations,
                deposits.reinstated(),
                deposits.withdrawn(),
                audit,
                personalData,
                pdf,
                ids);
        on.receive(sealed.receiving());
        var hall = HallParts.on(
                on,
                sealed,
                new HallParts.Ground(access, projects, registrations, bids, laws),
                publishNotice,
                readOpening,
                personalData,
                audit,
                rooms,
                ids);
        on.hold(hall.keep());
        on.call(calling.calls(), calling.held());
        on.alarm(new KeepAlarms(audit));
        List<Routes> routes = new ArrayList<>(sealed.routes());
        routes.addAll(deposits.routes());
        routes.addAll(List.of(
                new ExpertRoutes(
                        experts,
                        expertChanges,
                        specialties,
                        readExperts,
                        new EnterExpert(experts, specialties, identities, registering, changeLog, clock),
                        new BarExpert(experts, specialties, expertBars, changeLog, clock, ids),
                        new NoteExpert(experts, expertBars, changeLog, ids),
                        identities,
                        clock),
                new ImportRoutes(
                        imports,
                        new CheckFile(
                                new SheetReader(identities),
                                experts,
                                specialties,
                                affiliations,
                                imports,
                                readExperts,
                                audit,
                                clock,
                                ids),
                        new EndImport(
                                experts, specialties, affiliations, imports, registering, changeLog, audit, clock),
                        identities,
                        store),
                new DrawRoutes(draws, store),
                new ParameterDrawRoutes(draws),
                calling.routes(),
                new DrawPlanRoutes(
                        readRequest,
                        new SaveDrawPlan(access, drawRequests, freeze, requestRoom, audit, clock),
                        checkPlan,
                        new SubmitDrawRequest(access, drawRequests, freeze, checkPlan, requestRoom, audit, clock),
                        new DecideDrawRequest(
                                access,
                                drawRequests,
                                freeze,
                                checkPlan,
                                new SignedWaivers(),
                                requestRoom,
                                audit,
                                clock),
                        new ExcludeExpert(access, projects, drawRequests, freeze, audit, clock),
                        new ReadFairness(lawBook, new OpenRosterRepository(), clock)),
                new SystemRoutes(
                        clock,
                        on.rehearsal(),
                        (tx, code) -> organisations.findByCreditCode(tx, code).map(OrganisationJson::of),
                        (tx, actor, to) -> audit.append(
                                tx,
                                AuditStep.onPlatform(
                                                AuditKind.REHEARSAL_CLOCK, actor, Role.PLATFORM_ADMINISTRATOR.token())
                                        .with("from", clock.instant())
                                        .with("to", to))),
                new OrganisationRoutes(organisations, new CreateOrganisation(organisations, audit, clock, ids)),
                new LawRoutes(lawRows, new LoadLaw(lawRows, audit, clock)),
                new MethodRoutes(lawBook, clock),
                new ProjectRoutes(
                        access,
                        projects,
                        members,
                        new CreateProject(projects, members, organisations, audit, clock, ids),
                        new UpdateProject(access, projects, organisations, audit),
                        new EditLots(access, projects, audit, ids),
                        new AdmitMember(access, members, organisations, audit, clock, ids),
                        new DismissMember(access, members, audit, clock),
                        answers),
                new DocumentRoutes(
                        access,
                        documents,
                        store,
                        new AttachDocument(access, documents, store, audit, clock, ids),
                        new RemoveDocument(access, documents, audit, clock)),
                new PublicationRoutes(
                        access,
                        new PublishProject(
                                access,
                                projects,
                                laws,
                                documents,
                                sealed.plans(),
                                publishNotice,
                                deposits.asked(),
                                audit,
                                clock),
                        new IssueAddendum(access, projects, laws, addenda, publishNotice, audit, clock, ids),
                        addenda,
                        new ReadTimeline(access, laws, received, clock),
                        answers),
                new RegistrationRoutes(
                        new RegisterBidder(
                                projects, members, organisations, registrations, personalData, audit, clock, ids),
                        new ReadRegistrations(access, registrations, personalDataRows, clock)),
                new OpeningRoutes(
                        readOpening,
                        hall.start(),
                        hall.reading(),
                        new RecordDrawnParameters(
                                access,
                                openings,
                                readOpening,
                                openingPlans,
                                new HallRepository(),
                                draws.parameters(),
                                hall.room(),
                                audit,
                                clock),
                        new WitnessDrawnParameters(
                                access, openings, readOpening, new HallRepository(), hall.room(), audit, clock),
                        new HandleObjection(
                                access, bids, openings, openingPlans, readOpening, hall.room(), audit, clock, ids),
                        new EndOpening(
                                access,
                                projects,
                                laws,
                                bids,
                                openings,
                                publishNotice,
                                readOpening,
                                hall.end(),
                                hall.course(),
                                audit,
                                clock),
                        answers),
                hall.routes(),
                new PriceScoreRoutes(new ComputePriceScores(access, bids, runs, score, clock)),
                new AwardRoutes(
                        new ReceiveReport(
                                access, projects, laws, bids, documents, runs, score, awards, ranking, audit, clock),
                        ranking,
                        new PublishCandidates(access, projects, laws, awards, ranking, publishNotice, audit, clock),
                        new DecideAward(access, projects, laws, ranking, audit, clock),
                        new IssueAwardNotice(access, projects, laws, bids, publishNotice, audit, clock),
                        new RecordAfterAward(access, projects, laws, bids, audit, clock),
                        answers,
                        rehearsal),
                new NoticeRoutes(access, notices, pdf, new NoticeSeals(seals, sealing), rehearsal),
                new TrailRoutes(
                        new ReadTrail(access, trailRows, shown, audit, clock),
                        new WatchTrail(access, trailRows, shown, clock),
                        new CompareRecord(access, trail, trailRows, shown, clock),
                        new ReadReceipt(openEntries, places, on.log().map(LogService::published))),
                new SealRoutes(seals, sealing, on.log().map(LogService::promises)),
                new LogRoutes(on.log(), LogParts.standing(on.database(), on.config())),
                new ExcerptRoutes(
                        new ExportExcerpt(access, scopes, shown, trailRows, audit, clock),
                        on.log().map(log -> new WriteExcerpt(on.database(), trailRows, log.published())),
                        store),
                new DossierRoutes(
                        new ExportDossier(access, scopes, audit),
                        on.log().map(log -> new WriteDossier(on.database(), trail, documents, store, log.published())),
                        store)));
        return routes;
    }
}

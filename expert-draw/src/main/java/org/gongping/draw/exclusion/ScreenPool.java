package org.gongping.draw.exclusion;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.db.Transaction;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.ProjectRepository;
import org.gongping.core.tender.gate.ExpertLimits;
import org.gongping.draw.exclusion.ScreeningRepository.Row;
import org.gongping.draw.exclusion.ScreeningRepository.Tie;
import org.gongping.draw.plan.CommitteePlan;
import org.gongping.draw.protocol.Exclusion.Reason;

/**
 * Screens the library for a tender (rules E03, E04, E10, E11; {@code spec/draw-protocol.md} §4.2). Whoever has several
 * reasons is excluded by the first in the order of {@link Reason}; the evidence holds them all. A computed exclusion
 * goes when the library or the register says otherwise, and in no other way.
 *
 * <p>Bidders and their affiliates count from the bid deadline on (§7.1): before it, whatever is asked here, nobody is
 * told by a count who has registered.
 */
public final class ScreenPool {
    private static final String DRAW = "E03";
    private static final String CONFLICT = "E04";
    private static final String STANDING = "E11";

    private final ProjectRepository projects;
    private final ProjectLaw laws;
    private final ScreeningRepository rows = new ScreeningRepository();

    public ScreenPool(ProjectRepository projects, ProjectLaw laws) {
        this.projects = projects;
        this.laws = laws;
    }

    /**
     * Every expert of the library, or of the libraries that the plan names, with the first reason that excludes them.
     *
     * @param at when it is judged
     */
    public Screened screen(Transaction tx, UUID projectId, CommitteePlan plan, Instant at) {
        return screen(tx, projectId, plan, at, true);
    }

    /**
     * As {@link #screen}, but for who is taken by another evaluation: whoever may ask again and again, with what employers
     * and days he likes, could read from the counts who sits on a committee that is still sealed.
     */
    public Screened survey(Transaction tx, UUID projectId, CommitteePlan plan, Instant at) {
        return screen(tx, projectId, plan, at, false);
    }

    private Screened screen(Transaction tx, UUID projectId, CommitteePlan plan, Instant at, boolean withEngagements) {
        Project project = projects.find(tx, projectId).orElseThrow();
        Law law = laws.locked(tx, project);
        ExpertLimits limits = new ExpertLimits(law);
        LocalDate day = LegalPeriod.day(plan.evaluationAt());
        Reasons reasons = new Reasons(law, project.code());

        tied(tx, project, plan, at, limits, day, reasons);
        busy(tx, plan, at, limits, day, withEngagements, reasons);
        for (ScreeningRepository.Manual each : rows.manual(tx, projectId)) {
            ObjectNode ref = ref().put("reason", each.reason())
                    .put("side", each.side())
                    .put("at", each.at().toString());
            reasons.add(each.expertId(), Reason.MANUAL, DRAW, ref);
        }

        List<Row> library = new ArrayList<>();
        rows.scan(tx, plan.libraries(), library::add);
        own(library, plan, limits, day, reasons);
        return screened(library, new StratumSpecialties(rows.specialties(tx), plan.strata()), reasons, at);
    }

    private void tied(
            Transaction tx,
            Project project,
            CommitteePlan plan,
            Instant at,
            ExpertLimits limits,
            LocalDate day,
            Reasons reasons) {
        Map<String, List<Link>> links = new HashMap<>();
        Set<String> persons = new HashSet<>();
        Map<String, String> bidders = isAfterDeadline(project, at) ? rows.bidders(tx, project.id()) : Map.of();
        Collection<Affiliates.Reached> reached =
                Affiliates.of(bidders.keySet(), limits.maxDepth(), limits.minShare(), rows.graph(tx, day));
        for (Affiliates.Reached each : reached) {
            boolean person = each.code().startsWith("person:");
            if (person && each.holds()) {
                persons.add(each.code());
            }
            add(links, each.code(), new Link(Link.To.BIDDER, each.bidder(), each.depth(), each.share(), each.path()));
        }
        bidders.forEach((code, name) -> add(links, name, Link.direct(Link.To.BIDDER, code)));
        add(
                links,
                project.owner().creditCode(),
                Link.direct(Link.To.OWNER, project.owner().creditCode()));
        add(
                links,
                project.agent().creditCode(),
                Link.direct(Link.To.AGENT, project.agent().creditCode()));
        add(
                links,
                project.authority().creditCode(),
                Link.direct(Link.To.AUTHORITY, project.authority().creditCode()));
        for (CommitteePlan.Avoided avoided : plan.avoided()) {
            add(links, avoided.creditCode(), Link.direct(Link.To.AVOIDED, avoided.creditCode()));
        }
        Ties ties = new Ties(limits, day);
        List<Tie> found = new ArrayList<>(rows.ties(tx, links.keySet(), bidders.values()));
        if (!persons.isEmpty()) {
            found.addAll(rows.holdings(tx, persons));
        }
        for (Tie tie : found) {
            for (Link link : links.getOrDefault(tie.organisation(), List.of())) {
                ties.judge(tie, link)
                        .ifPresent(reason -> reasons.add(tie.expertId(), reason, Ties.rule(link), Ties.ref(tie, link)));
            }
        }
    }

    private static void add(Map<String, List<Link>> links, String organisation, Link link) {
        links.computeIfAbsent(organisation, _ -> new ArrayList<>(1)).add(link);
    }

    /** Whether the names of the bidders may be known (S06). */
    public static boolean isAfterDeadline(Project project, Instant at) {
        return project.bidDeadline() != null && !at.isBefore(project.bidDeadline());
    }

    private void busy(
            Transaction tx,
            CommitteePlan plan,
            Instant at,
            ExpertLimits limits,
            LocalDate day,
            boolean withEngagements,
            Reasons reasons) {
        for (ScreeningRepository.Busy each :
                rows.busy(tx, at, plan.evaluationAt(), plan.evaluationEnds(), withEngagements)) {
            ObjectNode ref = ref().put("row", each.row().toString())
                    .put("from", each.from().toString());
            if (each.until() != null) {
                ref.put("until", each.until().toString());
            }
            reasons.add(each.expertId(), Reason.valueOf(each.what()), DRAW, ref);
        }
        limits.frequencyCap().filter(_ -> withEngagements).ifPresent(cap -> {
            Instant since = day.minusDays(limits.frequencyDays())
                    .atStartOfDay(LegalPeriod.ZONE)
                    .toInstant();
            rows.engagements(tx, since, cap)
                    .forEach((expert, count) -> reasons.add(
                            expert,
                            Reason.FREQUENCY_CAP,
                            DRAW,
                            ref().put("engagements", count).put("cap", cap).put("days", limits.frequencyDays())));
        });
    }

    /** What each expert's own entry says. */
    private static void own(
            List<Row> library, CommitteePlan plan, ExpertLimits limits, LocalDate day, Reasons reasons) {
        Optional<String> home = plan.mainCity();
        Set<UUID> present = new HashSet<>();
        library.stream().filter(row -> row.duplicateOf() != null).forEach(row -> present.add(row.duplicateOf()));
        present.retainAll(library.stream().map(Row::id).collect(Collectors.toSet()));
        Optional<LocalDate> fieldSince = limits.fieldSince(day);
        Set<String> titles = limits.titleLevels();
        for (Row row : library) {
            if (row.state().equals("RETIRED")) {
                reasons.add(row.id(), Reason.UNAVAILABLE, DRAW, ref().put("state", row.state()));
            }
            if (row.sanctioned() && limits.barsSanctioned()) {
                reasons.add(row.id(), Reason.CONFLICT_OTHER, CONFLICT, ref().put("sanctioned", 1));
            }
            if (home.filter(city -> limits.isHome(row.region(), city)).isPresent()) {
                reasons.add(
                        row.id(),
                        Reason.CONFLICT_OTHER,
                        DRAW,
                        ref().put("region", row.region()).put("home", home.get()));
            }
            if (row.qualifiedUntil() != null && row.qualifiedUntil().isBefore(day)) {
                reasons.add(
                        row.id(),
                        Reason.QUALIFICATION_EXPIRED,
                        DRAW,
                        ref().put("qualifiedUntil", row.qualifiedUntil().toString()));
            }
            boolean young = fieldSince
                    .filter(last -> row.fieldSince().isAfter(last) || !titles.contains(row.titleLevel()))
                    .isPresent();
            if (young) {
                reasons.add(
                        row.id(),
                        Reason.QUALIFICATION_EXPIRED,
                        STANDING,
                        ref().put("fieldSince", row.fieldSince().toString()).put("titleLevel", row.titleLevel()));
            }
        }
        for (Row row : library) {
            if (row.duplicateOf() != null && present.contains(row.duplicateOf())) {
                reasons.share(row.id(), row.duplicateOf());
                reasons.add(
                        row.id(),
                        Reason.CONFLICT_OTHER,
                        DRAW,
                        ref().put("samePersonAs", row.duplicateOf().toString()));
            }
        }
    }

    private static Screened screened(List<Row> library, StratumSpecialties specialties, Reasons reasons, Instant at) {
        List<ScreenedExpert> experts = new ArrayList<>(library.size());
        LibraryDigest digest = new LibraryDigest();
        for (Row row : library) {
            digest.add(row.id());
            String employer = row.employer() == null ? "self:" + row.id() : row.employer();
            experts.add(new ScreenedExpert(
                    row.id(), specialties.of(row.specialties()), row.region(), employer, reasons.of(row.id())));
        }
        return new Screened(experts, new Screened.Library(experts.size(), digest.hex(), at));
    }

    private static ObjectNode ref() {
        return JsonNodeFactory.instance.objectNode();
    }
}

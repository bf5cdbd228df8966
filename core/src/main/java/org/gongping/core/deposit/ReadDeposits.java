package org.gongping.core.deposit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.rule.Law;
import org.gongping.core.rule.Verdict;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectLaw;
import org.gongping.core.tender.gate.DepositClueGate;

/**
 * Shows deposits: to a bidder its own at any time, to the parties all of a lot from the deadline on. Before it they learn
 * nothing, not even how many there are (rule S06).
 */
public final class ReadDeposits {
    private final ProjectAccess access;
    private final ProjectLaw laws;
    private final BidderDesk desk;
    private final AskedDeposits asked;
    private final DepositRepository deposits;
    private final EvidenceRepository evidence;

    public ReadDeposits(
            ProjectAccess access,
            ProjectLaw laws,
            BidderDesk desk,
            AskedDeposits asked,
            DepositRepository deposits,
            EvidenceRepository evidence) {
        this.access = access;
        this.laws = laws;
        this.desk = desk;
        this.asked = asked;
        this.deposits = deposits;
        this.evidence = evidence;
    }

    /**
     * What a bidder sees of one lot.
     *
     * @param asked empty where the document asks for no deposit
     * @param decision what the policies say of this bidder
     */
    public record Own(
            Project project,
            Lot lot,
            Optional<AskedDeposits.Asked> asked,
            Relief.Decision decision,
            List<DepositStanding> deposits) {}

    public Outcome<Own> own(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return desk.reading(tx, actor, projectId, lotId).map(place -> {
            Optional<AskedDeposits.Asked> terms = asked.of(tx, place.project(), place.lot(), place.law());
            return new Own(
                    place.project(),
                    place.lot(),
                    terms,
                    terms.map(each -> asked.decide(
                                    tx,
                                    place.project(),
                                    each,
                                    place.registration().organisation().id()))
                            .orElse(new Relief.Decision(Optional.empty(), List.of())),
                    desk.standings(
                            tx,
                            place.law(),
                            place.project(),
                            place.lot(),
                            deposits.ofBidder(
                                    tx, projectId, lotId, place.registration().id()),
                            place.now()));
        });
    }

    /** One of the caller's own. */
    public Outcome<DepositStanding> ownOne(Transaction tx, Actor actor, UUID projectId, UUID lotId, UUID depositId) {
        return own(tx, actor, projectId, lotId)
                .then(own -> own.deposits().stream()
                        .filter(each -> each.deposit().id().equals(depositId))
                        .findFirst()
                        .map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("deposit"))));
    }

    /** What the tender document asks, as it stands, and what the rules say of it. */
    public record Terms(Project project, Lot lot, Optional<AskedDeposits.Asked> asked, List<Verdict> verdicts) {}

    public Outcome<Terms> terms(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return access.reading(tx, actor, projectId)
                .then(view -> ProjectAccess.lotOf(view.project(), lotId)
                        .then(lot -> laws.of(tx, view.project(), desk.now()).map(law -> {
                            Optional<AskedDeposits.Asked> terms = asked.of(tx, view.project(), lot, law);
                            List<Verdict> verdicts = terms.map(
                                            each -> AskedDeposits.verdicts(view.project(), law, Map.of(lotId, each)))
                                    .orElse(List.of());
                            return new Terms(view.project(), lot, terms, verdicts);
                        })));
    }

    /**
     * What the parties see of one lot, from the deadline on.
     *
     * @param clues what D12 says of accounts that paid for several bidders
     */
    public record Desk(Project project, Lot lot, List<DepositStanding> deposits, List<Verdict> clues) {}

    public Outcome<Desk> ofLot(Transaction tx, Actor actor, UUID projectId, UUID lotId) {
        return access.reading(tx, actor, projectId).then(view -> {
            if (view.sides().contains(Role.BIDDER) || view.sides().isEmpty()) {
                return Outcome.refused(new Refusal.NotFound("deposits"));
            }
            Instant now = desk.now();
            Project project = view.project();
            if (project.isDraft() || now.isBefore(project.bidDeadline())) {
                return Outcome.refused(new Refusal.Forbidden(
                        "hidden-until-deadline",
                        "投标截止前，保证金缴纳情况对所有角色保密（《招标投标法》第二十二条，规则 S06）",
                        "Until the deadline deposits are hidden from every role (rule S06)"));
            }
            return ProjectAccess.lotOf(project, lotId).map(lot -> {
                Law law = laws.locked(tx, project);
                List<Deposit> all = deposits.ofLot(tx, projectId, lotId);
                return new Desk(
                        project,
                        lot,
                        desk.standings(tx, law, project, lot, all, now),
                        new DepositClueGate(law)
                                .check(payers(all)).stream()
                                        .filter(Verdict::warns)
                                        .toList());
            });
        });
    }

    /** Evidence about a deposit: to its bidder, and to the parties who see the deposit. */
    public Outcome<Evidence> evidence(
            Transaction tx, Actor actor, UUID projectId, UUID lotId, UUID depositId, String sha256) {
        return access.reading(tx, actor, projectId)
                .then(view -> view.sides().contains(Role.BIDDER)
                        ? ownOne(tx, actor, projectId, lotId, depositId).map(DepositStanding::deposit)
                        : ofLot(tx, actor, projectId, lotId)
                                .then(lot -> lot.deposits().stream()
                                        .map(DepositStanding::deposit)
                                        .filter(each -> each.id().equals(depositId))
                                        .findFirst()
                                        .map(Outcome::done)
                                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("deposit")))))
                .then(deposit -> evidence.find(tx, projectId, deposit.id(), sha256)
                        .map(Outcome::done)
                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("evidence"))));
    }

    /** Bidders by the account that paid for them. */
    private static Map<String, Set<String>> payers(List<Deposit> all) {
        Map<String, Set<String>> payers = new TreeMap<>();
        for (Deposit deposit : all) {
            deposit.ledger().events().stream()
                    .filter(event -> event.kind() == DepositEvent.Kind.LODGED)
                    .map(event -> event.body().path("payerAccount").asText(""))
                    .filter(account -> !account.isEmpty())
                    .forEach(account -> payers.computeIfAbsent(Deposit.Account.normal(account), _ -> new TreeSet<>())
                            .add(deposit.bidder().name()));
        }
        return payers;
    }
}

package org.gongping.draw.calling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.draw.pool.MaskedExpert;
import org.gongping.draw.protocol.Drawing;

/**
 * The members by name: to all sides once the roster is open, and before that, while it is unsealed for the identity check,
 * to the venue and the supervisor alone, not to a centre that holds shares of the draw. Each reading is on record.
 */
public final class ReadRoster {
    private static final Set<Role> CHECK_IDENTITIES = Set.of(Role.VENUE_OPERATOR, Role.SUPERVISOR);

    private final CallingParts parts;
    private final Officers officers;
    private final OpenName names;

    public ReadRoster(CallingParts parts, Officers officers) {
        this.parts = parts;
        this.officers = officers;
        this.names = new OpenName(parts);
    }

    /** @param open whether it is open to all sides, not to those alone who check identities */
    public record Roster(String drawId, boolean open, List<Line> members) {
        public Roster {
            members = List.copyOf(members);
        }
    }

    /** @param phone masked */
    public record Line(
            int seat,
            String stratum,
            String pid,
            String name,
            String poolNo,
            Optional<String> employer,
            String title,
            String phone) {
        @Override
        public String toString() {
            return "Line[" + seat + "]";
        }
    }

    public Outcome<Roster> execute(Transaction tx, Actor actor, UUID projectId) {
        return officers.looking(tx, actor, projectId)
                .then(view -> parts.callings()
                        .lastCalled(tx, projectId)
                        .flatMap(attempt -> parts.draws().find(tx, new DoneDraw.Key(projectId, attempt)))
                        .map(draw -> read(tx, actor, view, draw))
                        .orElseGet(() -> Outcome.refused(new Refusal.NotFound("draw"))));
    }

    private Outcome<Roster> read(Transaction tx, Actor actor, ProjectAccess.View view, DoneDraw draw) {
        Map<Integer, UUID> published = parts.callings().published(tx, draw.key()).stream()
                .collect(Collectors.toMap(CallingRepository.Opened::seat, CallingRepository.Opened::expertId));
        if (!published.isEmpty()) {
            look(tx, actor, view, draw, "ROSTER");
            return Outcome.done(roster(tx, draw, true, published));
        }
        boolean checks = view.memberSides().stream().anyMatch(CHECK_IDENTITIES::contains)
                && !parts.draws().isOutside(tx, draw.key(), actor);
        var use = new HeldRosters.Use(draw.key(), HeldRosters.Purpose.SIGN_IN);
        if (!checks || parts.rosters().find(use).isEmpty()) {
            return Outcome.refused(new Refusal.Forbidden(
                    "roster-sealed",
                    "名单处于密封状态，法定时点之前任何人不得查看",
                    "The roster is sealed: nobody sees it before the moment that the law permits"));
        }
        Drawing.Outcome.Drawn drawn = parts.draws().result(tx, draw.key());
        Optional<Refusal> altered = new SeatsOnRecord(draw, drawn)
                .contradiction(tx, parts.callings().seats(tx, draw.key()));
        if (altered.isPresent()) {
            return Outcome.refused(altered.get());
        }
        look(tx, actor, view, draw, "SIGN_IN");
        return Outcome.done(roster(tx, draw, false, opened(tx, draw, drawn)));
    }

    private void look(Transaction tx, Actor actor, ProjectAccess.View view, DoneDraw draw, String what) {
        parts.audit()
                .append(
                        tx,
                        AuditStep.inTender(
                                        AuditKind.DRAW_LOOK,
                                        actor,
                                        view.side(),
                                        draw.projectId(),
                                        draw.id().tender())
                                .with("draw_id", draw.id().toString())
                                .with("what", what));
    }

    private Map<Integer, UUID> opened(Transaction tx, DoneDraw draw, Drawing.Outcome.Drawn drawn) {
        var numbers = new OpenName.Numbers(drawn.result().pool());
        Map<Integer, UUID> opened = new LinkedHashMap<>();
        for (Seat seat : parts.callings().seats(tx, draw.key())) {
            names.open(tx, draw.key(), HeldRosters.Purpose.SIGN_IN, seat.pid(), numbers)
                    .ifPresent(entry -> opened.put(seat.no(), entry.expertId()));
        }
        return opened;
    }

    private Roster roster(Transaction tx, DoneDraw draw, boolean open, Map<Integer, UUID> bySeat) {
        Map<UUID, CalledExpertRepository.Member> members = parts.experts().members(tx, bySeat.values()).stream()
                .collect(Collectors.toMap(CalledExpertRepository.Member::id, Function.identity()));
        List<Line> lines = new ArrayList<>();
        for (Seat seat : parts.callings().seats(tx, draw.key())) {
            Optional.ofNullable(bySeat.get(seat.no()))
                    .map(members::get)
                    .ifPresent(member -> lines.add(new Line(
                            seat.no(),
                            seat.stratum(),
                            seat.pid(),
                            member.name(),
                            member.poolNo(),
                            member.employer(),
                            member.title(),
                            MaskedExpert.phone(member.phone()))));
        }
        return new Roster(draw.id().toString(), open, lines);
    }
}

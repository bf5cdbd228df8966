package org.gongping.service.edge;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;

/** Time, the caller's own data, and the settable clock of a rehearsal server. */
public final class SystemRoutes implements Routes {
    /** The legal days of every tender are counted here. */
    private static final String TIME_ZONE = "Asia/Shanghai";

    record ServerTime(Instant now, String timeZone, boolean rehearsal) {}

    record Me(
            String account,
            String name,
            List<Role> roles,
            Optional<?> organisation,
            Optional<String> csrfToken,
            boolean rehearsal,
            Instant now) {}

    /** @param hold null where the member is absent */
    record RehearsalTime(Instant now, Boolean hold) {}

    /** Finds the wire record of the organisation with this unified social credit code. */
    @FunctionalInterface
    public interface Organisations {
        Optional<?> byCreditCode(Transaction transaction, String creditCode);
    }

    /** Told when the clock of a rehearsal is moved, in the same transaction, so that it leaves an audit entry. */
    @FunctionalInterface
    public interface ClockMoved {
        void record(Transaction transaction, Actor actor, Instant to);
    }

    private final InstantSource clock;
    private final Optional<RehearsalClock> rehearsal;
    private final Organisations organisations;
    private final ClockMoved clockMoved;

    public SystemRoutes(
            InstantSource clock,
            Optional<RehearsalClock> rehearsal,
            Organisations organisations,
            ClockMoved clockMoved) {
        this.clock = clock;
        this.rehearsal = rehearsal;
        this.organisations = organisations;
        this.clockMoved = clockMoved;
    }

    @Override
    public void mount(Operations operations) {
        operations.handle("getServerTime", call -> Answer.ok(serverTime()));
        operations.handle("getMe", this::me);
        operations.handle("setRehearsalClock", this::setClock);
    }

    private ServerTime serverTime() {
        return new ServerTime(clock.instant(), TIME_ZONE, rehearsal.isPresent());
    }

    private Answer me(Call call) {
        Actor actor = call.actor();
        Optional<?> organisation =
                actor.organisationCreditCode().flatMap(code -> organisations.byCreditCode(call.transaction(), code));
        List<Role> roles =
                actor.roles().stream().sorted(Comparator.naturalOrder()).toList();
        return Answer.ok(new Me(
                actor.account(),
                actor.name(),
                roles,
                organisation,
                call.csrfToken(),
                rehearsal.isPresent(),
                clock.instant()));
    }

    private Answer setClock(Call call) {
        if (rehearsal.isEmpty()) {
            return Answer.refused(new Refusal.NotFound("rehearsal"));
        }
        RehearsalTime time = call.body(RehearsalTime.class);
        Instant to = time.now();
        if (to.isBefore(clock.instant())) {
            return Answer.refused(new Refusal.Conflict(
                    "clock-runs-forward",
                    "演练时钟只能向前调",
                    "The clock of a rehearsal moves forward only",
                    Optional.of(serverTime())));
        }
        clockMoved.record(call.transaction(), call.actor(), to);
        rehearsal.get().moveTo(call.transaction(), to, Boolean.TRUE.equals(time.hold()));
        return Answer.ok(new ServerTime(to, TIME_ZONE, true));
    }
}

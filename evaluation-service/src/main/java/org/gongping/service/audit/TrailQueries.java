package org.gongping.service.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.trail.TrailGroup;
import org.gongping.core.trail.TrailQuery;
import org.gongping.service.edge.Call;

/** The query of a trail as it stands in the parameters of a call. */
public final class TrailQueries {
    private TrailQueries() {}

    public static Outcome<TrailQuery> of(Call call) {
        return instant(call, "from")
                .then(from -> instant(call, "until")
                        .map(until -> new TrailQuery(
                                call.optionalText("q"),
                                call.optionalText("group").flatMap(TrailGroup::ofName),
                                call.optionalText("kind"),
                                call.optionalText("role"),
                                call.optionalText("lot").map(UUID::fromString),
                                call.optionalText("rule"),
                                from,
                                until)));
    }

    private static Outcome<Optional<Instant>> instant(Call call, String parameter) {
        try {
            return Outcome.done(call.optionalText(parameter)
                    .map(text -> OffsetDateTime.parse(text).toInstant()));
        } catch (DateTimeException e) {
            return Outcome.refused(Refusal.Invalid.of(
                    "query/" + parameter,
                    "时间须带时区，如 2026-03-02T01:00:00Z",
                    "A time has an offset, as 2026-03-02T01:00:00Z"));
        }
    }
}

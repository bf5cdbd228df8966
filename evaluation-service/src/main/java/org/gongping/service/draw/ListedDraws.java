package org.gongping.service.draw;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.draw.ceremony.ListDraws;

/** The wire record {@code ListedDraws} of the contract. */
record ListedDraws(List<Item> items) {
    record Item(
            UUID projectId,
            String tender,
            Optional<ListDraws.OfLot> lot,
            Optional<String> drawId,
            String party,
            ListDraws.Stage stage,
            boolean mine,
            boolean done,
            Optional<Instant> evaluationAt,
            Optional<Instant> until) {}

    static ListedDraws of(List<ListDraws.Entry> entries) {
        return new ListedDraws(entries.stream()
                .map(entry -> new Item(
                        entry.projectId(),
                        entry.tender(),
                        entry.lot(),
                        entry.draw(),
                        entry.party().id(),
                        entry.stage(),
                        entry.mine(),
                        entry.done(),
                        entry.evaluationAt(),
                        entry.until()))
                .toList());
    }
}

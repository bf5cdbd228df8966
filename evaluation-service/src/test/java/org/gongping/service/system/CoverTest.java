package org.gongping.service.system;

import java.nio.file.Path;
import java.util.List;
import org.gongping.service.TestServer;
import org.gongping.service.config.ServerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before a deadline of sealed bids the log grows whether somebody bids or not: when that is everybody knows (rule S06). */
class CoverTest {
    private static ServerConfig with(ServerConfig config, ServerConfig.Log.Cover cover) {
        return config.with(config.log().orElseThrow().with(cover));
    }

    private static long covers(Hall hall) {
        return hall.rows.count("SELECT count(*) FROM audit_entry WHERE kind = 'cover'");
    }

    @Test
    void comesMoreOftenBeforeADeadlineOfSealedBids(@TempDir Path folder) throws Exception {
        var often = new ServerConfig.Log.Cover(0, 6_000);
        try (LogHall log = new LogHall(
                folder,
                (documents, config, clock) ->
                        TestServer.on(documents, clock, given -> with(config.apply(given), often)))) {
            Hall hall = log.hall;
            Tender sealed = Tender.readyHighway(hall);
            SealedTenders.plans(sealed, List.of("technical", "price"), 0, List.of())
                    .expect(200);
            sealed.publishes().expect(200);
            // The log of a hall goes by the clock of the machine.
            hall.rows.execute("UPDATE tender_project SET bid_deadline = now() + interval '2 hours'");
            LogHall.await(() -> covers(hall) > 20);
        }
    }
}

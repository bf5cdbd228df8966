package org.gongping.draw.ceremony;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gongping.core.db.Transaction;
import org.gongping.draw.calling.DoneDraw;
import org.gongping.draw.calling.DoneDraws;
import org.gongping.draw.protocol.Drawing;

/** The draws that are done, for those who call the experts. */
public final class CeremonyDraws implements DoneDraws {
    private final AttemptRepository attempts = new AttemptRepository();
    private final PoolRepository pools = new PoolRepository();
    private final KeyRepository keys = new KeyRepository();

    @Override
    public List<DoneDraw.Key> uncalled(Transaction tx) {
        return attempts.uncalled(tx).stream()
                .map(key -> new DoneDraw.Key(key.projectId(), key.attempt()))
                .toList();
    }

    @Override
    public Optional<DoneDraw> find(Transaction tx, DoneDraw.Key key) {
        return attempts.find(tx, key.projectId(), key.attempt())
                .filter(attempt -> isSealed(attempts.standing(tx, attempt)))
                .map(attempt -> new DoneDraw(
                        attempt.projectId(),
                        attempt.draw(),
                        attempt.plan(),
                        attempt.rules(),
                        attempt.roster().check(),
                        attempt.roster().halfChecks(),
                        attempt.roster().platformHalf(),
                        attempt.roster().supervisorHalf()));
    }

    private static boolean isSealed(Standing standing) {
        return standing.state() == Standing.State.DRAWN && standing.k2().isPresent();
    }

    @Override
    public int lastAttempt(Transaction tx, UUID projectId) {
        List<Attempt> all = attempts.list(tx, projectId);
        return all.isEmpty() ? 0 : all.getLast().number();
    }

    @Override
    public Drawing.Outcome.Drawn result(Transaction tx, DoneDraw.Key key) {
        Attempt attempt = attempts.find(tx, key.projectId(), key.attempt()).orElseThrow();
        byte[] seed = attempts.result(tx, attempt).orElseThrow().seed();
        var drawing = new Drawing(attempt.draw(), attempt.rules(), pools.pool(tx, attempt), attempt.venue());
        if (drawing.run(seed) instanceof Drawing.Outcome.Drawn drawn) {
            return drawn;
        }
        throw new IllegalStateException(attempt.draw() + " has a result and fills not all seats");
    }

    @Override
    public byte[] sealedEntry(Transaction tx, DoneDraw.Key key, int index) {
        return pools.sealedEntry(tx, key.projectId(), key.attempt(), index);
    }

    @Override
    public Set<String> outsideHolders(Transaction tx, DoneDraw.Key key) {
        Attempt attempt = attempts.find(tx, key.projectId(), key.attempt()).orElseThrow();
        return keys.organisations(tx, key.projectId(), attempt.keySet(), Party.OUTSIDE);
    }
}

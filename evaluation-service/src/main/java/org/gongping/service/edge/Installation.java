package org.gongping.service.edge;

import java.time.InstantSource;
import java.util.Optional;
import org.gongping.core.db.Database;

/** A database serves either real tenders or rehearsals, and that is settled by the first server that opens it. */
public final class Installation {
    private Installation() {}

    /** The database was opened before for the other purpose. */
    public static final class OtherPurpose extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OtherPurpose(boolean isRehearsal) {
            super(
                    isRehearsal
                            ? "this database holds rehearsals; start with rehearsal = true, or on another database"
                            : "this database holds real tenders: no rehearsal may run on it");
        }
    }

    /**
     * The settable clock when this is a rehearsal, going on where it was left.
     *
     * @throws OtherPurpose when a rehearsal would run among real tenders, or a real tender among rehearsals
     */
    public static Optional<RehearsalClock> open(Database database, boolean rehearsal, InstantSource real) {
        var repository = new InstallationRepository();
        InstallationRepository.Kept kept =
                database.transact(transaction -> repository.fix(transaction, rehearsal, real.instant()));
        if (kept.rehearsal() != rehearsal) {
            throw new OtherPurpose(kept.rehearsal());
        }
        return rehearsal ? Optional.of(new RehearsalClock(real, kept.ahead(), repository)) : Optional.empty();
    }
}

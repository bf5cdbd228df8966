package org.gongping.service.cli;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.db.Database;
import org.gongping.core.dossier.ChooseScope;
import org.gongping.core.dossier.ExportDossier;
import org.gongping.core.dossier.Scope;
import org.gongping.core.identity.Actor;
import org.gongping.core.organisation.OrganisationRepository;
import org.gongping.core.tender.MemberRepository;
import org.gongping.core.tender.ProjectAccess;
import org.gongping.core.tender.ProjectRepository;

/** Puts on record that a dossier was exported on the server's host, as an export over HTTP is. */
final class HostExport {
    /** Stands where the role of a person stands: nobody has logged in. */
    private static final String SIDE = "host_operator";

    private final ExportDossier export;

    HostExport(InstantSource clock) {
        RandomSource random = RandomSource.secure();
        Ids ids = new Ids(clock, random);
        var personalData = new PersonalData(new PersonalDataRepository(), clock, random, ids);
        var projects = new ProjectRepository(new OrganisationRepository());
        this.export = new ExportDossier(
                new ProjectAccess(projects, new MemberRepository()),
                new ChooseScope(Optional.empty(), clock),
                new AuditLog(new AuditRepository(), personalData, clock, random, ids));
    }

    /**
     * Appends the entry.
     *
     * @param by who asked for it
     * @param warning told when the database takes no writing: the export goes on without record
     * @throws RuntimeException when it cannot be appended for another reason; nothing should be exported then
     */
    void record(Database database, Scope scope, Optional<String> by, Consumer<String> warning) {
        String user = "os:" + System.getProperty("user.name");
        String account = by.map(name -> user + " " + name).orElse(user);
        Actor actor = new Actor(user, account, account, Optional.empty(), Set.of());
        try {
            database.transact(tx -> {
                export.record(tx, actor, SIDE, scope);
                return null;
            });
        } catch (RuntimeException e) {
            if (!Database.isReadOnly(e)) {
                throw e;
            }
            warning.accept("this export is not on record: the database takes no writing");
        }
    }
}

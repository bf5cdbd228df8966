package org.gongping.service;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.Ids;
import org.gongping.core.RandomSource;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.audit.AuditLog;
import org.gongping.core.audit.AuditRepository;
import org.gongping.core.audit.AuditStep;
import org.gongping.core.audit.PersonalData;
import org.gongping.core.audit.PersonalDataRepository;
import org.gongping.core.db.Database;
import org.gongping.core.db.Installation;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;

/**
 * That the schema was changed is a record ({@code spec/audit-log.md} §5.1), whoever ran the migration: the first server
 * that finds another version than was noted puts it on record.
 */
final class SchemaRecord {
    private final AuditLog audit;

    SchemaRecord(InstantSource clock) {
        RandomSource random = RandomSource.secure();
        var ids = new Ids(clock, random);
        var people = new PersonalData(new PersonalDataRepository(), clock, random, ids);
        this.audit = new AuditLog(new AuditRepository(), people, clock, random, ids);
    }

    /** @param login that this server migrates under; empty where another program does */
    void write(Database database, String version, Optional<String> login) {
        database.transact(tx -> {
            new Installation().noteSchema(tx, version).ifPresent(before -> {
                String name = login.orElse("schema");
                var actor = new Actor(name, name, name, Optional.empty(), Set.of(Role.PLATFORM_ADMINISTRATOR));
                audit.append(
                        tx,
                        AuditStep.onPlatform(AuditKind.SCHEMA_MIGRATE, actor, Role.PLATFORM_ADMINISTRATOR.token())
                                .with("from", before)
                                .with("to", version));
            });
            return null;
        });
    }
}

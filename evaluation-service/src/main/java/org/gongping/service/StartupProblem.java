package org.gongping.service;

import java.net.BindException;
import org.gongping.core.db.Database;
import org.gongping.core.db.Installation;
import org.gongping.core.db.Migrations;
import org.gongping.service.config.ServerConfig;

/** Says in one line what an operator can do about a failed start. */
final class StartupProblem {
    private StartupProblem() {}

    static RuntimeException explain(RuntimeException failure, ServerConfig config) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case BindException taken -> {
                    return new StartupFailure(
                            "cannot listen on " + config.http().host() + ": port "
                                    + config.http().port()
                                    + (config.management().port() == 0
                                            ? ""
                                            : " or " + config.management().port())
                                    + " is taken",
                            failure);
                }
                case Database.Unavailable unavailable -> {
                    return new StartupFailure(oneLine(unavailable), failure);
                }
                case Migrations.SchemaMismatch mismatch -> {
                    return new StartupFailure(oneLine(mismatch), failure);
                }
                case Installation.WrongKind wrongKind -> {
                    return new StartupFailure(wrongKind.getMessage(), failure);
                }
                default -> {
                    // look deeper
                }
            }
        }
        return failure;
    }

    private static String oneLine(Throwable e) {
        return e.getMessage().replaceAll("\\s*\\R\\s*", " ");
    }
}

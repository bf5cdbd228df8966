package org.gongping.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.gongping.core.bid.script.RecordSealingScript;
import org.gongping.core.db.Database;
import org.gongping.service.edge.Served;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which script of this server seals bids is a record, before anybody can load it: a bidder holds what its browser ran to the
 * log, and whoever builds the published source holds the log to that.
 */
final class ScriptRecord {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptRecord.class);
    /** Written into the jar of the front end by Maven; not there where it runs out of a folder. */
    private static final String RELEASE = "/META-INF/maven/org.gongping/frontend/pom.properties";

    private static final String UNRELEASED = "unreleased";

    private ScriptRecord() {}

    static void write(Database database, RecordSealingScript record, Served script) {
        database.transact(tx -> record.execute(tx, script.path(), script.sha256(), version()))
                .ifPresent(written ->
                        LOG.info("bids are sealed by {}, SHA-256 {}, from now on", written.file(), written.sha256()));
    }

    private static String version() {
        try (InputStream in = ScriptRecord.class.getResourceAsStream(RELEASE)) {
            if (in == null) {
                return UNRELEASED;
            }
            var release = new Properties();
            release.load(in);
            return release.getProperty("version", UNRELEASED);
        } catch (IOException e) {
            throw new UncheckedIOException("the version of the browser application cannot be read", e);
        }
    }
}

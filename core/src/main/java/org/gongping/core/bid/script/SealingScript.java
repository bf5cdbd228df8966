package org.gongping.core.bid.script;

import java.time.Instant;
import java.util.UUID;

/**
 * A script that a server has served.
 *
 * @param file name under which it is served
 * @param sha256 lower-case hex
 * @param version of the front end, as it was released
 * @param entryId of its record in the log
 */
public record SealingScript(String file, String sha256, String version, UUID entryId, Instant recordedAt) {}

package org.gongping.core.deposit;

import java.time.Instant;

/**
 * A document that proves why a deposit is kept, or what was decided on the bidder's objection. Its bytes lie under their
 * hash, as those of tender documents do.
 *
 * @param mediaType as sniffed from the content
 * @param size in bytes
 * @param sha256 lower-case hex
 */
public record Evidence(String name, String mediaType, long size, String sha256, Instant addedAt) {}

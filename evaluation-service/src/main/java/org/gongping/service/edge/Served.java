package org.gongping.service.edge;

/**
 * A file that the server hands out as it is.
 *
 * @param path from the root of the site
 * @param sha256 of its bytes, lower-case hex
 */
public record Served(String path, String sha256) {}

package org.gongping.service.edge;

/**
 * News of a committed transaction: a login of this person has ended.
 *
 * @param subject of the identity provider
 */
public record LoginEnded(String subject) {}

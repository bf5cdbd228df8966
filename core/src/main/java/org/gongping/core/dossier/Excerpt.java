package org.gongping.core.dossier;

import org.gongping.core.audit.TrailFilter;
import org.gongping.core.trail.TrailQuery;

/**
 * What an excerpt of a trail is made of: the records under one kept checkpoint that answer to a query and that the reader
 * might see when they asked.
 *
 * @param query as it was asked, for the reader of the excerpt
 * @param filter the same as records are asked
 * @param withBidderStreams whether the bid deadline was over
 */
public record Excerpt(Scope scope, TrailQuery query, TrailFilter filter, boolean withBidderStreams, int records) {}

package org.gongping.core.dossier;

import org.gongping.core.audit.tile.PublishedLog.Published;
import org.gongping.core.tender.Project;

/**
 * What a dossier is made of: the records of a project that stand under one kept checkpoint. The project's own row adds
 * nothing that still changes: after the deadline its lots, times and rule set are fixed.
 */
public record Scope(Project project, Published at) {
    public long size() {
        return at.checkpoint().size();
    }
}

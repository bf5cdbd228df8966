package org.gongping.draw.ceremony;

import java.util.UUID;

/**
 * Where an attempt is to be found.
 *
 * @param subject what is drawn for: the project, or one of its lots
 */
public record RunKey(UUID projectId, UUID subject, int attempt) {
    public static RunKey committee(UUID projectId, int attempt) {
        return new RunKey(projectId, projectId, attempt);
    }

    public boolean isOfCommittee() {
        return projectId.equals(subject);
    }
}

package org.gongping.core.tender;

import java.time.Instant;
import java.util.UUID;
import org.gongping.core.identity.Role;
import org.gongping.core.organisation.Organisation;

/**
 * A side's part in a project.
 *
 * @param account null when every holder of the role in the organisation takes part
 */
public record Member(UUID id, Role role, Organisation organisation, String account, Instant since) {}

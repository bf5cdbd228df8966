package org.gongping.core.bid;

import java.time.Instant;
import java.util.UUID;
import org.gongping.core.organisation.Organisation;

/**
 * A bidder's registration for a project.
 *
 * @param contactName datum with the name of the contact person; null once erased
 * @param contactPhone datum with the phone number; null once erased
 */
public record Registration(
        UUID id, Organisation organisation, UUID contactName, UUID contactPhone, Instant registeredAt) {}

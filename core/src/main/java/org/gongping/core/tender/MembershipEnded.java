package org.gongping.core.tender;

import java.util.UUID;

/** News of a committed transaction: somebody takes part in the project no longer. */
public record MembershipEnded(UUID project) {}

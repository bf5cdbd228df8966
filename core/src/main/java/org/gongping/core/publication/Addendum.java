package org.gongping.core.publication;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gongping.core.rule.Verdict;

/**
 * A clarification or change of the tender document (澄清修改, 补遗).
 *
 * @param verdicts what the rules said when it was issued; empty when read back
 */
public record Addendum(
        UUID id,
        int no,
        String text,
        boolean affectsPreparation,
        Instant issuedAt,
        Instant oldDeadline,
        Instant newDeadline,
        List<Verdict> verdicts) {}

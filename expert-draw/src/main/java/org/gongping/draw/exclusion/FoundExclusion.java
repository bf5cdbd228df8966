package org.gongping.draw.exclusion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.draw.protocol.Exclusion;
import org.gongping.draw.protocol.Octets;

/**
 * Why an expert of the library cannot be drawn for a tender.
 *
 * @param reason the first in the order of {@link ScreenPool}; the evidence holds them all
 * @param ruleId rule of that reason
 * @param article its citation in Chinese, without the rule's id
 * @param evidence what was found and where it stands; names the expert by the library's id alone
 */
public record FoundExclusion(Exclusion.Reason reason, String ruleId, String article, ObjectNode evidence) {
    /** As the expert's record in the pool holds it: the evidence by its hash. */
    public Exclusion exclusion() {
        return new Exclusion(reason, Octets.hex(Octets.sha256(CanonicalJson.bytes(evidence))));
    }
}

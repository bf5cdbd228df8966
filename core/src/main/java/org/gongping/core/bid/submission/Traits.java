package org.gongping.core.bid.submission;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the bid tool declares of the machine and of the documents, for the screening of collusion, with the bidder's
 * consent (招标投标法实施条例 Art. 40; 个人信息保护法 Art. 13).
 *
 * @param declared as the contract has it: tool, version, machine id, document metadata
 * @param consent version of the text to which the bidder consented
 * @param address from which the bid came; null when unknown
 */
public record Traits(JsonNode declared, String consent, String address) {}

package org.gongping.core.tender;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** What a tendering agent writes down of a lot. Optional parts are null. */
public record LotDraft(String name, BigDecimal ceilingPrice, BigDecimal floorPrice, JsonNode method) {}

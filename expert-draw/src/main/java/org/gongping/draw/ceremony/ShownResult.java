package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.gongping.draw.protocol.DrawResult;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.protocol.Pool;
import org.gongping.draw.protocol.StratumResult;

/** A result for the eye: whoever wants all of a large library's alternates reads the transcript. */
final class ShownResult {
    private static final int MOST = 100;

    private ShownResult() {}

    static ArrayNode of(DrawResult result) {
        Pool pool = result.pool();
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (StratumResult stratum : result.strata()) {
            ObjectNode one = all.addObject().put("stratum", stratum.stratum());
            ArrayNode selected = one.putArray("selected");
            stratum.selected()
                    .forEach(chosen -> selected.addObject()
                            .put("pid", pool.pid(chosen.expert()))
                            .put("key", Octets.hex(chosen.key()))
                            .put("leaf", Octets.hex(pool.leaf(chosen.expert()))));
            ArrayNode alternates = one.putArray("alternates");
            for (int i = 0; i < Math.min(MOST, stratum.alternates().length); i++) {
                alternates.add(pool.pid(stratum.alternates()[i]));
            }
            one.put("alternateCount", stratum.alternates().length);
            ArrayNode skipped = one.putArray("skipped");
            stratum.skipped().stream()
                    .limit(MOST)
                    .forEach(each -> skipped.addArray()
                            .add(pool.pid(each.expert()))
                            .add(each.reason().name()));
        }
        return all;
    }
}

package org.gongping.core.opening;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;

/** The limits that a price is held against (rule P06): ceiling of the lot; in a tender of one lot also the budget. */
public final class BidLimits {
    private BidLimits() {}

    /** Yuan by name, those that the project has. The budget is the whole project's: it limits a price of its only lot. */
    public static Map<String, BigDecimal> of(Project project, Lot lot) {
        Map<String, BigDecimal> limits = new HashMap<>();
        if (lot.ceilingPrice() != null) {
            limits.put("CEILING_PRICE", lot.ceilingPrice());
        }
        if (project.budget() != null && project.lots().size() == 1) {
            limits.put("BUDGET", project.budget());
        }
        return limits;
    }
}

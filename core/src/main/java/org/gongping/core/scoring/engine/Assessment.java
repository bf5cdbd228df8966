package org.gongping.core.scoring.engine;

import java.util.ArrayList;
import java.util.List;
import org.gongping.core.scoring.derive.Num;
import org.gongping.core.scoring.input.BidInput;
import org.gongping.core.scoring.result.Row;

/** One bid on its way through the stages. Confined to one computation. */
final class Assessment {
    final int index;
    final BidInput bid;
    final List<Row.Line> components = new ArrayList<>();
    final List<Row.PartLine> parts = new ArrayList<>();

    Num price;
    Num strip;
    /** Price used for evaluation: review price, or evaluated price. */
    Num reviewPrice;
    /** What the benchmark is compared with; differs from the review price only where stripped items are added back. */
    Num compared;

    boolean valid;
    boolean expelled;
    boolean outlier;
    Num deviationRaw;
    Num deviation;
    Num steps;
    Num scoreRaw;
    Num score;
    String clampedBy;
    Num total;
    int rank;
    List<String> tiedWith = List.of();

    Assessment(int index, BidInput bid) {
        this.index = index;
        this.bid = bid;
    }

    String label() {
        return bid.bid();
    }

    Row row() {
        return new Row(
                label(),
                price,
                reviewPrice,
                List.copyOf(components),
                deviationRaw,
                deviation,
                steps,
                scoreRaw,
                score,
                clampedBy,
                List.copyOf(parts),
                total,
                rank,
                tiedWith);
    }
}

package org.gongping.draw.pool;

import java.time.LocalDate;
import java.util.Set;

/**
 * Whether years in the field and title are what the law asks of an expert (rule E11, 招标投标法 Art. 37).
 *
 * @param minYears full years in the field
 * @param titleLevels levels that are enough
 */
public record Standing(int minYears, Set<TitleLevel> titleLevels) {
    public Standing {
        titleLevels = Set.copyOf(titleLevels);
    }

    public boolean isMetBy(ExpertContent expert, LocalDate on) {
        return !expert.fieldSince().plusYears(minYears).isAfter(on) && titleLevels.contains(expert.titleLevel());
    }
}

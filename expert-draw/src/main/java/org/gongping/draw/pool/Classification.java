package org.gongping.draw.pool;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** All specialty categories by code, and what lies above each. */
public final class Classification {
    private final Map<String, Specialty> byCode = new LinkedHashMap<>();

    public Classification(Collection<Specialty> specialties) {
        specialties.forEach(each -> byCode.put(each.code(), each));
    }

    public Optional<Specialty> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    public boolean has(String code) {
        return byCode.containsKey(code);
    }

    /** The codes and all above them, sorted. */
    public List<String> path(Collection<String> codes) {
        TreeSet<String> path = new TreeSet<>();
        for (String code : codes) {
            Optional<Specialty> at = find(code);
            while (at.isPresent() && path.add(at.get().code())) {
                at = at.get().parent().flatMap(this::find);
            }
        }
        return List.copyOf(path);
    }
}

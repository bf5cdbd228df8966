package org.gongping.draw.pool;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the pool knows of one expert and a person may change. Equal contents are equal records: lists are sorted.
 *
 * @param poolNo number in the pool (专家编号)
 * @param library which pool the person was entered in
 * @param identity keyed digest of the identity number, 64 hex digits
 * @param email null for none
 * @param account login of the expert; null for none
 * @param region administrative division, six digits (GB/T 2260)
 * @param employer credit code of the present employer; null where there is none
 * @param employerName null where there is none
 * @param fieldSince since when in the field (rule E11)
 * @param sanctioned punished before for acts in tendering (E04)
 * @param employments employers and offices, the present ones too
 * @param relations declared relatives and interests
 */
public record ExpertContent(
        String poolNo,
        String library,
        String identity,
        String name,
        String phone,
        String email,
        String account,
        String region,
        List<String> specialties,
        String employer,
        String employerName,
        LocalDate fieldSince,
        String title,
        TitleLevel titleLevel,
        boolean sanctioned,
        List<Employment> employments,
        List<Qualification> qualifications,
        List<Relation> relations) {
    public ExpertContent {
        specialties = specialties.stream().sorted().distinct().toList();
        employments = sorted(employments);
        qualifications = sorted(qualifications);
        relations = sorted(relations);
    }

    private static <T> List<T> sorted(Collection<T> given) {
        return given.stream()
                .sorted(Comparator.comparing(String::valueOf))
                .distinct()
                .toList();
    }

    /** What ties a person to an organisation. */
    public enum Office {
        EMPLOYEE,
        DIRECTOR,
        SUPERVISOR,
        SHAREHOLDER,
        CONTROLLER,
        ADVISER
    }

    /**
     * An employer or an office.
     *
     * @param creditCode null where it is not known: such a tie is shown to people and found by no screening
     * @param validUntil last day; null while it lasts
     */
    public record Employment(
            String creditCode, String organisation, Office kind, LocalDate validFrom, LocalDate validUntil) {
        private record Tie(String organisation, Office kind, LocalDate validFrom) {}

        private Tie tie() {
            return new Tie(creditCode == null ? organisation : creditCode, kind, validFrom);
        }

        private boolean isPresentJob() {
            return kind == Office.EMPLOYEE && validUntil == null;
        }
    }

    /** @param expiresOn last day; null when it does not end */
    public record Qualification(String name, String number, LocalDate issuedOn, LocalDate expiresOn) {}

    /** Who or what the tie is. */
    public enum RelationKind {
        SPOUSE,
        PARENT,
        CHILD,
        SIBLING,
        OTHER_RELATIVE,
        /** An economic interest that may affect fairness. */
        INTEREST
    }

    /** @param person name of the relative; null for an interest of one's own */
    public record Relation(
            RelationKind kind,
            String person,
            String creditCode,
            String organisation,
            String position,
            LocalDate validFrom,
            LocalDate validUntil) {}

    /** Last day on which every qualification holds; empty when none of them ends. */
    public Optional<LocalDate> qualifiedUntil() {
        return qualifications.stream()
                .map(Qualification::expiresOn)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
    }

    /**
     * This content as it follows upon what the pool knows: whom somebody worked for stays known, as the law looks back on
     * it (E04). An employer who is no longer the present one is one up to today; the present one is among the employments.
     *
     * @param known null for a person who is new
     */
    public ExpertContent following(ExpertContent known, LocalDate today) {
        Map<Employment.Tie, Employment> ties = new LinkedHashMap<>();
        List<Employment> before = known == null ? List.of() : known.employments();
        boolean declaresPresent = employments.stream().anyMatch(this::isPresentEmployer);
        for (Employment each : before) {
            if (!each.isPresentJob()) {
                ties.put(each.tie(), each);
            } else if (!isPresentEmployer(each)) {
                LocalDate end = today.isBefore(each.validFrom()) ? each.validFrom() : today;
                Employment ended =
                        new Employment(each.creditCode(), each.organisation(), each.kind(), each.validFrom(), end);
                ties.put(ended.tie(), ended);
            } else if (!declaresPresent) {
                Employment renamed =
                        new Employment(each.creditCode(), employerName, each.kind(), each.validFrom(), null);
                ties.put(renamed.tie(), renamed);
            }
        }
        boolean knownPresent = ties.values().stream().anyMatch(Employment::isPresentJob);
        if (employerName != null && !declaresPresent && !knownPresent) {
            Employment present = new Employment(employer, employerName, Office.EMPLOYEE, today, null);
            ties.put(present.tie(), present);
        }
        employments.forEach(each -> ties.put(each.tie(), each));
        return withEmployments(List.copyOf(ties.values()));
    }

    private boolean isPresentEmployer(Employment each) {
        return each.isPresentJob()
                && employerName != null
                && (employer == null
                        ? each.creditCode() == null && each.organisation().equals(employerName)
                        : employer.equals(each.creditCode()));
    }

    private ExpertContent withEmployments(List<Employment> given) {
        return new ExpertContent(
                poolNo,
                library,
                identity,
                name,
                phone,
                email,
                account,
                region,
                specialties,
                employer,
                employerName,
                fieldSince,
                title,
                titleLevel,
                sanctioned,
                given,
                qualifications,
                relations);
    }
}

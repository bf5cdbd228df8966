package org.gongping.service.draw.pool;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gongping.draw.pool.Absence;
import org.gongping.draw.pool.Change;
import org.gongping.draw.pool.ContentJson;
import org.gongping.draw.pool.EnterExpert;
import org.gongping.draw.pool.Expert;
import org.gongping.draw.pool.ExpertContent;
import org.gongping.draw.pool.ExpertFilter;
import org.gongping.draw.pool.ExpertListRepository.Listed;
import org.gongping.draw.pool.MaskedExpert;
import org.gongping.draw.pool.Performance;
import org.gongping.draw.pool.ReadExperts;
import org.gongping.draw.pool.Suspension;
import org.gongping.draw.pool.TitleLevel;

/** Experts as the contract has them; what names a person is masked here, on every way out but one. */
final class ExpertJson {
    private ExpertJson() {}

    record Row(
            UUID id,
            String poolNo,
            String library,
            String name,
            String region,
            List<String> specialties,
            String employerName,
            String title,
            TitleLevel titleLevel,
            LocalDate fieldSince,
            LocalDate qualifiedUntil,
            List<ExpertFilter.Availability> availability) {
        static Row of(Listed row) {
            return new Row(
                    row.id(),
                    row.poolNo(),
                    row.library(),
                    MaskedExpert.name(row.name()),
                    row.region(),
                    row.specialties(),
                    row.employerName(),
                    row.title(),
                    row.titleLevel(),
                    row.fieldSince(),
                    row.qualifiedUntil(),
                    row.availability());
        }
    }

    record SuspensionJson(
            UUID id,
            Instant startsAt,
            Instant endsAt,
            String reason,
            String decidedBy,
            String documentNo,
            String documentSha256,
            Instant recordedAt,
            boolean running,
            Instant liftedAt,
            String liftedReason,
            String liftedBy,
            String liftedSha256) {
        static SuspensionJson of(Suspension suspension, Instant now) {
            Optional<Suspension.Lifting> lifting = suspension.lifting();
            return new SuspensionJson(
                    suspension.id(),
                    suspension.startsAt(),
                    suspension.endsAt().orElse(null),
                    suspension.reason(),
                    suspension.decidedBy(),
                    suspension.documentNo().orElse(null),
                    suspension.documentSha256(),
                    suspension.recordedAt(),
                    suspension.runsAt(now),
                    lifting.map(Suspension.Lifting::at).orElse(null),
                    lifting.map(Suspension.Lifting::reason).orElse(null),
                    lifting.map(Suspension.Lifting::decidedBy).orElse(null),
                    lifting.flatMap(Suspension.Lifting::documentSha256).orElse(null));
        }
    }

    record AbsenceJson(UUID id, Instant startsAt, Instant endsAt, String reason) {
        static AbsenceJson of(Absence absence) {
            return new AbsenceJson(
                    absence.id(),
                    absence.startsAt(),
                    absence.endsAt(),
                    absence.reason().orElse(null));
        }
    }

    record PerformanceJson(
            UUID id, LocalDate notedOn, Performance.Kind kind, String score, String remark, String notedBy) {
        static PerformanceJson of(Performance note) {
            return new PerformanceJson(
                    note.id(),
                    note.notedOn(),
                    note.kind(),
                    note.score().map(BigDecimal::toPlainString).orElse(null),
                    note.remark(),
                    note.notedBy());
        }
    }

    record Whole(
            UUID id,
            String poolNo,
            String library,
            Expert.State state,
            UUID duplicateOf,
            int version,
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
            Boolean standing,
            LocalDate qualifiedUntil,
            List<ExpertContent.Employment> employments,
            List<ExpertContent.Qualification> qualifications,
            List<ExpertContent.Relation> relations,
            List<SuspensionJson> suspensions,
            List<AbsenceJson> absences,
            List<PerformanceJson> performances,
            List<ExpertFilter.Availability> availability,
            Instant registeredAt,
            Instant changedAt) {
        static Whole of(ReadExperts.Card card, Instant now) {
            Expert expert = card.expert();
            ExpertContent content = expert.content();
            return new Whole(
                    expert.id(),
                    content.poolNo(),
                    content.library(),
                    expert.state(),
                    expert.duplicateOf().orElse(null),
                    expert.version(),
                    MaskedExpert.name(content.name()),
                    MaskedExpert.phone(content.phone()),
                    MaskedExpert.email(content.email()),
                    content.account(),
                    content.region(),
                    content.specialties(),
                    content.employer(),
                    content.employerName(),
                    content.fieldSince(),
                    content.title(),
                    content.titleLevel(),
                    content.sanctioned(),
                    card.standing().orElse(null),
                    content.qualifiedUntil().orElse(null),
                    content.employments(),
                    content.qualifications(),
                    content.relations().stream().map(Whole::masked).toList(),
                    card.suspensions().stream()
                            .map(each -> SuspensionJson.of(each, now))
                            .toList(),
                    card.absences().stream().map(AbsenceJson::of).toList(),
                    card.performances().stream().map(PerformanceJson::of).toList(),
                    card.availability(),
                    expert.registeredAt(),
                    expert.changedAt());
        }

        private static ExpertContent.Relation masked(ExpertContent.Relation relation) {
            return new ExpertContent.Relation(
                    relation.kind(),
                    MaskedExpert.name(relation.person()),
                    relation.creditCode(),
                    relation.organisation(),
                    relation.position(),
                    relation.validFrom(),
                    relation.validUntil());
        }
    }

    record ChangeJson(
            UUID id,
            Instant at,
            Change.Action action,
            String actor,
            UUID importId,
            JsonNode was,
            JsonNode is,
            String digest) {
        static ChangeJson of(Change change) {
            JsonNode masked = ContentJson.masked(change.content());
            return new ChangeJson(
                    change.id(),
                    change.at(),
                    change.action(),
                    change.actor(),
                    change.importId().orElse(null),
                    masked.path("was"),
                    masked.path("is"),
                    change.digest());
        }
    }

    record Personal(String name, String phone, String email) {
        static Personal of(ReadExperts.Clear clear) {
            return new Personal(clear.name(), clear.phone(), clear.email().orElse(null));
        }
    }

    /** Of a new expert, or of a change; whatever a change leaves out stays as it is where it would be masked. */
    record Input(
            String poolNo,
            String library,
            String identityNo,
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
            Boolean sanctioned,
            List<ExpertContent.Employment> employments,
            List<ExpertContent.Qualification> qualifications,
            List<ExpertContent.Relation> relations) {
        EnterExpert.Form fresh() {
            return new EnterExpert.Form(
                    content(poolNo, library == null ? "LOCAL" : library, name, phone, email, List.of(), List.of()),
                    Optional.ofNullable(identityNo));
        }

        EnterExpert.Form changing(ExpertContent known) {
            return new EnterExpert.Form(
                    content(
                            known.poolNo(),
                            known.library(),
                            name == null ? known.name() : name,
                            phone == null ? known.phone() : phone,
                            email == null ? known.email() : email,
                            known.qualifications(),
                            known.relations()),
                    Optional.ofNullable(identityNo));
        }

        private ExpertContent content(
                String number,
                String pool,
                String called,
                String reached,
                String mailed,
                List<ExpertContent.Qualification> qualified,
                List<ExpertContent.Relation> related) {
            return new ExpertContent(
                    number,
                    pool,
                    "",
                    called,
                    reached,
                    mailed,
                    account,
                    region,
                    specialties,
                    employer,
                    employerName,
                    fieldSince,
                    title,
                    titleLevel,
                    Boolean.TRUE.equals(sanctioned),
                    employments == null ? List.of() : employments,
                    qualifications == null ? qualified : qualifications,
                    relations == null ? related : relations);
        }
    }
}

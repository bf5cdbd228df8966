package org.gongping.draw.pool.sheet;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gongping.core.organisation.CreditCode;
import org.gongping.draw.pool.Classification;
import org.gongping.draw.pool.ExpertContent;
import org.gongping.draw.pool.ExpertContent.Employment;
import org.gongping.draw.pool.ExpertContent.Office;
import org.gongping.draw.pool.ExpertContent.Qualification;
import org.gongping.draw.pool.ExpertContent.Relation;
import org.gongping.draw.pool.ExpertContent.RelationKind;
import org.gongping.draw.pool.IdentityNumber;
import org.gongping.draw.pool.TitleLevel;

/** Reads rows of a file of experts. An identity number becomes its digest here and goes no further. */
final class ExpertRows implements RowReader<ExpertContent> {
    private static final Map<String, TitleLevel> LEVELS = words(
            "正高级", TitleLevel.SENIOR,
            "副高级", TitleLevel.ASSOCIATE_SENIOR,
            "同等水平", TitleLevel.EQUIVALENT,
            "中级", TitleLevel.INTERMEDIATE,
            "其他", TitleLevel.OTHER);
    private static final Map<String, Office> OFFICES = words(
            "任职", Office.EMPLOYEE,
            "董事", Office.DIRECTOR,
            "监事", Office.SUPERVISOR,
            "股东", Office.SHAREHOLDER,
            "实际控制", Office.CONTROLLER,
            "顾问", Office.ADVISER);
    private static final Map<String, RelationKind> RELATIONS = words(
            "配偶", RelationKind.SPOUSE,
            "父母", RelationKind.PARENT,
            "子女", RelationKind.CHILD,
            "兄弟姐妹", RelationKind.SIBLING,
            "其他亲属", RelationKind.OTHER_RELATIVE,
            "利害关系", RelationKind.INTEREST);
    private static final Map<String, Boolean> YES_NO = words("否", false, "是", true);

    private final Heading<ExpertColumn> heading;
    private final String library;
    private final IdentityNumber identities;
    private final Classification classes;
    private final LocalDate today;

    ExpertRows(SheetRow first, String library, IdentityNumber identities, Classification classes, LocalDate today)
            throws UnreadableSheet {
        this.heading = Heading.of(ExpertColumn.class, first);
        this.library = library;
        this.identities = identities;
        this.classes = classes;
        this.today = today;
    }

    /** The Chinese words first, as reports list them; the names of the contract are taken too. */
    private static <T> Map<String, T> words(Object... pairs) {
        Map<String, T> words = new LinkedHashMap<>();
        Map<String, T> names = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            @SuppressWarnings("unchecked")
            T value = (T) pairs[i + 1];
            words.put((String) pairs[i], value);
            names.put(value instanceof Boolean yes ? (yes ? "yes" : "no") : ((Enum<?>) value).name(), value);
        }
        words.putAll(names);
        return words;
    }

    @Override
    public Optional<ExpertContent> read(SheetRow row, Consumer<Problem> problems) {
        Fields<ExpertColumn> fields = new Fields<>(heading, row, problems);
        String employer = fields.text(ExpertColumn.EMPLOYER, 200);
        String employerCode = fields.creditCode(ExpertColumn.EMPLOYER_CODE);
        if (employer == null && employerCode != null) {
            fields.tell(ExpertColumn.EMPLOYER, Problem.Kind.REQUIRED, "");
        }
        String sanctioned = fields.text(ExpertColumn.SANCTIONED, 40);
        ExpertContent content = content(fields, employer, employerCode, sanctioned);
        if (fields.isSound()) {
            requireLived(fields, content.fieldSince());
        }
        return fields.isSound() ? Optional.of(content) : Optional.empty();
    }

    private ExpertContent content(
            Fields<ExpertColumn> fields, String employer, String employerCode, String sanctioned) {
        return new ExpertContent(
                fields.matching(ExpertColumn.POOL_NO, "[0-9A-Za-z][0-9A-Za-z._-]{0,31}", 40, Problem.Kind.BAD_POOL_NO),
                library,
                identity(fields),
                fields.text(ExpertColumn.NAME, 60),
                phone(fields),
                fields.matching(
                        ExpertColumn.EMAIL, "[^@\\s]{1,64}@[^@\\s]+\\.[^@\\s]{2,}", 200, Problem.Kind.BAD_EMAIL),
                fields.matching(ExpertColumn.ACCOUNT, "[^\\s]{1,200}", 200, Problem.Kind.BAD_CHARACTER),
                fields.matching(ExpertColumn.REGION, "[1-9][0-9]{5}", 20, Problem.Kind.BAD_REGION),
                specialties(fields),
                employerCode,
                employer,
                fields.date(ExpertColumn.FIELD_SINCE),
                fields.text(ExpertColumn.TITLE, 60),
                fields.choice(ExpertColumn.TITLE_LEVEL, LEVELS),
                sanctioned != null && Boolean.TRUE.equals(fields.choice(ExpertColumn.SANCTIONED, sanctioned, YES_NO)),
                employments(fields, employer, employerCode),
                qualifications(fields),
                relations(fields));
    }

    private String identity(Fields<ExpertColumn> fields) {
        String number = fields.longNumber(ExpertColumn.IDENTITY_NO, 40);
        if (number == null) {
            return null;
        }
        Optional<String> digest = identities.digest(number);
        if (digest.isEmpty()) {
            fields.tell(ExpertColumn.IDENTITY_NO, Problem.Kind.BAD_IDENTITY, "");
        }
        return digest.orElse(null);
    }

    /** That birth and work are possible, of a row that is sound for itself. */
    private void requireLived(Fields<ExpertColumn> fields, LocalDate fieldSince) {
        String number = fields.longNumber(ExpertColumn.IDENTITY_NO, 40);
        IdentityNumber.doubt(number, fieldSince, today).ifPresent(doubt -> {
            switch (doubt) {
                case BORN_LATER -> fields.tell(ExpertColumn.IDENTITY_NO, Problem.Kind.BORN_LATER, "");
                case TOO_YOUNG ->
                    fields.tell(
                            ExpertColumn.FIELD_SINCE,
                            Problem.Kind.TOO_YOUNG,
                            String.valueOf(IdentityNumber.WORKING_AGE));
            }
        });
    }

    private static String phone(Fields<ExpertColumn> fields) {
        String given = fields.text(ExpertColumn.PHONE, 40);
        if (given == null) {
            return null;
        }
        String phone = given.replaceAll("[ -]", "");
        if (!phone.matches("1[3-9][0-9]{9}|0[0-9]{9,11}|\\+[0-9]{7,18}")) {
            fields.tell(ExpertColumn.PHONE, Problem.Kind.BAD_PHONE, "");
            return null;
        }
        return phone;
    }

    private List<String> specialties(Fields<ExpertColumn> fields) {
        List<String> codes = fields.list(ExpertColumn.SPECIALTIES, "[;；,，、|\\s]+", 20);
        codes.stream()
                .filter(code -> !classes.has(code))
                // The code is an operator's, not a person's: told, unless it is no code at all.
                .forEach(code -> fields.tell(
                        ExpertColumn.SPECIALTIES,
                        Problem.Kind.UNKNOWN_SPECIALTY,
                        code.matches("[0-9A-Za-z]{1,16}") ? code : "?"));
        return codes;
    }

    private static List<Employment> employments(Fields<ExpertColumn> fields, String employer, String employerCode) {
        List<Employment> all = new ArrayList<>();
        LocalDate since = fields.date(ExpertColumn.EMPLOYED_SINCE);
        if (employer != null && since != null) {
            all.add(new Employment(employerCode, employer, Office.EMPLOYEE, since, null));
        }
        String form = "关系|单位名称|信用代码|起|止";
        for (String each : fields.list(ExpertColumn.OFFICES, "[;；]", 50)) {
            String[] parts = fields.parts(ExpertColumn.OFFICES, each, 4, 5, form);
            if (parts == null) {
                continue;
            }
            Office office = fields.choice(ExpertColumn.OFFICES, parts[0], OFFICES);
            LocalDate from = fields.date(ExpertColumn.OFFICES, parts[3]);
            LocalDate until = fields.date(ExpertColumn.OFFICES, parts[4]);
            if (parts[0] == null || parts[1] == null || parts[1].length() > 200 || parts[3] == null) {
                fields.tell(ExpertColumn.OFFICES, Problem.Kind.BAD_PART, form);
            } else if (isOrdered(fields, ExpertColumn.OFFICES, from, until)
                    && isCode(fields, ExpertColumn.OFFICES, parts[2])) {
                all.add(new Employment(parts[2], parts[1], office, from, until));
            }
        }
        return all;
    }

    private static boolean isOrdered(
            Fields<ExpertColumn> fields, ExpertColumn column, LocalDate from, LocalDate until) {
        if (from != null && until != null && until.isBefore(from)) {
            fields.tell(column, Problem.Kind.DATES_REVERSED, "");
            return false;
        }
        return true;
    }

    private static boolean isCode(Fields<ExpertColumn> fields, ExpertColumn column, String code) {
        if (code != null && !CreditCode.isValid(code)) {
            fields.tell(column, Problem.Kind.BAD_CREDIT_CODE, "");
            return false;
        }
        return true;
    }

    private static List<Qualification> qualifications(Fields<ExpertColumn> fields) {
        List<Qualification> all = new ArrayList<>();
        String form = "名称|证书编号|取得日期|有效期至";
        for (String each : fields.list(ExpertColumn.QUALIFICATIONS, "[;；]", 30)) {
            String[] parts = fields.parts(ExpertColumn.QUALIFICATIONS, each, 1, 4, form);
            if (parts == null) {
                continue;
            }
            LocalDate issued = fields.date(ExpertColumn.QUALIFICATIONS, parts[2]);
            LocalDate expires = fields.date(ExpertColumn.QUALIFICATIONS, parts[3]);
            boolean tooLong =
                    parts[0] == null || parts[0].length() > 100 || parts[1] != null && parts[1].length() > 100;
            if (tooLong) {
                fields.tell(ExpertColumn.QUALIFICATIONS, Problem.Kind.BAD_PART, form);
            } else if (isOrdered(fields, ExpertColumn.QUALIFICATIONS, issued, expires)) {
                all.add(new Qualification(parts[0], parts[1], issued, expires));
            }
        }
        return all;
    }

    private static List<Relation> relations(Fields<ExpertColumn> fields) {
        List<Relation> all = new ArrayList<>();
        String form = "关系|姓名|单位名称|信用代码|职务";
        for (String each : fields.list(ExpertColumn.RELATIONS, "[;；]", 50)) {
            String[] parts = fields.parts(ExpertColumn.RELATIONS, each, 3, 5, form);
            if (parts == null) {
                continue;
            }
            RelationKind kind = fields.choice(ExpertColumn.RELATIONS, parts[0], RELATIONS);
            boolean tooLong = parts[1] != null && parts[1].length() > 60
                    || parts[2] != null && parts[2].length() > 200
                    || parts[4] != null && parts[4].length() > 100;
            if (parts[0] == null || parts[2] == null || tooLong) {
                fields.tell(ExpertColumn.RELATIONS, Problem.Kind.BAD_PART, form);
            } else if (isCode(fields, ExpertColumn.RELATIONS, parts[3])) {
                all.add(new Relation(kind, parts[1], parts[3], parts[2], parts[4], null, null));
            }
        }
        return all;
    }
}

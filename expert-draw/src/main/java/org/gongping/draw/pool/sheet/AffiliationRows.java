package org.gongping.draw.pool.sheet;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gongping.core.organisation.CreditCode;
import org.gongping.draw.pool.Affiliation;
import org.gongping.draw.pool.IdentityNumber;

/** Reads rows of a file of shares and control among organisations. */
final class AffiliationRows implements RowReader<Affiliation> {
    /** The columns of such a file. */
    enum Column implements Heading.Column {
        HOLDER("控股方代码", "holder", true),
        HOLDER_NAME("控股方名称", "holderName", false),
        HELD("被控方代码", "held", true),
        HELD_NAME("被控方名称", "heldName", false),
        KIND("关系", "kind", true),
        SHARE("持股比例", "share", false),
        FROM("起", "from", true),
        UNTIL("止", "until", false),
        EVIDENCE("依据", "evidence", true);

        private final String zh;
        private final String en;
        private final boolean required;

        Column(String zh, String en, boolean required) {
            this.zh = zh;
            this.en = en;
            this.required = required;
        }

        @Override
        public String zh() {
            return zh;
        }

        @Override
        public String en() {
            return en;
        }

        @Override
        public boolean required() {
            return required;
        }
    }

    private static final Map<String, Affiliation.Kind> KINDS = kinds();

    private final Heading<Column> heading;
    private final IdentityNumber identities;

    AffiliationRows(SheetRow first, IdentityNumber identities) throws UnreadableSheet {
        this.heading = Heading.of(Column.class, first);
        this.identities = identities;
    }

    private static Map<String, Affiliation.Kind> kinds() {
        Map<String, Affiliation.Kind> kinds = new LinkedHashMap<>();
        kinds.put("持股", Affiliation.Kind.SHARE);
        kinds.put("控制", Affiliation.Kind.CONTROL);
        kinds.put("分支机构", Affiliation.Kind.BRANCH);
        kinds.put("管理", Affiliation.Kind.MANAGEMENT);
        for (Affiliation.Kind kind : Affiliation.Kind.values()) {
            kinds.put(kind.name(), kind);
        }
        return kinds;
    }

    @Override
    public Optional<Affiliation> read(SheetRow row, Consumer<Problem> problems) {
        Fields<Column> fields = new Fields<>(heading, row, problems);
        String holder = holder(fields);
        String held = fields.creditCode(Column.HELD);
        Affiliation.Kind kind = fields.choice(Column.KIND, KINDS);
        BigDecimal share = share(fields);
        LocalDate from = fields.date(Column.FROM);
        LocalDate until = fields.date(Column.UNTIL);
        if (holder != null && holder.equals(held)) {
            fields.tell(Column.HELD, Problem.Kind.SELF_HELD, "");
        }
        if (kind != null && fields.isSound() && (kind == Affiliation.Kind.SHARE) != (share != null)) {
            fields.tell(Column.SHARE, Problem.Kind.SHARE_MISPLACED, "");
        }
        if (from != null && until != null && until.isBefore(from)) {
            fields.tell(Column.UNTIL, Problem.Kind.DATES_REVERSED, "");
        }
        Affiliation affiliation = new Affiliation(
                holder,
                held,
                fields.text(Column.HOLDER_NAME, 200),
                fields.text(Column.HELD_NAME, 200),
                kind,
                share,
                from,
                until,
                fields.text(Column.EVIDENCE, 300));
        return fields.isSound() ? Optional.of(affiliation) : Optional.empty();
    }

    /** A credit code; else the identity number of a person. */
    private String holder(Fields<Column> fields) {
        String given = fields.longNumber(Column.HOLDER, 40);
        if (given == null || CreditCode.isValid(given)) {
            return given;
        }
        Optional<String> person = identities.digest(given).map(digest -> "person:" + digest);
        if (person.isEmpty()) {
            fields.tell(Column.HOLDER, Problem.Kind.BAD_CREDIT_CODE, "");
        }
        return person.orElse(null);
    }

    private static BigDecimal share(Fields<Column> fields) {
        String given = fields.text(Column.SHARE, 20);
        if (given == null) {
            return null;
        }
        boolean percent = given.endsWith("%") || given.endsWith("％");
        String figure = percent ? given.substring(0, given.length() - 1).strip() : given;
        if (figure.matches("[0-9]{1,3}(\\.[0-9]{1,8})?")) {
            BigDecimal share = percent ? new BigDecimal(figure).movePointLeft(2) : new BigDecimal(figure);
            if (share.signum() > 0
                    && share.compareTo(BigDecimal.ONE) <= 0
                    && share.stripTrailingZeros().scale() <= 8) {
                return share.stripTrailingZeros();
            }
        }
        fields.tell(Column.SHARE, Problem.Kind.BAD_SHARE, "");
        return null;
    }
}

package org.gongping.draw.pool.sheet;

import java.util.Optional;
import java.util.function.Consumer;
import org.gongping.draw.pool.Specialty;

/** Reads rows of a file of specialty categories. */
final class SpecialtyRows implements RowReader<Specialty> {
    /** The columns of such a file. */
    enum Column implements Heading.Column {
        CODE("专业代码", "code", true),
        PARENT("上级代码", "parent", false),
        ZH("名称", "zh", true),
        EN("英文名称", "en", false);

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

    private final Heading<Column> heading;
    private final String source;

    SpecialtyRows(SheetRow first, String source) throws UnreadableSheet {
        this.heading = Heading.of(Column.class, first);
        this.source = source;
    }

    @Override
    public Optional<Specialty> read(SheetRow row, Consumer<Problem> problems) {
        Fields<Column> fields = new Fields<>(heading, row, problems);
        String code = fields.matching(Column.CODE, "[A-Z][0-9A-Z]{0,15}", 40, Problem.Kind.BAD_CODE);
        Specialty specialty = new Specialty(
                code,
                Optional.ofNullable(fields.matching(Column.PARENT, "[A-Z][0-9A-Z]{0,15}", 40, Problem.Kind.BAD_CODE)),
                fields.text(Column.ZH, 100),
                Optional.ofNullable(fields.text(Column.EN, 200)),
                source);
        return fields.isSound() ? Optional.of(specialty) : Optional.empty();
    }
}

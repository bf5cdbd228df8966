package org.gongping.draw.pool;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The upper levels of the national classification, which come with the product. An operator loads the rest. */
public final class ShippedClassification {
    /** The instrument that defines the codes: 评标专家专业分类标准（试行）, published by ten ministries in 2010. */
    public static final String SOURCE = "评标专家专业分类标准（试行）（发改法规〔2010〕1538号）";

    private ShippedClassification() {}

    /** Parents before what lies below them. */
    public static List<Specialty> read() {
        try (Reader text = new InputStreamReader(
                        ShippedClassification.class.getResourceAsStream("/specialties/cn-2010-1538.csv"),
                        StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text);
                Stream<NamedCsvRecord> stream = rows.stream()) {
            return stream.map(row -> new Specialty(
                            row.getField("code"),
                            notEmpty(row.getField("parent")),
                            row.getField("zh"),
                            notEmpty(row.getField("en")),
                            SOURCE))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> notEmpty(String field) {
        return Optional.of(field).filter(text -> !text.isEmpty());
    }
}

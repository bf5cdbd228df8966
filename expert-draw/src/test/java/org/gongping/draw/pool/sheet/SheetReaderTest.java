package org.gongping.draw.pool.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.draw.pool.Affiliation;
import org.gongping.draw.pool.Classification;
import org.gongping.draw.pool.ExpertContent;
import org.gongping.draw.pool.IdentityNumber;
import org.gongping.draw.pool.People;
import org.gongping.draw.pool.ShippedClassification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SheetReaderTest {
    private static final Classification CLASSES = new Classification(ShippedClassification.read());

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 28);

    @TempDir
    private Path folder;

    private final SheetReader reader =
            new SheetReader(new IdentityNumber(Optional.of(new SecretKeySpec(new byte[32], "HmacSHA256"))));
    private final List<ExpertContent> rows = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private SheetReader.Read read(byte[] file) {
        try {
            Path path = Files.write(folder.resolve("file"), file);
            return reader.experts(
                    path,
                    "LOCAL",
                    CLASSES,
                    TODAY,
                    chunk -> chunk.forEach(line -> rows.add(line.content())),
                    problems::add);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private SheetReader.Read read(String... lines) {
        return read((People.HEADING + "\n" + String.join("\n", lines)).getBytes(StandardCharsets.UTF_8));
    }

    private void assertProblem(int line, String column, Problem.Kind kind) {
        assertThat(problems)
                .extracting(Problem::line, Problem::column, Problem::kind)
                .containsExactly(tuple(line, column, kind));
    }

    @Test
    void readsASoundRow() {
        SheetReader.Read done = read(People.row(1, "王小明"));
        assertThat(problems).isEmpty();
        assertThat(done).isEqualTo(new SheetReader.Read("CSV, UTF-8", 1));
        assertThat(rows.getFirst().name()).isEqualTo("王小明");
        assertThat(rows.getFirst().specialties()).containsExactly("A040102", "A0601");
        assertThat(rows.getFirst().identity()).matches("[0-9a-f]{64}");
        assertThat(rows.getFirst().toString()).doesNotContain(People.identity(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GB18030", "UTF-8"})
    void knowsTheEncoding(String charset) {
        String file = People.HEADING + "\r\n" + People.row(1, "䶮㙓明") + "\r\n";
        SheetReader.Read done = read(file.getBytes(Charset.forName(charset)));
        assertThat(problems).isEmpty();
        assertThat(done.format()).isEqualTo("CSV, " + charset);
        assertThat(rows.getFirst().name()).isEqualTo("䶮㙓明");
    }

    @Test
    void knowsAByteOrderMark() {
        assertThat(read(("\uFEFF" + People.HEADING + "\n" + People.row(1, "王小明")).getBytes(StandardCharsets.UTF_8))
                        .format())
                .isEqualTo("CSV, UTF-8 BOM");
        assertThat(problems).isEmpty();
    }

    @Test
    void refusesAFileOfTwoEncodingsAndNamesTheRowsOfTheSmallerPart() throws IOException {
        ByteArrayOutputStream mixed = new ByteArrayOutputStream();
        mixed.write((People.HEADING + "\n" + People.row(1, "王小明") + "\n").getBytes(StandardCharsets.UTF_8));
        mixed.write((People.row(2, "李雪梅") + "\n").getBytes(Charset.forName("GB18030")));
        mixed.write((People.row(3, "陈国栋") + "\n").getBytes(StandardCharsets.UTF_8));
        read(mixed.toByteArray());
        assertProblem(3, "", Problem.Kind.MIXED_ENCODING);
        assertThat(rows).isEmpty();
    }

    @Test
    void tellsOfCharactersLostBefore() {
        read(People.row(1, "王\uFFFD明"));
        assertProblem(2, "姓名", Problem.Kind.DAMAGED_TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+SUM(A1)", "-2", "@cmd", "\"=HYPERLINK(\"\"http://x\"\")\"", "＝1"})
    void refusesWhatASpreadsheetWouldRun(String cell) {
        read(People.row(1, cell));
        assertProblem(2, "姓名", Problem.Kind.FORMULA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "2026-13-01", "31/12/2026", "昨天", "1026-01-01", "20260230"})
    void refusesDaysThatAreNone(String day) {
        read(People.row(1, "王小明").replace("2008-07-01", day));
        assertProblem(2, "从业起始", Problem.Kind.BAD_DATE);
    }

    /** People of the tests are born on 17 March 1975. */
    @ParameterizedTest
    @CsvSource({"1991-03-17, ''", "1991-03-16, TOO_YOUNG", "1960-07-01, TOO_YOUNG"})
    void nobodyWorksBeforeSixteen(String fieldSince, String problem) {
        read(People.row(1, "王小明").replace("2008-07-01", fieldSince));
        assertThat(problems)
                .extracting(each -> each.column() + each.kind())
                .containsExactlyElementsOf(problem.isEmpty() ? List.of() : List.of("从业起始" + problem));
        assertThat(rows).hasSize(problem.isEmpty() ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"20261128, TOO_YOUNG", "20261129, BORN_LATER", "20300101, BORN_LATER"})
    void nobodyIsBornTomorrow(String born, Problem.Kind kind) {
        read(People.row(1, "王小明").replace(People.identity(1), People.identity(1, born)));
        assertProblem(2, kind == Problem.Kind.BORN_LATER ? "证件号码" : "从业起始", kind);
        assertThat(rows).isEmpty();
    }

    /** Whatever stands below, and whatever the marks of later rows make of it. */
    @ParameterizedTest
    @ValueSource(strings = {"李雪梅", "\"李雪梅\"", "\"李\"\"雪\"\"梅\""})
    void aQuotationMarkThatIsNotClosedIsToldOnceWithTheLineOnWhichItOpens(String later) {
        read(
                People.row(1, "\"王\n小明\""),
                People.row(2, "陈国栋").replace("2008-07-01", "昨天"),
                People.row(3, "\"赵一"),
                People.row(4, later),
                People.row(5, later));
        assertThat(problems)
                .extracting(Problem::line, Problem::column, Problem::kind)
                .contains(tuple(5, "", Problem.Kind.BROKEN_QUOTES), tuple(4, "从业起始", Problem.Kind.BAD_DATE))
                .noneMatch(told -> told.toList().contains(Problem.Kind.TOO_LONG))
                .noneMatch(told -> told.toList().contains(Problem.Kind.REQUIRED));
        assertThat(problems).filteredOn(each -> each.line() > 4).hasSize(1);
    }

    @Test
    void aFieldThatGoesOnAfterItsClosingQuotationMarkIsToldWithItsLine() {
        read(People.row(1, "\"王小明\""), People.row(2, "\"李\"雪梅"));
        assertProblem(3, "", Problem.Kind.BROKEN_QUOTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2008/7/1", "2008.07.01", "2008年7月1日", "20080701"})
    void takesTheUsualWritingsOfADay(String day) {
        read(People.row(1, "王小明").replace("2008-07-01", day));
        assertThat(problems).isEmpty();
        assertThat(rows.getFirst().fieldSince()).hasToString("2008-07-01");
    }

    @ParameterizedTest
    @CsvSource({
        "A040102；A0601, Z99, 专业, UNKNOWN_SPECIALTY",
        "副高级, 高级, 职称级别, BAD_CHOICE",
        "350200, 3502, 所在地区, BAD_REGION",
        "一级注册建筑师|A1|2010-01-01|2036-12-31, 一级注册建筑师|A1|2010-01-01|2009-12-31, 资格, DATES_REVERSED",
    })
    void refusesAWrongCell(String sound, String wrong, String column, Problem.Kind kind) {
        read(People.row(1, "王小明").replace(sound, wrong));
        assertProblem(2, column, kind);
    }

    @Test
    void refusesAWrongCheckCharacter() {
        read(People.row(1, "王小明").replace(People.CODE, People.CODE.substring(0, 17) + "*"));
        assertProblem(2, "单位信用代码", Problem.Kind.BAD_CREDIT_CODE);
    }

    @Test
    void tellsOfEveryProblemOfEveryRow() {
        read(
                People.row(1, "").replace("350200", "x"),
                People.row(2, "王小明"),
                People.row(3, "李雪梅").replace(People.identity(3), "123"));
        assertThat(problems)
                .extracting(Problem::line, Problem::column, Problem::kind)
                .containsExactly(
                        tuple(2, "姓名", Problem.Kind.REQUIRED),
                        tuple(2, "所在地区", Problem.Kind.BAD_REGION),
                        tuple(4, "证件号码", Problem.Kind.BAD_IDENTITY));
        assertThat(rows).hasSize(1);
    }

    @Test
    void saysNothingOfWhatStoodInACell() {
        read(People.row(1, "王小明").replace("142" + "00000001", "机密号码"));
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.zh() + problem.en() + problem.whatToDoZh())
                        .doesNotContain("机密"));
    }

    @Test
    void countsTheLinesOfCellsWithBreaks() {
        read(People.row(1, "\"王\n小明\""), People.row(2, ""));
        assertThat(problems)
                .extracting(Problem::line, Problem::kind)
                .containsExactly(tuple(2, Problem.Kind.BAD_CHARACTER), tuple(4, Problem.Kind.REQUIRED));
    }

    @Test
    void refusesAHeadingThatItDoesNotKnow() {
        read((People.HEADING.replace("手机", "电话号") + ",姓名\n" + People.row(1, "王小明")).getBytes(StandardCharsets.UTF_8));
        assertThat(problems)
                .extracting(Problem::line, Problem::column, Problem::kind)
                .containsExactlyInAnyOrder(
                        tuple(1, "电话号", Problem.Kind.UNKNOWN_COLUMN),
                        tuple(1, "姓名", Problem.Kind.COLUMN_TWICE),
                        tuple(1, "手机", Problem.Kind.MISSING_COLUMN));
    }

    @Test
    void refusesAnEmptyFileAndWhatIsNoTable() {
        read(People.HEADING.getBytes(StandardCharsets.UTF_8));
        read(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0});
        read(new byte[] {0, 1, 2, 3});
        assertThat(problems)
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.EMPTY_FILE, Problem.Kind.NOT_A_SHEET, Problem.Kind.NOT_A_SHEET);
    }

    @Test
    void refusesACellThatIsTooLong() {
        read(People.row(1, "王".repeat(61)));
        assertProblem(2, "姓名", Problem.Kind.TOO_LONG);
    }

    private static List<String> cells(String csv) {
        return Stream.of(csv.split(",", -1)).map(Workbook::text).collect(Collectors.toCollection(ArrayList::new));
    }

    @Test
    void readsAWorkbookWithRealDates() {
        List<String> row = cells(People.row(1, "王小明"));
        row.set(9, Workbook.date(39630));
        SheetReader.Read done = read(Workbook.of(List.of(cells(People.HEADING), row)));
        assertThat(problems).isEmpty();
        assertThat(done).isEqualTo(new SheetReader.Read("XLSX", 1));
        assertThat(rows.getFirst().fieldSince()).hasToString("2008-07-01");
    }

    @Test
    void refusesAFormulaWhateverItsLastValue() {
        List<String> row = cells(People.row(1, "王小明"));
        row.set(1, Workbook.formula("A1&amp;A2", "王小明"));
        read(Workbook.of(List.of(cells(People.HEADING), row)));
        assertProblem(2, "姓名", Problem.Kind.FORMULA);
    }

    @Test
    void refusesAnIdentityNumberThatLostItsDigits() {
        List<String> row = cells(People.row(1, "王小明"));
        row.set(2, Workbook.number("350200197503170000"));
        read(Workbook.of(List.of(cells(People.HEADING), row)));
        assertProblem(2, "证件号码", Problem.Kind.BAD_NUMBER_FORMAT);
    }

    @Test
    void refusesAWorkbookThatUnpacksToTooMuch() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] nothing = new byte[1 << 20];
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            for (int i = 0; i < 600; i++) {
                zip.write(nothing);
            }
            zip.closeEntry();
        }
        assertThat(out.size()).isLessThan(1 << 20);
        read(out.toByteArray());
        assertProblem(0, "", Problem.Kind.TOO_LARGE);
    }

    @Test
    void refusesAnArchiveThatIsNoWorkbook() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
            zip.write(1);
            zip.closeEntry();
        }
        read(out.toByteArray());
        assertProblem(0, "", Problem.Kind.NOT_A_SHEET);
    }

    @Test
    void handsRowsOnInChunks() {
        read(IntStream.range(0, 2_500).mapToObj(n -> People.row(n, "王小明")).toArray(String[]::new));
        assertThat(problems).isEmpty();
        assertThat(rows).hasSize(2_500);
    }

    @Test
    void readsSharesAndControl() throws IOException {
        String other = People.creditCode("91350200MA0000001");
        String file = "控股方代码,被控方代码,关系,持股比例,起,止,依据\n"
                + String.join(
                        "\n",
                        People.CODE + "," + other + ",持股,51%,2020-01-01,,登记",
                        People.identity(7) + "," + other + ",控制,,2020-01-01,,登记",
                        other + "," + other + ",分支机构,,2020-01-01,,登记",
                        People.CODE + "," + other + ",持股,151%,2020-01-02,,登记",
                        People.CODE + "," + other + ",控制,0.5,2020-01-03,,登记");
        List<Affiliation> edges = new ArrayList<>();
        reader.affiliations(
                Files.writeString(folder.resolve("edges.csv"), file),
                chunk -> chunk.forEach(line -> edges.add(line.content())),
                problems::add);
        assertThat(edges).hasSize(2);
        assertThat(edges.get(0).share()).isEqualByComparingTo("0.51");
        assertThat(edges.get(1).holder()).startsWith("person:").doesNotContain(People.identity(7));
        assertThat(problems)
                .extracting(Problem::line, Problem::kind)
                .containsExactly(
                        tuple(4, Problem.Kind.SELF_HELD),
                        tuple(5, Problem.Kind.BAD_SHARE),
                        tuple(6, Problem.Kind.SHARE_MISPLACED));
    }

    @Test
    void everyProblemSaysWhatIsWrongAndWhatToDoInBothLanguages() {
        assertThat(Arrays.stream(Problem.Kind.values()).map(kind -> new Problem(1, "", kind, "7")))
                .allSatisfy(problem -> {
                    assertThat(problem.zh()).isNotBlank();
                    assertThat(problem.en()).isNotBlank();
                    assertThat(problem.whatToDoZh()).isNotBlank();
                    assertThat(problem.whatToDoEn()).isNotBlank();
                });
    }
}

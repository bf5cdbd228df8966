package org.gongping.service.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gongping.draw.pool.People;

/** A library of experts as an operator imports it, file by file over HTTP. */
final class ImportedLibrary {
    private static final List<String> COLUMNS = List.of(People.HEADING.split(","));

    private final Hall hall;
    private final List<Row> rows = new ArrayList<>();
    private String employer = "";
    private int people;

    ImportedLibrary(Hall hall) {
        this.hall = hall;
    }

    /** A row of the file. */
    static final class Row {
        private final Map<String, String> fields = new LinkedHashMap<>();

        Row with(String column, String value) {
            assertThat(COLUMNS).contains(column);
            fields.put(column, value);
            return this;
        }

        Row employedBy(Firm firm) {
            return with("工作单位", firm.name()).with("单位信用代码", firm.creditCode());
        }

        String poolNo() {
            return fields.get("专家编号");
        }

        private String line() {
            return String.join(
                    ",",
                    COLUMNS.stream()
                            .map(column -> fields.getOrDefault(column, ""))
                            .toList());
        }
    }

    /** Somebody who may be drawn, unless the row is changed; every two of them have one employer. */
    Row expert(String region, String specialty) {
        int n = ++people;
        if (n % 2 == 1) {
            employer = hall.creditCode();
        }
        Row row = new Row()
                .with("专家编号", "T-%05d".formatted(n))
                .with("姓名", "专家" + (char) ('一' + n))
                .with("证件号码", People.identity(n))
                .with("手机", "142%08d".formatted(n))
                .with("所在地区", region)
                .with("专业", specialty)
                .with("工作单位", "某设计院" + n / 2)
                .with("单位信用代码", employer)
                .with("入职日期", "2015-07-01")
                .with("从业起始", "2008-07-01")
                .with("职称", "高级工程师")
                .with("职称级别", "副高级");
        rows.add(row);
        return row;
    }

    void experts(int number, String region, String specialty) {
        for (int i = 0; i < number; i++) {
            expert(region, specialty);
        }
    }

    int size() {
        return people;
    }

    /** Takes all rows since the last time into the library. */
    void importRows() {
        StringBuilder file = new StringBuilder(People.HEADING).append('\n');
        rows.forEach(row -> file.append(row.line()).append('\n'));
        rows.clear();
        importFile("EXPERTS", file.toString());
    }

    /** What an operator registers of who holds whom. */
    void importAffiliation(String holder, String held, String share) {
        importFile(
                "AFFILIATIONS",
                "控股方代码,被控方代码,关系,持股比例,起,止,依据\n" + holder + "," + held + ",持股," + share + ",2020-01-01,,企业登记\n");
    }

    private void importFile(String kind, String text) {
        JsonNode checked = hall.send(Step.write(
                        "",
                        hall.poolOperator,
                        "POST",
                        "/expert-imports?name=pool.csv&kind=" + kind,
                        text.getBytes(StandardCharsets.UTF_8)))
                .expect(201)
                .json();
        assertThat(checked.path("state").asText()).as(checked.toString()).isEqualTo("CHECKED");
        String path = "/expert-imports/" + checked.path("id").asText() + "/confirmation";
        hall.send(Step.write("", hall.poolOperator, "POST", path, "")).expect(200);
    }

    /** Half a year from now on. */
    void suspends(Row expert) {
        Map<String, Object> suspension = new LinkedHashMap<>();
        suspension.put("startsAt", hall.clock.instant().minusSeconds(60));
        suspension.put("endsAt", hall.clock.instant().plusSeconds(180 * 86_400L));
        suspension.put("reason", "评标时擅自离席");
        suspension.put("decidedBy", "市招标投标监督管理办公室");
        suspension.put("documentNo", "监〔2026〕7号");
        suspension.put("documentSha256", "a".repeat(64));
        hall.send(Step.write("", hall.poolOperator, "POST", "/experts/" + id(expert) + "/suspensions", suspension))
                .expect(201);
    }

    private String id(Row expert) {
        return hall.get(hall.poolOperator, "/experts?q=" + expert.poolNo())
                .expect(200)
                .json()
                .at("/items/0/id")
                .asText();
    }
}

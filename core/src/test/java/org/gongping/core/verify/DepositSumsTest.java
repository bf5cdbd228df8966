package org.gongping.core.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever changes a figure, a record or a sum of an export is found out. */
class DepositSumsTest {
    private static final String FIGURE =
            "\"waived\":\"100000.01\",\"waivedRecords\":1,\"released\":\"150000.00\",\"releasedRecords\":3,\"interest\":\"10.00\",\"fee\":\"0.00\",\"bidders\":1,\"meanRefundDays\":\"2.5\"";
    private static final String EXPORT = """
            {"schema":"gongping.deposit-figures/1","at":"2026-05-01T00:00:00Z","filter":{"from":"2026-03-01","to":"2026-04-30"},
             "definitions":[],
             "total":{"key":"total",%1$s},
             "byMONTH":[{"key":"2026-03","waived":"100000.01","waivedRecords":1,"released":"0.00","releasedRecords":0,"interest":"0.00","fee":"0.00","bidders":1},
                        {"key":"2026-04","waived":"0.00","waivedRecords":0,"released":"150000.00","releasedRecords":3,"interest":"10.00","fee":"0.00","bidders":0,"meanRefundDays":"2.5"}],
             "byREGION":[{"key":"350100",%1$s}],
             "byPROJECT_TYPE":[{"key":"HIGHWAY",%1$s}],
             "byPOLICY":[{"key":"none","waived":"0.00","waivedRecords":0,"released":"150000.00","releasedRecords":3,"interest":"10.00","fee":"0.00","bidders":0,"meanRefundDays":"2.5"},
                         {"key":"s/P","waived":"100000.01","waivedRecords":1,"released":"0.00","releasedRecords":0,"interest":"0.00","fee":"0.00","bidders":1}],
             "records":[
              {"kind":"WAIVED","key":"w-1","creditCode":"A","region":"350100","projectType":"HIGHWAY","policy":"s/P","base":"10000000.60","rate":"2","askedRounding":"HALF_UP","asked":"200000.01","percent":"50","rounding":"HALF_UP","due":"100000.00","secured":"100000.00","bidState":"OPENED","day":"2026-03-30","amount":"100000.01","interest":"0.00","fee":"0.00"},
              {"kind":"RELEASED","key":"r-1","creditCode":"B","region":"350100","projectType":"HIGHWAY","day":"2026-04-12","startedOn":"2026-04-10","amount":"100000.00","interest":"10.00","fee":"0.00"},
              {"kind":"RELEASED","key":"r-2","creditCode":"B","region":"350100","projectType":"HIGHWAY","day":"2026-04-13","startedOn":"2026-04-10","amount":"150000.00","interest":"10.00","fee":"0.00"},
              {"kind":"RELEASED","key":"r-3","creditCode":"B","region":"350100","projectType":"HIGHWAY","day":"2026-04-14","startedOn":"2026-04-10","amount":"-100000.00","interest":"-10.00","fee":"0.00"}]}
            """.formatted(FIGURE);

    private static DepositSums.Answer check(String export) throws IOException {
        return DepositSums.check(export.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void agreesWithASoundExport() throws IOException {
        DepositSums.Answer answer = check(EXPORT);
        assertThat(answer.faults()).isEmpty();
        assertThat(answer.records()).isEqualTo(4);
        assertThat(answer.waived()).isEqualByComparingTo("100000.01");
        assertThat(answer.released()).isEqualByComparingTo("150000.00");
    }

    static Stream<Arguments> tampered() {
        return Stream.of(
                Arguments.of("\"percent\":\"50\"", "\"percent\":\"60\""),
                Arguments.of("\"secured\":\"100000.00\"", "\"secured\":\"99999.99\""),
                Arguments.of("\"due\":\"100000.00\"", "\"due\":\"0.00\""),
                Arguments.of("\"OPENED\"", "\"NOT_OPENED_BIDDER_CAUSE\""),
                Arguments.of("\"rate\":\"2\"", "\"rate\":\"1.9\""),
                Arguments.of("\"asked\":\"200000.01\"", "\"asked\":\"200000.02\""),
                Arguments.of(
                        "\"key\":\"total\",\"waived\":\"100000.01\"", "\"key\":\"total\",\"waived\":\"100000.02\""),
                Arguments.of("\"key\":\"350100\"", "\"key\":\"350200\""),
                Arguments.of("\"key\":\"r-2\"", "\"key\":\"r-1\""),
                Arguments.of("\"amount\":\"150000.00\"", "\"amount\":\"150000.01\""),
                Arguments.of("\"day\":\"2026-03-30\"", "\"day\":\"2026-02-28\""),
                Arguments.of("\"day\":\"2026-04-13\"", "\"day\":\"2026-04-15\""),
                Arguments.of("\"creditCode\":\"A\"", "\"creditCode\":\"B\",\"kind2\":1"));
    }

    @ParameterizedTest
    @MethodSource("tampered")
    void findsWhatWasChanged(String from, String to) throws IOException {
        String changed = EXPORT.replace(from, to);
        assertThat(changed).isNotEqualTo(EXPORT);
        boolean harmless = to.contains("kind2");
        assertThat(check(changed).agrees()).as(to).isEqualTo(harmless);
    }

    @Test
    void refusesWhatIsNoExport() {
        assertThatThrownBy(() -> check("{}")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> check("x")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> check(EXPORT.replace("\"rounding\":\"HALF_UP\"", "\"rounding\":\"UP\"")))
                .isInstanceOf(IOException.class);
    }
}

package org.gongping.service.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A case file is read strictly: what is misspelt must not pass as expecting nothing. */
class CaseReaderTest {
    private static final ApiContract CONTRACT = ApiContract.shipped();

    private static RehearsalCase read(String step) {
        String file = """
                {"schema": "gongping.rehearsal/1", "name": "n", "titleZh": "z", "titleEn": "e", "source": "s",
                 "days": {"dayZero": "TUESDAY", "working": [0]}, "steps": [%s]}""".formatted(step);
        return CaseReader.read("a.json", file.getBytes(StandardCharsets.UTF_8), CONTRACT);
    }

    @Test
    void everyShippedCaseReads() {
        assertThat(new ShippedCases().all())
                .extracting(RehearsalCase::name)
                .containsExactly("highway", "procurement-sme", "opening-with-failures");
    }

    /** Others may stand in the pool beside the demo's experts, and a rehearsal on that server is none the worse. */
    @Test
    void noShippedCaseCountsThePoolExactly() {
        new ShippedCases()
                .all().stream()
                        .flatMap(shipped -> shipped.steps().stream())
                        .flatMap(step -> step.expect().members().entrySet().stream())
                        .filter(member -> Set.of("/experts", "/current/poolCount", "/pool")
                                .contains(member.getKey()))
                        .forEach(member -> assertThat(member.getValue().isNumber()
                                        || member.getValue().has("$size"))
                                .as(member.toString())
                                .isFalse());
    }

    @Test
    void readsAStep() {
        RehearsalCase read = read("""
                {"zh": "一", "en": "one", "clock": "@3 09:30:01", "as": "agent", "call": "getMe",
                 "expect": {"status": [200, 401], "/account": "agent"}, "keep": {"me": ""}}""");
        RehearsalCase.Step step = read.steps().getFirst();
        assertThat(step.clock()).contains("@3 09:30:01");
        assertThat(step.expect().statuses()).containsExactly(200, 401);
        assertThat(step.keep()).containsEntry("me", "");
    }

    @Test
    void readsWhatADrawNeeds() {
        RehearsalCase read = read("""
                {"zh": "一", "en": "one", "party": {"accounts": {"platform": "admin"}, "options": ["--unlock"]}},
                {"zh": "二", "en": "two", "as": "pool", "call": "getNextCall", "await": true, "expect": {"status": 200}},
                {"zh": "三", "en": "three", "call": "getPublicDraw", "with": {"tender": "${code}", "attempt": "1"},
                 "verify": {"verdict": "PASS-CLAIMED", "vrfKey": "${vrfKey}"}, "expect": {"status": 200}}""");
        assertThat(read.steps().get(0).deed())
                .isInstanceOfSatisfying(
                        RehearsalCase.PartyRun.class,
                        run -> assertThat(run.accounts()).containsExactly(Map.entry("platform", "admin")));
        assertThat(read.steps().get(1).deed())
                .isInstanceOfSatisfying(
                        RehearsalCase.Call.class,
                        call -> assertThat(call.repeat()).isEqualTo(RehearsalCase.Repeat.AWAIT));
        assertThat(read.steps().get(2).deed())
                .isInstanceOfSatisfying(
                        RehearsalCase.Call.class,
                        call -> assertThat(call.verify().orElseThrow().verdict())
                                .isEqualTo("PASS-CLAIMED"));
    }

    @Test
    void aCommandIsNotAwaitedAndADrawNeedsAccountsAndAVerdict() {
        assertThatThrownBy(() -> read("""
                {"zh": "一", "en": "one", "call": "startDraw", "await": true, "body": {}, "expect": {"status": 201}},
                {"zh": "二", "en": "two", "party": {"options": [1], "until": "keys"}},
                {"zh": "三", "en": "three", "call": "getPublicDraw", "verify": {"vrfKey": "x"}, "expect": {"status": 200}}"""))
                .isInstanceOf(InvalidCase.class)
                .hasMessageContainingAll(
                        "a.json: /steps/0/await:",
                        "a.json: /steps/1/party/accounts:",
                        "a.json: /steps/1/party/options:",
                        "a.json: /steps/1/party/until: unknown member",
                        "a.json: /steps/2/verify/verdict: a text is missing");
    }

    @Test
    void tellsEveryFaultAtItsPlace() {
        assertThatThrownBy(() -> read("""
                {"zh": "一", "en": "one", "clock": "3 9:30", "call": "getMee", "expectt": {}, "expect": {"status": 20}},
                {"zh": "二", "call": "getMethod", "with": {"method": "x"}, "expect": {"status": 200, "account": "x"}}"""))
                .isInstanceOf(InvalidCase.class)
                .hasMessageContainingAll(
                        "a.json: /steps/0/clock:",
                        "a.json: /steps/0/call: the contract has no operation getMee",
                        "a.json: /steps/0/expectt: unknown member",
                        "a.json: /steps/0/expect/status:",
                        "a.json: /steps/1/en: a text is missing",
                        "a.json: /steps/1/with/method: getMethod has no parameter of this name",
                        "a.json: /steps/1/expect/account:");
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThatThrownBy(() -> CaseReader.read("a.json", "{".getBytes(StandardCharsets.UTF_8), CONTRACT))
                .isInstanceOf(InvalidCase.class)
                .hasMessageStartingWith("a.json: not JSON");
        assertThatThrownBy(() -> CaseReader.read("a.json", "[]".getBytes(StandardCharsets.UTF_8), CONTRACT))
                .isInstanceOf(InvalidCase.class);
    }
}

package org.gongping.service.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.gongping.service.embedded.RealmFile;
import org.gongping.service.embedded.RealmFile.Account;

/** The table of accounts that a demo shows. */
final class DemoAccounts {
    private static final Map<String, String> ROLES = Map.of(
            "tender_agent", "招标代理 tendering agent",
            "project_owner", "招标人、采购人 owner, purchaser",
            "bidder", "投标人 bidder",
            "expert", "评标专家 expert",
            "supervisor", "监督 supervisor",
            "venue_operator", "场地管理 venue operator",
            "expert_pool_operator", "专家库管理 expert pool",
            "platform_administrator", "平台管理 platform admin",
            "auditor", "审计 auditor");

    private DemoAccounts() {}

    static void print(PrintStream out) {
        Map<String, String> organisations = organisations();
        line(out, "账号 account", "密码 password", "角色 role", "单位 organisation");
        for (Account account : RealmFile.demoAccounts()) {
            line(
                    out,
                    account.userName(),
                    account.password(),
                    ROLES.get(account.role()),
                    account.organisation().map(organisations::get).orElse(""));
        }
    }

    private static Map<String, String> organisations() {
        try (var stream = DemoAccounts.class.getResourceAsStream("/deploy/demo/organisations.json")) {
            var names = new HashMap<String, String>();
            for (JsonNode organisation : new ObjectMapper().readTree(stream)) {
                names.put(
                        organisation.get("creditCode").asText(),
                        organisation.get("name").asText());
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void line(PrintStream out, String user, String password, String role, String organisation) {
        out.println(
                ("    " + padded(user, 14) + padded(password, 18) + padded(role, 34) + organisation).stripTrailing());
    }

    /** A terminal gives a Chinese character two columns. */
    private static String padded(String text, int columns) {
        int width = text.codePoints()
                .map(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN || point == '、' ? 2 : 1)
                .sum();
        return text + " ".repeat(Math.max(1, columns - width));
    }
}

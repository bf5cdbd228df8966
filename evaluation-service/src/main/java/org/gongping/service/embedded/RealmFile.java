package org.gongping.service.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The realm that operators import, {@code deploy/keycloak/gongping-realm.json}, and what the demo adds to it,
 * {@code demo-overlay.json}: accounts, a client for rehearsals, and settings that a demo relaxes.
 */
public final class RealmFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)}");

    private RealmFile() {}

    /** The realm of the demo, as Keycloak's administration interface takes it. */
    public static ObjectNode demo(String publicUrl, String clientSecret) {
        var values = Map.of("GONGPING_PUBLIC_URL", publicUrl, "GONGPING_OIDC_CLIENT_SECRET", clientSecret);
        ObjectNode realm = read("gongping-realm.json", values);
        ObjectNode overlay = read("demo-overlay.json", values);
        // A token of a rehearsal carries the same claims as one of the browser's login.
        JsonNode mappers = realm.at("/clients/0/protocolMappers");
        overlay.withArray("/clients").forEach(client -> ((ObjectNode) client).set("protocolMappers", mappers));
        merge(realm, overlay);
        return realm;
    }

    /** The accounts of the demo, as the overlay lists them: user name, password, roles, the organisation's code. */
    public static List<Account> demoAccounts() {
        var accounts = new ArrayList<Account>();
        for (JsonNode user : read("demo-overlay.json", Map.of()).get("users")) {
            accounts.add(new Account(
                    user.get("username").asText(),
                    user.at("/credentials/0/value").asText(),
                    user.get("lastName").asText(),
                    user.at("/realmRoles/1").asText(),
                    Optional.ofNullable(user.at("/attributes/organisation/0").asText(null))));
        }
        return accounts;
    }

    /**
     * @param role the realm role that says what the person works as
     * @param organisation unified social credit code
     */
    public record Account(String userName, String password, String name, String role, Optional<String> organisation) {}

    /** Arrays are joined, objects merged, everything else is replaced. */
    private static void merge(ObjectNode base, ObjectNode overlay) {
        overlay.properties().forEach(entry -> {
            JsonNode present = base.get(entry.getKey());
            if (present instanceof ArrayNode array && entry.getValue() instanceof ArrayNode more) {
                array.addAll(more);
            } else if (present instanceof ObjectNode object && entry.getValue() instanceof ObjectNode more) {
                merge(object, more);
            } else {
                base.set(entry.getKey(), entry.getValue());
            }
        });
    }

    /** Upper-case placeholders are filled in; Keycloak's own message keys, such as {@code ${username}}, stay. */
    private static ObjectNode read(String name, Map<String, String> values) {
        try (var stream = RealmFile.class.getResourceAsStream("/deploy/keycloak/" + name)) {
            String text = new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            String filled =
                    PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(values.get(match.group(1))));
            return (ObjectNode) JSON.readTree(filled);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.gongping.service.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gongping.core.identity.Role;
import org.junit.jupiter.api.Test;

class RealmFileTest {
    private final JsonNode production = read("/deploy/keycloak/gongping-realm.json");
    private final JsonNode demo = RealmFile.demo("http://localhost:8080", "the-secret");

    @Test
    void theRealmHasExactlyTheRolesOfTheProduct() {
        assertThat(texts(production.at("/roles/realm"), "name"))
                .containsExactlyInAnyOrderElementsOf(
                        List.of(Role.values()).stream().map(Role::token).toList());
    }

    @Test
    void theBrowserClientIsConfidentialAndWantsPkce() {
        JsonNode client = production.at("/clients/0");
        assertThat(client.get("clientId").asText()).isEqualTo("gongping-web");
        assertThat(client.get("publicClient").asBoolean()).isFalse();
        assertThat(client.get("standardFlowEnabled").asBoolean()).isTrue();
        assertThat(client.get("implicitFlowEnabled").asBoolean()).isFalse();
        assertThat(client.get("directAccessGrantsEnabled").asBoolean()).isFalse();
        assertThat(client.at("/attributes/pkce.code.challenge.method").asText()).isEqualTo("S256");
        assertThat(client.at("/redirectUris")).hasSize(1);
        assertThat(client.at("/redirectUris/0").asText()).isEqualTo("${GONGPING_PUBLIC_URL}/auth/callback");
    }

    @Test
    void productionHasNoAccountNoRehearsalClientAndNoSecret() {
        assertThat(production.has("users")).isFalse();
        assertThat(texts(production.get("clients"), "clientId")).containsExactly("gongping-web");
        assertThat(production.at("/clients/0/secret").asText()).isEqualTo("${GONGPING_OIDC_CLIENT_SECRET}");
        assertThat(production.get("passwordPolicy").asText()).contains("length(12)");
        assertThat(production.get("bruteForceProtected").asBoolean()).isTrue();
        assertThat(production.get("revokeRefreshToken").asBoolean()).isTrue();
        assertThat(production.get("accessTokenLifespan").asInt()).isEqualTo(300);
    }

    @Test
    void theDemoFillsInItsAddressAndItsSecret() {
        assertThat(demo.at("/clients/0/redirectUris/0").asText()).isEqualTo("http://localhost:8080/auth/callback");
        assertThat(demo.at("/clients/0/secret").asText()).isEqualTo("the-secret");
        assertThat(demo.toString()).doesNotContain("${GONGPING");
    }

    @Test
    void theRehearsalClientIssuesTheSameClaims() {
        assertThat(texts(demo.get("clients"), "clientId")).containsExactly("gongping-web", "gongping-rehearsal");
        assertThat(demo.at("/clients/1/protocolMappers")).isEqualTo(demo.at("/clients/0/protocolMappers"));
    }

    @Test
    void everyRoleHasAnAccountAndEveryAccountAKnownOrganisation() {
        Set<String> organisations = Set.copyOf(texts(read("/deploy/demo/organisations.json"), "creditCode"));
        var accounts = RealmFile.demoAccounts();

        assertThat(accounts.stream().map(RealmFile.Account::role).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        List.of(Role.values()).stream().map(Role::token).toList());
        assertThat(accounts)
                .allMatch(account ->
                        account.organisation().map(organisations::contains).orElse(true))
                .allSatisfy(account -> assertThat(account.password()).isEqualTo(account.userName() + "-demo"));
        assertThat(accounts.stream().filter(account -> account.organisation().isEmpty()))
                .extracting(RealmFile.Account::userName)
                .containsExactly("expert1");
    }

    @Test
    void theOrganisationsHaveValidCreditCodes() {
        for (JsonNode organisation : read("/deploy/demo/organisations.json")) {
            assertThat(checkCharacter(organisation.get("creditCode").asText()))
                    .as(organisation.get("name").asText())
                    .isEqualTo(organisation.get("creditCode").asText().charAt(17));
        }
        assertThat(checkCharacter("91330100799655058B")).isEqualTo('B');
    }

    /** GB 32100-2015, Annex A. */
    private static char checkCharacter(String code) {
        String alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += alphabet.indexOf(code.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return alphabet.charAt((31 - sum % 31) % 31);
    }

    private static List<String> texts(JsonNode array, String field) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(element.get(field).asText()));
        return texts;
    }

    private static JsonNode read(String resource) {
        try (var stream = RealmFileTest.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

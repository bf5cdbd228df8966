package org.gongping.service.edge.login;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;

/** The claims of a token whose signature, issuer, audience and time have been checked. */
record Claims(JsonNode json) {
    String subject() {
        return json.path("sub").asText();
    }

    Optional<String> text(String claim) {
        return Optional.ofNullable(json.get(claim)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    Instant expiresAt() {
        return Instant.ofEpochSecond(json.path("exp").longValue());
    }

    /** The person, with the roles of the realm that this product knows. */
    Actor actor() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        json.path("realm_access")
                .path("roles")
                .forEach(role -> Role.ofToken(role.asText()).ifPresent(roles::add));
        String account = text("preferred_username").orElse(subject());
        return new Actor(subject(), account, text("name").orElse(account), text("organisation"), roles);
    }
}

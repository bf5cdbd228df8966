package org.gongping.core.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What kind of work a person does. Which tender it is done in says the membership, not the role. */
public enum Role {
    TENDER_AGENT("tender_agent"),
    PROJECT_OWNER("project_owner"),
    BIDDER("bidder"),
    EXPERT("expert"),
    SUPERVISOR("supervisor"),
    VENUE_OPERATOR("venue_operator"),
    EXPERT_POOL_OPERATOR("expert_pool_operator"),
    PLATFORM_ADMINISTRATOR("platform_administrator"),
    AUDITOR("auditor");

    private static final Map<String, Role> BY_TOKEN =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Role::token, Function.identity()));

    private final String token;

    Role(String token) {
        this.token = token;
    }

    /** Its name in tokens, in the contract and in the database. */
    @JsonValue
    public String token() {
        return token;
    }

    /** Empty for a name that is no role of this product, as a realm may have others. */
    public static Optional<Role> ofToken(String token) {
        return Optional.ofNullable(BY_TOKEN.get(token));
    }

    @JsonCreator
    static Role parse(String token) {
        return ofToken(token).orElseThrow(() -> new IllegalArgumentException("no such role"));
    }
}

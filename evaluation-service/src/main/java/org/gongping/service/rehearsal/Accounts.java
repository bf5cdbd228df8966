package org.gongping.service.rehearsal;

import java.util.Locale;
import java.util.Map;

/**
 * Which login and password stand behind the names of a case file. Without a word about it the login is the name itself
 * and the password that of the demo's account. An option goes before the environment.
 */
public final class Accounts {
    private static final String LOGIN = "GONGPING_REHEARSAL_ACCOUNT_";
    private static final String PASSWORD = "GONGPING_REHEARSAL_PASSWORD_";

    private final Map<String, String> logins;
    private final Map<String, String> passwords;
    private final Map<String, String> environment;

    /**
     * @param logins login by name of the case file
     * @param passwords password by name of the case file
     */
    public Accounts(Map<String, String> logins, Map<String, String> passwords, Map<String, String> environment) {
        this.logins = Map.copyOf(logins);
        this.passwords = Map.copyOf(passwords);
        this.environment = Map.copyOf(environment);
    }

    String login(String name) {
        return logins.getOrDefault(name, environment.getOrDefault(LOGIN + upper(name), name));
    }

    String password(String name) {
        return passwords.getOrDefault(name, environment.getOrDefault(PASSWORD + upper(name), name + "-demo"));
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }
}

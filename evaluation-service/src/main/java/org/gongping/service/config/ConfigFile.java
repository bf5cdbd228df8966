package org.gongping.service.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.gongping.service.StartupFailure;

/**
 * A {@code key = value} file, UTF-8, one pair a line, {@code #} at the start of a line for a comment. Hands out each
 * key at most once and collects what is wrong, so that an operator sees all problems at the first try.
 */
final class ConfigFile {
    private static final Pattern ENVIRONMENT = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

    private final String source;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private ConfigFile(String source) {
        this.source = source;
    }

    static ConfigFile load(Path file, Map<String, String> environment) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new StartupFailure("configuration file " + file + " does not exist", e);
        } catch (CharacterCodingException e) {
            throw new StartupFailure("configuration file " + file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new StartupFailure("configuration file " + file + " cannot be read: " + e.getMessage(), e);
        }
        var config = new ConfigFile(file.toString());
        for (int i = 0; i < lines.size(); i++) {
            config.readLine(i + 1, lines.get(i).strip(), environment);
        }
        return config;
    }

    private void readLine(int number, String line, Map<String, String> environment) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int equals = line.indexOf('=');
        if (equals < 1) {
            // The line itself is not shown: it may hold a secret.
            problems.add("line " + number + ": not of the form key = value");
            return;
        }
        String key = line.substring(0, equals).strip();
        String raw = line.substring(equals + 1).strip();
        String value = ENVIRONMENT.matcher(raw).replaceAll(match -> environmentValue(key, match, environment));
        if (values.putIfAbsent(key, value) != null) {
            problems.add(key + ": given twice");
        }
    }

    private String environmentValue(String key, MatchResult match, Map<String, String> environment) {
        String value = environment.get(match.group(1));
        if (value == null) {
            problems.add(key + ": environment variable " + match.group(1) + " is not set");
            return "";
        }
        return java.util.regex.Matcher.quoteReplacement(value);
    }

    /** Takes the key out; a key that nobody takes is unknown. An empty value counts as absent. */
    Optional<String> take(String key) {
        return Optional.ofNullable(values.remove(key)).filter(value -> !value.isEmpty());
    }

    /** Parses the value of the key, or notes what is wrong and answers the fallback, so that reading can go on. */
    <T> T take(String key, T fallback, Function<String, T> parse) {
        Optional<String> value = take(key);
        if (value.isEmpty()) {
            return fallback;
        }
        try {
            return parse.apply(value.get());
        } catch (IllegalArgumentException e) {
            problem(key, e.getMessage());
            return fallback;
        }
    }

    /** As {@link #take(String, Object, Function)}; a missing key is a problem. */
    <T> T require(String key, T fallback, Function<String, T> parse) {
        if (!values.containsKey(key) || values.get(key).isEmpty()) {
            boolean noted = problems.stream().anyMatch(problem -> problem.startsWith(key + ": "));
            if (!noted) {
                problem(key, "is required");
            }
            values.remove(key);
            return fallback;
        }
        return take(key, fallback, parse);
    }

    void problem(String key, String what) {
        problems.add(key + ": " + what);
    }

    /** @throws InvalidConfiguration when anything was wrong or a key is left over */
    void finish() {
        values.keySet().forEach(key -> problem(key, "unknown key"));
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(source, problems);
        }
    }
}

package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The steps that a script names, so that it is sent their values and not those of all others, which may be large.
 *
 * @param names empty when the script does something else with {@code steps} and has to have all
 */
record NamedSteps(Optional<Set<String>> names) {
    private static final Pattern WORD = Pattern.compile("(?<![\\w$.])steps(?![\\w$])");
    private static final Pattern NAMED = Pattern.compile("(?<![\\w$.])steps\\s*\\??\\.?\\s*"
            + "(?:(?<=[.]|[.]\\s{1,9})([A-Za-z_$][\\w$]*)|\\[\\s*(?:'([^'\\\\]*)'|\"([^\"\\\\]*)\")\\s*])");

    static NamedSteps in(String script) {
        Matcher words = WORD.matcher(script);
        int mentioned = 0;
        while (words.find()) {
            mentioned++;
        }
        Set<String> names = new HashSet<>();
        Matcher named = NAMED.matcher(script);
        while (named.find()) {
            mentioned--;
            for (int group = 1; group <= named.groupCount(); group++) {
                Optional.ofNullable(named.group(group)).ifPresent(names::add);
            }
        }
        return new NamedSteps(mentioned == 0 ? Optional.of(names) : Optional.empty());
    }

    /** The values that the script needs. */
    JsonNode of(JsonNode steps) {
        if (names.isEmpty()) {
            return steps;
        }
        ObjectNode needed = Json.MAPPER.createObjectNode();
        for (String name : names.get()) {
            JsonNode value = steps.path(name);
            if (!value.isMissingNode()) {
                needed.set(name, value);
            }
        }
        return needed;
    }
}

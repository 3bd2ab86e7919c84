package dev.valence.hub;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.activity.Redaction;
import dev.valence.http.Mask;
import dev.valence.instance.Connection;
import dev.valence.instance.SecretKeys;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a hook says of a failure: it knows the instance's configuration, and repeats what it got. */
final class HookWords {
    private static final int LONGEST = 1_000;
    /** What is looked through for secrets. */
    private static final int LOOKED_AT = 100_000;
    /** A shorter word may stand in any text. */
    private static final int TELLING = 6;

    private HookWords() {}

    /** The words without secrets, and no longer than those of a provider. */
    static String masked(Connection connection, String words) {
        String text = words.length() > LOOKED_AT ? words.substring(0, LOOKED_AT) : words;
        for (String secret : secrets(connection)) {
            text = text.replace(secret, Mask.TEXT);
        }
        text = Redaction.words(text);
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    /** The longest first, for one may be a part of another. */
    private static List<String> secrets(Connection connection) {
        return connection.configuration().all().entrySet().stream()
                .filter(entry -> SecretKeys.isSecret(connection.element(), entry.getKey()))
                .map(Map.Entry::getValue)
                .flatMap(Optional::stream)
                .flatMap(secret -> Stream.of(secret, quoted(secret)))
                .filter(secret -> secret.length() >= TELLING)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** As it stands in JSON. */
    private static String quoted(String secret) {
        String json = TextNode.valueOf(secret).toString();
        return json.substring(1, json.length() - 1);
    }
}

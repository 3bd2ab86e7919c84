package dev.valence.sandbox.pair;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.sandbox.pair.Sandbox.Answer;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where in a reply a value stands: {@code items[0].id} in its JSON, {@code header Location}, {@code parameter code} of the
 * redirect, {@code next} for the address in the Link header. {@code items[personEmail=x].id} picks the element of which a
 * member is x.
 */
final class Place {
    private Place() {}

    static String in(Answer answer, String place) {
        String[] words = place.split(" ", 2);
        return switch (words[0]) {
            case "header" -> header(answer, words[1]);
            case "parameter" -> parameter(URI.create(header(answer, "Location")), words[1]);
            case "next" -> header(answer, "Link").replaceAll(".*<([^>]*)>.*", "$1");
            default -> in(answer.json(), place);
        };
    }

    static String in(JsonNode json, String place) {
        JsonNode node = json;
        for (String part : place.replace("[", ".[").split("\\.(?![^\\[]*])", -1)) {
            if (part.startsWith("[")) {
                node = element(node, part.substring(1, part.length() - 1));
            } else if (!part.isEmpty()) {
                node = node.path(part);
            }
        }
        if (node.isMissingNode()) {
            throw new AssertionError("Nothing to keep at " + place + " in " + json);
        }
        return node.asText();
    }

    private static JsonNode element(JsonNode list, String which) {
        String[] member = which.split("=", 2);
        if (member.length == 1) {
            return list.path(Integer.parseInt(which));
        }
        for (JsonNode element : list) {
            if (element.path(member[0]).asText().equals(member[1])) {
                return element;
            }
        }
        throw new AssertionError("No element with " + which + " in " + list);
    }

    private static String header(Answer answer, String name) {
        return answer.header(name).orElseThrow(() -> new AssertionError("No header " + name + " to keep"));
    }

    private static String parameter(URI uri, String name) {
        return Arrays.stream(uri.getRawQuery().split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No parameter " + name + " in " + uri));
    }
}

package dev.valence.sandbox.pair;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values kept from replies, and the small functions that may be written in their place. */
final class Values {
    private static final Pattern NAME = Pattern.compile("\\{([a-z][\\w-]*)(?: ([^{}\"]*))?}");

    private final Map<String, String> kept = new LinkedHashMap<>();

    void keep(String name, String value) {
        kept.put(name, value);
    }

    /**
     * The text with every {@code {name}} and {@code {function arguments}} replaced.
     *
     * @throws IllegalArgumentException when a name is not known
     */
    String fill(String text) {
        return NAME.matcher(text).replaceAll(found -> {
            String arguments = found.group(2) == null ? "" : found.group(2);
            return Matcher.quoteReplacement(value(found.group(1), arguments));
        });
    }

    private String value(String name, String arguments) {
        String[] words = arguments.split(" ", 2);
        return switch (name) {
            case "basic" -> "Basic " + Base64.getEncoder().encodeToString(bytes(deep(arguments)));
            case "sha256" -> base64(sha256(deep(arguments)));
            case "url" -> URLEncoder.encode(deep(arguments), StandardCharsets.UTF_8);
            case "repeat" -> deep(words[1]).repeat(Integer.parseInt(words[0]));
            case "ids" -> ids(Integer.parseInt(words[0]), words[1]);
            case "id" -> base64(bytes("ciscospark://us/" + words[0] + "/" + deep(words[1])));
            case "uuid" -> plain(known(arguments)).replaceAll(".*/", "");
            case "plain" -> plain(known(arguments));
            case "guest" -> Jwt.of(arguments.split(" ", 3));
            case "now" -> Instant.now().plusSeconds(Long.parseLong(arguments)).toString();
            default -> known(name);
        };
    }

    /** Arguments name kept values with a dollar sign: {@code {basic $client:$secret}}. */
    private String deep(String arguments) {
        return Pattern.compile("\\$([a-z]\\w*)")
                .matcher(arguments)
                .replaceAll(found -> Matcher.quoteReplacement(argument(found.group(1))));
    }

    private String argument(String name) {
        return name.startsWith("uuid_") ? plain(known(name.substring(5))).replaceAll(".*/", "") : known(name);
    }

    /** So many ids of nothing, separated by commas. */
    private static String ids(int count, String type) {
        return IntStream.range(0, count)
                .mapToObj(i -> base64(bytes("ciscospark://us/%s/00000000-0000-4000-8000-%012d".formatted(type, i))))
                .collect(Collectors.joining(","));
    }

    private String known(String name) {
        String value = kept.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Nothing is kept as {" + name + "}; known are " + kept.keySet());
        }
        return value;
    }

    private static String plain(String id) {
        return new String(Base64.getUrlDecoder().decode(id), StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.valence.sandbox.pair;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.valence.sandbox.pair.Letterbox.Letter;
import dev.valence.sandbox.pair.Sandbox.Answer;
import dev.valence.sandbox.pair.Step.Expectation;
import dev.valence.sandbox.pair.Step.Field;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Compares what came with what was expected. */
final class Check {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Expectation expectation;
    private final Values values;

    Check(Expectation expectation, Values values) {
        this.expectation = expectation;
        this.values = values;
    }

    /** How the answer differs. */
    List<String> answer(Answer answer) {
        List<String> differences = new ArrayList<>();
        boolean status = Arrays.stream(expectation.status().split("\\|", -1))
                .anyMatch(wanted -> Integer.toString(answer.status()).matches(wanted.replace('x', '.')));
        if (!status) {
            differences.add("status: expected " + expectation.status() + ", was " + answer.status());
        }
        headers(answer::header, answer.body(), differences);
        body(answer.body(), differences);
        return differences;
    }

    /** How the webhook call differs. */
    List<String> letter(Letter letter) {
        List<String> differences = new ArrayList<>();
        headers(name -> Optional.ofNullable(letter.headers().get(name)), letter.body(), differences);
        body(letter.body(), differences);
        return differences;
    }

    boolean fits(Letter letter) {
        return letter(letter).isEmpty();
    }

    private void headers(Function<String, Optional<String>> actual, String body, List<String> differences) {
        for (Field header : expectation.headers()) {
            String pattern = values.fill(header.value());
            Optional<String> value = actual.apply(header.name());
            boolean optional = TextPattern.is(pattern, "optional");
            String wanted = optional ? "<" + TextPattern.argument(pattern) + ">" : pattern;
            boolean fits = TextPattern.is(pattern, "absent")
                    ? value.isEmpty()
                    : value.map(text -> matches(wanted, text, body)).orElse(optional);
            if (!fits) {
                differences.add(header.name() + ": expected " + pattern + ", was " + value.orElse("absent"));
            }
        }
    }

    private static boolean matches(String pattern, String value, String body) {
        return TextPattern.is(pattern, "signature")
                ? value.equals(signature(TextPattern.argument(pattern), body))
                : TextPattern.matches(pattern, value);
    }

    private void body(String actual, List<String> differences) {
        String pattern = values.fill(expectation.body());
        if (pattern.startsWith("body ")) {
            if (!TextPattern.matches(pattern.substring(5), actual)) {
                differences.add("body: expected " + pattern.substring(5));
            }
        } else if (!pattern.isEmpty()) {
            try {
                differences.addAll(JsonPattern.differences(JSON.readTree(pattern), Sandbox.parse(actual)));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("Not a JSON pattern: " + pattern, e);
            }
        }
    }

    /** Lower-case hex HMAC-SHA1 of the body's bytes. */
    static String signature(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

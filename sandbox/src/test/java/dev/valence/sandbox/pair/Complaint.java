package dev.valence.sandbox.pair;

import dev.valence.sandbox.pair.Letterbox.Letter;
import dev.valence.sandbox.pair.Sandbox.Answer;
import java.util.List;
import java.util.stream.Collectors;

/** What a failing pair prints: what was sent, what was expected, what came, and where they differ. */
final class Complaint {
    private Complaint() {}

    static String of(String place, String request, String expected, Answer answer, List<String> differences) {
        String headers = answer.response().headers().map().entrySet().stream()
                .map(header -> "\n" + header.getKey() + ": " + String.join(", ", header.getValue()))
                .collect(Collectors.joining());
        return place
                + differences.stream().map(line -> "\n  * " + line).collect(Collectors.joining())
                + section("sent", request)
                + section("expected", expected)
                + section("came", answer.status() + headers + "\n" + answer.body());
    }

    static String missing(String place, String expected, List<Letter> left, Check check) {
        return place + "\n  * no such webhook call arrived" + section("expected", expected) + "\n  arrived:\n"
                + left.stream()
                        .map(letter -> "    " + letter + "\n      differs: " + check.letter(letter))
                        .collect(Collectors.joining("\n"));
    }

    static String list(List<Letter> letters) {
        return letters.stream().map(letter -> "    " + letter).collect(Collectors.joining("\n"));
    }

    private static String section(String title, String text) {
        return "\n  " + title + ":\n" + text.strip().indent(4).stripTrailing();
    }
}

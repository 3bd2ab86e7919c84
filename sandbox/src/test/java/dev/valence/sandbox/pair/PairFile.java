package dev.valence.sandbox.pair;

import dev.valence.sandbox.pair.Step.Content;
import dev.valence.sandbox.pair.Step.Delivery;
import dev.valence.sandbox.pair.Step.Exchange;
import dev.valence.sandbox.pair.Step.Expectation;
import dev.valence.sandbox.pair.Step.Quiet;
import dev.valence.sandbox.pair.Step.Request;
import dev.valence.sandbox.pair.Step.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads a file of pairs. */
final class PairFile {
    private static final String BEFORE_EACH = "before each";

    private final String file;
    private final List<String> lines;
    private int at;

    private PairFile(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Every pair of the file, in its order.
     *
     * @throws IllegalArgumentException naming file and line when it is not written as it should be
     */
    static List<Pair> read(Path path) {
        try {
            return new PairFile(String.valueOf(path.getFileName()), Files.readAllLines(path)).pairs();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        List<Step> preparation = List.of();
        for (skipBlank(); at < lines.size(); skipBlank()) {
            String title = line();
            if (!title.startsWith("### ")) {
                throw fault("a pair begins with ###");
            }
            int start = at + 1;
            at++;
            String name = title.substring(4).strip();
            if (name.equals(BEFORE_EACH)) {
                preparation = steps();
            } else {
                pairs.add(pair(name, start, preparation));
            }
        }
        return pairs;
    }

    private Pair pair(String name, int start, List<Step> preparation) {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.read(name));
        for (skipBlank(); at < lines.size() && line().startsWith("also "); skipBlank()) {
            rows.addAll(also(line().substring(5)));
            at++;
        }
        List<Step> steps = new ArrayList<>(preparation);
        steps.addAll(steps());
        if (steps.size() == preparation.size()) {
            throw fault("the pair \"" + name + "\" has no steps");
        }
        return new Pair(name, file + ":" + start, List.copyOf(rows), List.copyOf(steps));
    }

    private static List<Row> also(String text) {
        Row first = Row.read(text);
        List<Row> rows = new ArrayList<>();
        for (String key : text.split(" \\| ", 2)[1].split(";", -1)) {
            rows.add(new Row(first.section(), key.strip()));
        }
        return rows;
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (skipBlank(); at < lines.size() && !line().startsWith("###"); skipBlank()) {
            steps.add(step());
        }
        return steps;
    }

    private Step step() {
        int number = at + 1;
        String text = line();
        at++;
        String rest = text.length() > 2 ? text.substring(2) : "";
        if (text.startsWith("> ")) {
            return exchange(number, rest);
        }
        if (text.startsWith("~ ")) {
            String[] words = rest.split(" ", 2);
            return words[1].equals("nothing")
                    ? new Quiet(number, words[0])
                    : new Delivery(number, words[0], words[1], continuation().expectation("", ""));
        }
        if (text.startsWith("wait ")) {
            return new Wait(
                    number, Duration.ofMillis(Long.parseLong(text.substring(5).replace(" ms", ""))));
        }
        at--;
        throw fault("expected a line that begins with >, ~, wait or ###");
    }

    private Exchange exchange(int number, String text) {
        RequestLine line = RequestLine.read(text).orElseThrow(() -> fault("expected: > caller METHOD path"));
        Block asked = continuation();
        Content content = switch (line.inline()) {
            case "form" -> new Content.Form(asked.fields());
            case "multipart" -> new Content.Multipart(asked.fields());
            default -> asked.text(line.inline());
        };
        Request request = new Request(line.caller(), line.method(), line.path(), asked.headers(), content);
        return new Exchange(number, line.times(), request, reply(asked));
    }

    private Expectation reply(Block asked) {
        if (at == lines.size() || !line().startsWith("< ")) {
            return new Expectation("2xx", false, List.of(), "", asked.kept());
        }
        String[] reply = line().substring(2).split(" ", 2);
        at++;
        return continuation().expectation(reply[0], reply.length > 1 ? reply[1] : "");
    }

    /** The indented lines that follow. */
    private Block continuation() {
        List<String> block = new ArrayList<>();
        while (at < lines.size() && line().startsWith("  ")) {
            block.add(line());
            at++;
        }
        return Block.of(block).orElseThrow(() -> fault("the lines before are no headers, fields or body"));
    }

    private void skipBlank() {
        while (at < lines.size() && (line().isBlank() || line().startsWith("//"))) {
            at++;
        }
    }

    private String line() {
        return lines.get(at);
    }

    private IllegalArgumentException fault(String what) {
        return new IllegalArgumentException(file + ":" + (at + 1) + ": " + what);
    }
}

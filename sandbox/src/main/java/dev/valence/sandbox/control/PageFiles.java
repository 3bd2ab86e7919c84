package dev.valence.sandbox.control;

import dev.valence.sandbox.http.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page for people: one document, one style sheet and plain modules, all from this jar's folder {@code page}.
 *
 * <p>A name is made of lower-case letters and hyphens, in at most one folder, so that none leads out of it.
 */
final class PageFiles {
    private static final Pattern NAME = Pattern.compile("(?:[a-z]+/)?[a-z-]+\\.(js|css|svg)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml");

    /** Nothing from elsewhere and nothing inline; {@code blob:} is for previews of a message's picture. */
    private static final String POLICY = "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    private PageFiles() {}

    /** The document itself. */
    static Reply document() {
        return read("index.html", "html");
    }

    /** What the document asks for, 404 for everything else. */
    static Reply file(String name) {
        Matcher known = NAME.matcher(name);
        return known.matches() ? read(name, known.group(1)) : missing();
    }

    private static Reply read(String name, String suffix) {
        try (InputStream bytes = PageFiles.class.getResourceAsStream("/page/" + name)) {
            return bytes == null
                    ? missing()
                    : reply(
                            200,
                            TYPES.getOrDefault(suffix, ""),
                            new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply missing() {
        return reply(404, "text/plain;charset=UTF-8", "The sandbox's page has no such file.\n");
    }

    private static Reply reply(int status, String type, String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        // A file changes with the build only, but then at once.
        headers.put("Cache-Control", "no-cache");
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        return new Reply(status, Map.copyOf(headers), new Reply.Text(text));
    }
}

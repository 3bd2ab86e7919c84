package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Html;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.safety.Safelist;

/**
 * What a message says, in its three renderings.
 *
 * @param people who is mentioned
 * @param everyone whether the whole room is mentioned
 */
record Wording(
        Optional<String> text, Optional<String> markdown, Optional<String> html, List<UUID> people, boolean everyone) {

    private static final Pattern MENTION = Pattern.compile("<@(?:(all)|person(?:Id|Email):([^|>]+)(?:\\|([^>]*))?)>");
    /** Private-use characters stand in the markdown where a mention goes, so they may not come from outside. */
    private static final String OPEN = "\uE000";

    private static final String CLOSE = "\uE001";
    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .softbreak("<br>")
            .attributeProviderFactory(context -> (node, tag, attributes) -> attributes.remove("rel"))
            .build();
    /** All that the real service takes as html. */
    private static final Safelist TAGS = new Safelist()
            .addTags("h1", "h2", "h3", "ul", "ol", "li", "u", "i", "b", "a", "p", "br")
            .addAttributes("a", "href")
            .addProtocols("a", "href", "http", "https", "mailto");

    private static final Document.OutputSettings AS_GIVEN = new Document.OutputSettings().prettyPrint(false);

    static Wording plain(String text) {
        return new Wording(Optional.of(text), Optional.empty(), Optional.empty(), List.of(), false);
    }

    static Wording none() {
        return new Wording(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false);
    }

    /** HTML reduced to the tags that may be used, with its plain text unless there is a fallback. */
    static Wording html(String html, Optional<String> fallback) {
        String clean = Jsoup.clean(html, "", TAGS, AS_GIVEN);
        return new Wording(
                Optional.of(fallback.orElse(text(clean))), Optional.empty(), Optional.of(clean), List.of(), false);
    }

    /** Markdown, its HTML and its plain text; {@code person} finds who is meant by an id or an e-mail address. */
    static Wording markdown(String given, Optional<String> fallback, Function<String, Optional<Person>> person) {
        String markdown = given.replace(OPEN, "").replace(CLOSE, "");
        Set<UUID> people = new LinkedHashSet<>();
        List<String> spans = new ArrayList<>();
        Matcher mention = MENTION.matcher(markdown);
        boolean everyone = mention.results().anyMatch(found -> found.group(1) != null);
        String marked = mention.replaceAll(found -> {
            if (found.group(1) != null) {
                spans.add(
                        "<spark-mention data-object-type=\"groupMention\" data-group-type=\"all\">All</spark-mention>");
                return OPEN + (spans.size() - 1) + CLOSE;
            }
            Optional<Person> meant = person.apply(found.group(2));
            String name = Optional.ofNullable(found.group(3))
                    .or(() -> meant.map(Person::displayName))
                    .orElse(found.group(2));
            meant.ifPresent(known -> people.add(known.uuid));
            spans.add(meant.map(known ->
                            "<spark-mention data-object-type=\"person\" data-object-id=\"%s\">%s</spark-mention>"
                                    .formatted(known.id(), Html.escape(name)))
                    .orElse(Html.escape(name)));
            return OPEN + (spans.size() - 1) + CLOSE;
        });
        String html = render(marked);
        for (int i = 0; i < spans.size(); i++) {
            html = html.replace(OPEN + i + CLOSE, spans.get(i));
        }
        return new Wording(
                Optional.of(fallback.orElse(text(html))),
                Optional.of(markdown),
                Optional.of(html),
                List.copyOf(people),
                everyone);
    }

    private static String render(String marked) {
        try {
            return RENDERER.render(PARSER.parse(marked)).strip();
        } catch (StackOverflowError e) {
            // A line of thousands of quote marks nests as deep; the library has no limit of its own.
            throw Refusals.bad("markdown nests too deeply.");
        }
    }

    /** The text as a reader sees it: a line for each block and break. */
    private static String text(String html) {
        Document document = Jsoup.parse(html);
        document.outputSettings(AS_GIVEN);
        document.select("br").forEach(line -> line.after("\n"));
        document.select("p, li, h1, h2, h3, h4, h5, h6, pre, blockquote").forEach(block -> block.appendText("\n"));
        return document.wholeText().replaceAll("\n{3,}", "\n\n").strip();
    }
}

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

/**
 * What a message says, in its three renderings.
 *
 * @param people who is mentioned
 * @param everyone whether the whole room is mentioned
 */
record Wording(
        Optional<String> text, Optional<String> markdown, Optional<String> html, List<UUID> people, boolean everyone) {

    private static final Pattern MENTION = Pattern.compile("<@(?:(all)|person(Id|Email):([^|>]+)(?:\\|([^>]*))?)>");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern STRONG = Pattern.compile("\\*\\*(\\S(?:[^\n]*?\\S)?)\\*\\*");
    private static final Pattern EMPHASIS = Pattern.compile("(?<![*\\w])[*_](\\S(?:[^*_\n]*\\S)?)[*_](?![*\\w])");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]\n]+)]\\(((?:https?://|mailto:)[^\\s)]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(#{1,6}) +(.+)");
    private static final Pattern ITEM = Pattern.compile(" *[-*+] +(.+)");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    static Wording plain(String text) {
        return new Wording(Optional.of(text), Optional.empty(), Optional.empty(), List.of(), false);
    }

    static Wording none() {
        return new Wording(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false);
    }

    /** HTML as given, with its plain text. */
    static Wording html(String html) {
        return new Wording(
                Optional.of(unescaped(TAG.matcher(html).replaceAll("")).strip()),
                Optional.empty(),
                Optional.of(html),
                List.of(),
                false);
    }

    /** Markdown, its HTML and its plain text; {@code person} finds who is meant by an id or an e-mail address. */
    static Wording markdown(String given, Optional<String> fallback, Function<String, Optional<Person>> person) {
        // NUL marks where a mention goes, so it may not come from outside.
        String markdown = given.replace("\u0000", "");
        Set<UUID> people = new LinkedHashSet<>();
        boolean everyone = false;
        StringBuilder html = new StringBuilder();
        List<String> spans = new ArrayList<>();
        Matcher mention = MENTION.matcher(markdown);
        int done = 0;
        while (mention.find()) {
            html.append(Html.escape(markdown.substring(done, mention.start())));
            done = mention.end();
            if (mention.group(1) != null) {
                everyone = true;
                spans.add(
                        "<spark-mention data-object-type=\"groupMention\" data-group-type=\"all\">All</spark-mention>");
                html.append('\u0000').append(spans.size() - 1).append('\u0000');
                continue;
            }
            Optional<Person> meant = person.apply(mention.group(3));
            String shown = mention.group(4) != null
                    ? mention.group(4)
                    : meant.map(Person::displayName).orElse(mention.group(3));
            if (meant.isPresent()) {
                people.add(meant.get().uuid);
                spans.add("<spark-mention data-object-type=\"person\" data-object-id=\"%s\">%s</spark-mention>"
                        .formatted(meant.get().id(), Html.escape(shown)));
                html.append('\u0000').append(spans.size() - 1).append('\u0000');
            } else {
                html.append(Html.escape(shown));
            }
        }
        html.append(Html.escape(markdown.substring(done)));
        String rendered = blocks(html.toString());
        for (int i = 0; i < spans.size(); i++) {
            rendered = rendered.replace("\u0000" + i + "\u0000", spans.get(i));
        }
        String plain = unescaped(TAG.matcher(rendered.replace("<br>", "\n")
                                .replace("</li>", "\n")
                                .replace("</p><p>", "\n\n"))
                        .replaceAll(""))
                .strip();
        return new Wording(
                Optional.of(fallback.orElse(plain)),
                Optional.of(markdown),
                Optional.of(rendered),
                List.copyOf(people),
                everyone);
    }

    private static String blocks(String escaped) {
        StringBuilder html = new StringBuilder();
        for (String block : escaped.strip().split("\n\\s*\n", -1)) {
            Matcher heading = HEADING.matcher(block.strip());
            List<String> lines = List.of(block.strip().split("\n", -1));
            if (heading.matches()) {
                int level = heading.group(1).length();
                html.append("<h")
                        .append(level)
                        .append('>')
                        .append(inline(heading.group(2)))
                        .append("</h")
                        .append(level)
                        .append('>');
            } else if (lines.stream().allMatch(line -> ITEM.matcher(line).matches())) {
                html.append("<ul>");
                for (String line : lines) {
                    html.append("<li>")
                            .append(inline(ITEM.matcher(line).replaceFirst("$1")))
                            .append("</li>");
                }
                html.append("</ul>");
            } else {
                html.append("<p>").append(inline(String.join("<br>", lines))).append("</p>");
            }
        }
        return html.toString();
    }

    private static String inline(String text) {
        String coded = CODE.matcher(text).replaceAll("<code>$1</code>");
        String linked = LINK.matcher(coded).replaceAll("<a href=\"$2\">$1</a>");
        String strong = STRONG.matcher(linked).replaceAll("<strong>$1</strong>");
        return EMPHASIS.matcher(strong).replaceAll("<em>$1</em>");
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}

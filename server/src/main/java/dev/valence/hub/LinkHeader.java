package dev.valence.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The links of a reply's {@code Link} header (RFC 8288, section 3), as far as paging needs them.
 *
 * <p>What is not a link is skipped up to the next comma, since a provider's slip there must not cost the reply.
 */
public record LinkHeader(List<Link> links) {
    public LinkHeader {
        links = List.copyOf(links);
    }

    /**
     * One link.
     *
     * @param target the reference as sent, absolute or relative
     * @param relations in lower case
     */
    public record Link(String target, List<String> relations) {
        public Link {
            relations = List.copyOf(relations);
        }
    }

    /** Reads the header's lines, one value each. */
    public static LinkHeader parse(List<String> lines) {
        List<Link> links = new ArrayList<>();
        for (String line : lines) {
            for (String part : split(line, ',')) {
                link(part.strip()).ifPresent(links::add);
            }
        }
        return new LinkHeader(links);
    }

    /** Where the next page is. */
    public Optional<String> next() {
        return links.stream()
                .filter(link -> link.relations().contains("next"))
                .map(Link::target)
                .findFirst();
    }

    private static Optional<Link> link(String part) {
        int close = part.indexOf('>');
        if (!part.startsWith("<") || close < 0) {
            return Optional.empty();
        }
        List<String> relations = split(part.substring(close + 1), ';').stream()
                .map(String::strip)
                .filter(parameter -> parameter.toLowerCase(Locale.ROOT).matches("rel\\s*=.*"))
                // The first rel counts, RFC 8288 section 3.3.
                .limit(1)
                .flatMap(parameter -> relations(parameter.substring(parameter.indexOf('=') + 1)))
                .toList();
        return Optional.of(new Link(part.substring(1, close).strip(), relations));
    }

    private static Stream<String> relations(String value) {
        return Stream.of(
                value.replace("\"", "").strip().toLowerCase(Locale.ROOT).split("\\s+"));
    }

    /** Splits where the separator stands outside of {@code <...>} and quotes. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        boolean target = false;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"' && !target) {
                quoted = !quoted;
            } else if (c == '<' && !quoted) {
                target = true;
            } else if (c == '>' && !quoted) {
                target = false;
            } else if (c == separator && !quoted && !target) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}

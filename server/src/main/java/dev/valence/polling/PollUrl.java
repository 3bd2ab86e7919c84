package dev.valence.polling;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Makes the path of one request out of a plan's url. */
final class PollUrl {
    /** What a path or a query may have as it is (RFC 3986); the rest is written in percents. */
    private static final String ALLOWED = "-._~:/?#[]@!$&'()*+,;=%";

    private PollUrl() {}

    /**
     * The path of a page.
     *
     * @param parent in place of {@link PollPlan#PARENT}
     * @param since in place of the date placeholders
     * @param nextPage as the page before gave it
     */
    static String of(PollPlan plan, String parent, Instant since, Optional<String> nextPage) {
        String filled =
                Placeholders.fill(plan.url(), since, PollUrl::encoded).replace(PollPlan.PARENT, encoded(parent));
        StringBuilder path = new StringBuilder();
        filled.codePoints().forEach(c -> {
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            String text = Character.toString(c);
            path.append(plain || ALLOWED.contains(text) ? text : encoded(text));
        });
        plan.pageSize()
                .filter(size -> !filled.contains("pageSize="))
                .ifPresent(size -> path.append(mark(path)).append("pageSize=").append(size));
        nextPage.ifPresent(token -> path.append(mark(path)).append("nextPage=").append(encoded(token)));
        return path.toString();
    }

    private static char mark(StringBuilder path) {
        return path.indexOf("?") < 0 ? '?' : '&';
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

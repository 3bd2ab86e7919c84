package dev.valence.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;

/**
 * The page that a connect button's pop-up, or a hosted link, ends on. What its script tells the opener stands in the page's
 * data, because no script may stand in a page.
 *
 * @param next what to do now
 * @param link where that begins
 * @param details words for those who know more of it
 */
record ResultPage(
        String title, String text, Optional<String> next, Optional<ResultPage.Link> link, Optional<Details> details) {

    record Link(String words, String href) {}

    /** Words of ours, and those of the provider. */
    record Details(String title, Optional<String> text, Optional<String> words) {}

    /**
     * The page in HTML.
     *
     * @param message to be posted to the opener
     * @param origin the only origin that may hear it; absent when nobody does
     */
    String html(ObjectNode message, Optional<String> origin) {
        Document page = Document.createShell("");
        page.prependChild(new DocumentType("html", "", ""));
        page.outputSettings().prettyPrint(false);
        Optional.ofNullable(page.selectFirst("html")).ifPresent(html -> html.attr("lang", "en"));
        page.title(title);
        head(page.head());
        Element main = page.body().appendElement("main");
        main.attr("data-message", message.toString());
        origin.ifPresent(value -> main.attr("data-origin", value));
        main.appendElement("h1").text(title);
        main.appendElement("p").text(text);
        next.ifPresent(words -> main.appendElement("p").text(words));
        details.ifPresent(more -> {
            main.appendElement("h2").text(more.title());
            more.text().ifPresent(words -> main.appendElement("p").text(words));
            more.words().ifPresent(words -> main.appendElement("blockquote").text(words));
        });
        Element actions = main.appendElement("p").addClass("actions");
        link.ifPresent(place -> actions.appendElement("a")
                .attr("href", place.href())
                .addClass("button")
                .text(place.words()));
        actions.appendElement("button")
                .attr("type", "button")
                .attr("hidden", true)
                .text("Close this window");
        return page.outerHtml();
    }

    private static void head(Element head) {
        head.prependElement("meta").attr("charset", "utf-8");
        head.appendElement("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1");
        // Without one, browsers ask for a file that may not be there.
        head.appendElement("link").attr("rel", "icon").attr("href", "data:,");
        head.appendElement("link").attr("rel", "icon").attr("href", "/favicon.svg");
        head.appendElement("link").attr("rel", "stylesheet").attr("href", "/connect-done.css");
        head.appendElement("script").attr("src", "/connect-done.js").attr("defer", true);
    }
}

package dev.valence.sandbox.http;

/** Plain pages that work without JavaScript. */
public final class Html {
    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}
            .note{border-left:4px solid #b26a00;padding:.5rem 1rem;background:rgba(178,106,0,.12)}
            fieldset{border:1px solid #8888;border-radius:6px;margin:1rem 0;padding:.5rem 1rem}
            label{display:block;padding:.2rem 0}
            button{font:inherit;padding:.5rem 1.5rem;margin-right:.5rem;border-radius:6px;border:1px solid #666;cursor:pointer}
            button.main{background:#0b5cad;border-color:#0b5cad;color:#fff}
            code{font-family:ui-monospace,monospace}
            table{border-collapse:collapse}td,th{text-align:left;padding:.2rem 1rem .2rem 0}
            """;

    private Html() {}

    /** A whole page; {@code body} is markup, {@code title} is text. */
    public static String page(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="referrer" content="no-referrer">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                <h1>%s</h1>
                %s
                </main>
                </body>
                </html>
                """.formatted(escape(title), STYLE, escape(title), body);
    }

    /** Text made safe inside elements and quoted attributes. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}

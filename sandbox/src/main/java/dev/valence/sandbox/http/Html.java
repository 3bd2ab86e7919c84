package dev.valence.sandbox.http;

/** Plain pages that work without JavaScript. */
public final class Html {
    /** Colours and shapes of the sandbox's page, {@code page/style.css}, so that both look of one family. */
    private static final String STYLE = """
            :root{color-scheme:light dark;--line:light-dark(#e4e7e5,#262c2d);--strong:light-dark(#858f8b,#6f7b78);
            --accent:light-dark(#0a7565,#3fcdb1);--muted:light-dark(#56635f,#9aa8a4)}
            *{box-sizing:border-box}
            body{margin:0;padding:3rem 1rem;background:light-dark(#fafaf9,#0d0f10);color:light-dark(#17201e,#e8edeb);
            font:15px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
            main{max-width:35rem;margin:0 auto;padding:1.75rem;background:light-dark(#fff,#141718);
            border:1px solid var(--line);border-radius:12px;box-shadow:0 1px 2px light-dark(#17201e0f,#0006)}
            h1{margin:0 0 1rem;font-size:1.375rem;line-height:1.3;letter-spacing:-.015em}
            h2,legend{font-size:.9375rem;font-weight:620}
            h2{margin:1.5rem 0 .5rem}
            ul{padding-left:1.25rem;color:var(--muted)}
            .note{margin:0 0 1rem;padding:.625rem .875rem;border-radius:8px;background:light-dark(#fdf3df,#33260d);
            color:light-dark(#6b4100,#f3b64c)}
            fieldset{margin:1.25rem 0;padding:.5rem;border:1px solid var(--line);border-radius:8px;min-width:0}
            legend{padding:0 .375rem}
            label{display:block;padding:.375rem .5rem;border-radius:6px;overflow-wrap:anywhere}
            fieldset label{padding-left:2rem}
            [type=radio]{margin:0 .5rem 0 -1.5rem}
            fieldset label:hover{background:light-dark(#f1f3f2,#1d2223)}
            input{accent-color:var(--accent);font:inherit;color:inherit}
            input:not([type=radio],[type=hidden]){margin-left:.5rem;padding:.375rem .625rem;background:transparent;
            border:1px solid var(--strong);border-radius:8px}
            button{margin:0 .375rem 0 0;padding:.5rem 1.125rem;font:inherit;font-weight:560;color:inherit;cursor:pointer;
            background:transparent;border:1px solid var(--strong);border-radius:8px}
            button.main{background:var(--accent);border-color:var(--accent);color:light-dark(#fff,#04211b)}
            :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
            code{font:.85em ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
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
                <link rel="icon" href="/page/icon.svg" type="image/svg+xml">
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

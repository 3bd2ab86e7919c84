package dev.valence.http;

import org.jsoup.Jsoup;

/** Text that people give a thing as its name; it is shown on pages of all kinds. */
public final class PlainText {
    private PlainText() {}

    /**
     * The text without markup and without the space around it: {@code <b>x</b>} becomes {@code x}. What comes out stays the
     * same when it comes in again, also of markup that was escaped.
     */
    public static String of(String name) {
        String before = name;
        String plain = textOf(name);
        while (!plain.equals(before)) {
            before = plain;
            plain = textOf(plain);
        }
        return plain;
    }

    private static String textOf(String html) {
        return Jsoup.parse(html).text().strip();
    }
}

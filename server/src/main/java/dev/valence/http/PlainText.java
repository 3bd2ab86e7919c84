package dev.valence.http;

import org.jsoup.Jsoup;

/** Text that people give a thing as its name; it is shown on pages of all kinds. */
public final class PlainText {
    /** Nothing that is a name is so long, in characters, not even with its markup. */
    private static final int LONGEST = 4_000;
    /** Markup that was escaped more often than that stays. */
    private static final int MOST_PASSES = 10;

    private PlainText() {}

    /**
     * The text without markup and without the space around it: {@code <b>x</b>} becomes {@code x}. What comes out stays the
     * same when it comes in again, also of markup that was escaped up to nine times. A text that is too long for a name is left
     * as it is, for the caller to refuse.
     */
    public static String of(String name) {
        if (name.length() > LONGEST) {
            return name;
        }
        String before = name;
        String plain = textOf(name);
        for (int i = 1; i < MOST_PASSES && !plain.equals(before); i++) {
            before = plain;
            plain = textOf(plain);
        }
        return plain;
    }

    private static String textOf(String html) {
        return Jsoup.parse(html).text().strip();
    }
}

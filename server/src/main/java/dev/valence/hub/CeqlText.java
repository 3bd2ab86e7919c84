package dev.valence.hub;

import dev.valence.http.BadRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A CEQL text with a place in it: takes tokens from the front and words the errors. */
final class CeqlText {
    /** Characters of a whole text. */
    static final int MAX_LENGTH = 16 * 1024;

    private static final int SHOWN = 40;
    private static final Set<String> WORDS_OF_CONDITIONS = Set.of("AND", "OR", "NOT", "IN", "IS", "LIKE");
    private static final String NAME_SIGNS = "_$-@#[]";
    private static final String ENDS_OF_BARE = "(),'`=<>!\"";

    private final String what;
    private final String text;
    private int at;

    /**
     * @param what the query parameter, which the errors begin with
     */
    CeqlText(String what, String text) {
        this.what = what;
        this.text = text;
        if (text.length() > MAX_LENGTH) {
            throw new BadRequest(what + ": at most " + MAX_LENGTH + " characters, found " + text.length());
        }
        skipSpace();
    }

    boolean atEnd() {
        return at == text.length();
    }

    boolean sees(String sign) {
        return text.startsWith(sign, at);
    }

    /** Takes the sign when it comes next. */
    boolean takes(String sign) {
        if (!sees(sign)) {
            return false;
        }
        at += sign.length();
        skipSpace();
        return true;
    }

    /** Takes the keyword, in any case, when it comes next. */
    boolean takesWord(String keyword) {
        if (!nextWord().equalsIgnoreCase(keyword)) {
            return false;
        }
        at += keyword.length();
        skipSpace();
        return true;
    }

    /** A name, bare or in back-ticks; {@code anyWord} lets the words of conditions through. */
    String name(String expected, boolean anyWord) {
        if (!atEnd() && text.charAt(at) == '`') {
            int close = text.indexOf('`', at + 1);
            if (close < 0) {
                throw fault("a closing back-tick for the one at position " + (at + 1), text.length());
            }
            if (close == at + 1) {
                throw fault(expected);
            }
            String name = text.substring(at + 1, close);
            at = close + 1;
            skipSpace();
            return name;
        }
        String name = nextWord();
        if (name.isEmpty() || (!anyWord && isWordOfConditions(name))) {
            throw fault(expected);
        }
        at += name.length();
        skipSpace();
        return name;
    }

    /** A text in single quotes, without them, when one comes next. */
    Optional<String> quoted() {
        if (atEnd() || text.charAt(at) != '\'') {
            return Optional.empty();
        }
        StringBuilder value = new StringBuilder();
        int from = at + 1;
        while (true) {
            int quote = text.indexOf('\'', from);
            if (quote < 0) {
                throw fault("a closing quote for the one at position " + (at + 1), text.length());
            }
            value.append(text, from, quote);
            if (!text.startsWith("''", quote)) {
                at = quote + 1;
                skipSpace();
                return Optional.of(value.toString());
            }
            value.append('\'');
            from = quote + 2;
        }
    }

    /** A value without quotes, such as a number, a date or a word. */
    String bare(String expected) {
        int end = at;
        while (end < text.length() && isBare(text.charAt(end))) {
            end++;
        }
        String value = text.substring(at, end);
        if (value.isEmpty() || isWordOfConditions(value)) {
            throw fault(expected);
        }
        at = end;
        skipSpace();
        return value;
    }

    /** A whole number of at most nine digits, from 1, when one comes next. */
    Optional<Long> number() {
        String word = nextWord();
        if (!word.matches("0*[1-9][0-9]{0,8}")) {
            return Optional.empty();
        }
        at += word.length();
        skipSpace();
        return Optional.of(Long.valueOf(word));
    }

    /** What to throw when {@code expected} does not come next. */
    BadRequest fault(String expected) {
        return fault(expected, at);
    }

    /** What to throw when a limit is passed here. */
    BadRequest limit(String limit) {
        return new BadRequest(what + ": " + limit + " at position " + (at + 1));
    }

    static boolean isWordOfConditions(String word) {
        return WORDS_OF_CONDITIONS.contains(word.toUpperCase(Locale.ROOT));
    }

    static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || NAME_SIGNS.indexOf(c) >= 0;
    }

    static boolean isBare(char c) {
        return c > ' ' && ENDS_OF_BARE.indexOf(c) < 0 && !Character.isWhitespace(c);
    }

    private BadRequest fault(String expected, int place) {
        String found = place == text.length() ? "the end" : "'" + shown(place) + "'";
        return new BadRequest(what + ": expected " + expected + " at position " + (place + 1) + ", found " + found);
    }

    private String shown(int place) {
        int end = place;
        if (isBare(text.charAt(place))) {
            while (end < text.length() && end < place + SHOWN && isBare(text.charAt(end))) {
                end++;
            }
        } else {
            end++;
        }
        return text.substring(place, end).replaceAll("\\p{Cntrl}", "?");
    }

    private String nextWord() {
        int end = at;
        while (end < text.length() && isName(text.charAt(end))) {
            end++;
        }
        return text.substring(at, end);
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}

package dev.valence.element;

import java.util.regex.Pattern;

/** How a list of scopes is written: printable ASCII without quotes and backslashes, separated by spaces (RFC 6749 section 3.3). */
public final class ScopeSyntax {
    /** What is to be said of a text that is none. */
    public static final String FAULT = "has characters that no scope has; separate scopes with spaces";

    private static final Pattern LIST =
            Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+( +[\\x21\\x23-\\x5B\\x5D-\\x7E]+)*");

    private ScopeSyntax() {}

    public static boolean fits(String scopes) {
        return LIST.matcher(scopes).matches();
    }
}

package dev.valence.http;

import java.util.regex.Pattern;

/** Takes credentials out of free text that another system wrote: a provider may repeat what it was sent or has just issued. */
public final class CredentialText {
    /** Pairs as in JSON (also inside of a JSON text, and cut off), forms and headers. A short code may be an error's number. */
    private static final Pattern PAIR =
            Pattern.compile("(?i)((?:token|secret|password|passwd|api[-_]?key|code[-_]?verifier)"
                    + "[\\\\\"']*\\s*[:=]\\s*[\\\\\"']*|\\bcode[\\\\\"']*\\s*[:=]\\s*[\\\\\"']*(?=[^\\s&,;<>}\"'\\\\]{12}))"
                    + "[^\\s&,;<>}\"'\\\\]+");

    private static final Pattern XML =
            Pattern.compile("(?i)(<([\\w:.-]*(?:token|secret|password)|code)\\b[^<>]*>)[^<]+");

    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|basic)(\\s+|%20|\\+)[A-Za-z0-9+/=._~-]{12,}");

    private CredentialText() {}

    /** The text with stars where its tokens, secrets and codes stood. */
    public static String masked(String text) {
        String schemes = SCHEME.matcher(text).replaceAll("$1$2" + Mask.TEXT);
        String pairs = PAIR.matcher(schemes).replaceAll("$1" + Mask.TEXT);
        return XML.matcher(pairs).replaceAll("$1" + Mask.TEXT);
    }
}

package dev.valence.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL database to connect to.
 *
 * @param jdbcUrl without user and password, with the driver's parameters
 * @param place host, port and name, for messages
 */
record DatabaseAddress(String jdbcUrl, String place, String user, String password) {
    private static final String EXPECTED = "expected postgresql://user:password@host:5432/name";

    /**
     * Reads the two usual forms, {@code postgresql://user:password@host/name?parameters} (also {@code postgres:}) and
     * {@code jdbc:postgresql://host/name?user=...&password=...}.
     *
     * @param setting the setting's environment name, for messages; the URL itself is never repeated, it holds a password
     */
    static DatabaseAddress parse(String setting, String url, Optional<String> user, Optional<String> password) {
        URI uri = uri(setting, url.strip());
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (uri.getRawAuthority() == null || path.length() < 2) {
            throw new StartupFailure(setting + " has no host or no database name; " + EXPECTED);
        }
        String authority = uri.getRawAuthority();
        int at = authority.lastIndexOf('@');
        String hosts = authority.substring(at + 1);
        String[] account = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
        Optional<String> givenUser = user.or(() -> at < 0 ? Optional.empty() : Optional.of(decode(account[0])));
        Optional<String> givenPassword =
                password.or(() -> account.length < 2 ? Optional.empty() : Optional.of(decode(account[1])));

        List<String> parameters = new ArrayList<>();
        for (String parameter : (uri.getRawQuery() == null ? "" : uri.getRawQuery()).split("&", -1)) {
            if (parameter.startsWith("user=")) {
                givenUser = givenUser.or(() -> Optional.of(decode(parameter.substring("user=".length()))));
            } else if (parameter.startsWith("password=")) {
                givenPassword = givenPassword.or(() -> Optional.of(decode(parameter.substring("password=".length()))));
            } else if (!parameter.isEmpty()) {
                parameters.add(parameter);
            }
        }
        // A pooler in transaction mode (PgBouncer before 1.21) gives each transaction another session, which does not
        // know
        // the statements prepared in the one before. Who has no such pooler may set the parameter in the URL.
        if (parameters.stream().noneMatch(parameter -> parameter.startsWith("prepareThreshold="))) {
            parameters.add("prepareThreshold=0");
        }
        return new DatabaseAddress(
                "jdbc:postgresql://" + hosts + path + "?" + String.join("&", parameters),
                hosts + path,
                givenUser.orElseThrow(() ->
                        new StartupFailure(setting + " names no user; set VALENCE_DATABASE_USER, or " + EXPECTED)),
                givenPassword.orElse(""));
    }

    private static URI uri(String setting, String url) {
        try {
            URI uri = new URI(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
            if ("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new StartupFailure(
                    setting + " is not a URL (special characters in the password must be written as %XX); " + EXPECTED);
        }
        throw new StartupFailure(setting + " is not the URL of a PostgreSQL database; " + EXPECTED);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + place;
    }
}

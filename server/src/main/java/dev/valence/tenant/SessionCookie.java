package dev.valence.tenant;

import dev.valence.http.BadRequest;
import dev.valence.http.Forbidden;
import dev.valence.http.RequestGate;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes the console's cookie a credential: a call that has it and no Authorization header goes on with
 * {@code Authorization: Session <token>}, and with {@code , Instance <id>} when {@code Valence-Instance} says through
 * which instance a hub call goes.
 *
 * <p>A browser sends cookies along with whatever any page makes it do. So a call that may change something, and every hub
 * call, has to show the {@code X-CSRF-Token} that only pages of ours can read.
 */
@Singleton
public final class SessionCookie implements RequestGate {
    static final String NAME = "valence-session";

    private static final CharSequence CSRF = HttpHeaders.createOptimized("X-CSRF-Token");
    private static final CharSequence INSTANCE = HttpHeaders.createOptimized("Valence-Instance");
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private final Sessions sessions;

    public SessionCookie(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void pass(HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (headers.contains(HttpHeaders.AUTHORIZATION)) {
            return;
        }
        String cookies = headers.get(HttpHeaders.COOKIE);
        if (cookies == null || !opens(request)) {
            return;
        }
        Optional<String> token = token(cookies);
        if (token.isEmpty()) {
            return;
        }
        Optional<String> instance = Optional.ofNullable(headers.get(INSTANCE)).map(SessionCookie::id);
        if (instance.isPresent() || !SAFE.contains(request.method().name())) {
            requireCsrfToken(token.get(), headers.get(CSRF));
        }
        request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.set(
                HttpHeaders.AUTHORIZATION,
                "Session " + token.get()
                        + instance.map(id -> ", Instance " + id).orElse(""));
    }

    /** The log-in is the one call that an ended session must not be in the way of. */
    private static boolean opens(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        boolean logIn =
                path.equals("/console/session") && request.method().name().equals("POST");
        return (path.startsWith("/elements/api-v2/") || path.startsWith("/console/")) && !logIn;
    }

    private void requireCsrfToken(String token, String given) {
        if (given == null || !sessions.isCsrfToken(token, given)) {
            throw new Forbidden("A call with the session cookie needs the header X-CSRF-Token with the csrfToken of GET"
                    + " /console/session"
                    + (given == null ? "" : "; the one that was sent does not belong to this session"));
        }
    }

    /** The session's token in a Cookie header, when there is one that may be ours. */
    static Optional<String> token(String cookies) {
        for (String cookie : cookies.split(";", -1)) {
            String text = cookie.strip();
            if (text.startsWith(NAME + "=")) {
                String token = text.substring(NAME.length() + 1);
                if (TOKEN.matcher(token).matches()) {
                    return Optional.of(token);
                }
            }
        }
        return Optional.empty();
    }

    private static String id(String given) {
        if (!ID.matcher(given).matches()) {
            throw new BadRequest("The header Valence-Instance must be the id of an instance, a whole number");
        }
        return given;
    }
}

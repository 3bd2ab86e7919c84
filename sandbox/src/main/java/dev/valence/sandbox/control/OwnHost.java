package dev.valence.sandbox.control;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a call came under a name of this machine. A page elsewhere can have its own name resolve to this machine (DNS
 * rebinding) and then counts as the same origin; only its Host header tells.
 */
record OwnHost(String configured) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-f:.]+]|[0-9a-f:]*:[0-9a-f:.]*");

    boolean isOf(HttpServerRequest request) {
        return Optional.ofNullable(request.authority())
                .map(HostAndPort::host)
                .map(host -> host.toLowerCase(Locale.ROOT))
                .filter(host -> host.equals("localhost")
                        || host.endsWith(".localhost")
                        || host.equalsIgnoreCase(configured)
                        || ADDRESS.matcher(host).matches())
                .isPresent();
    }
}

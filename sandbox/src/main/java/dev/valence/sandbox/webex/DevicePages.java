package dev.valence.sandbox.webex;

import static dev.valence.sandbox.http.Html.escape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Html;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.oauth.ClientCredentials;
import dev.valence.sandbox.oauth.Consent;
import dev.valence.sandbox.oauth.Devices;
import dev.valence.sandbox.oauth.Integration;
import dev.valence.sandbox.oauth.OAuthRefusal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The device flow: its two calls, and the page where a person types the code that the device shows. */
final class DevicePages {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String PAGE = "/device/verify";
    private static final long TOKEN_SECONDS = 64_799;

    private final World world;
    private final SignIn signIn;

    DevicePages(World world) {
        this.world = world;
        signIn = new SignIn(world);
    }

    void publish(PathTable<Function<Call, Reply>> table) {
        table.add("POST", "/device/authorize", this::begin);
        table.add("POST", "/device/token", this::poll);
        table.add("GET", PAGE, this::ask);
        table.add("POST", PAGE, this::decide);
    }

    private Reply begin(Call call) {
        Parameters form = TokenEndpoint.form(call);
        Integration client = world.integrations
                .find(TokenEndpoint.needed(form, "client_id"))
                .orElseThrow(() -> new OAuthRefusal(400, "invalid_client", "Client Id is invalid"));
        List<String> scopes = Stream.of(
                        TokenEndpoint.needed(form, "scope").strip().split("\\s+"))
                .toList();
        scopes.stream()
                .filter(scope -> !client.scopes().contains(scope))
                .findFirst()
                .ifPresent(scope -> {
                    throw new OAuthRefusal(400, "invalid_scope", "The scope " + scope + " is not registered.");
                });
        Devices.Begun begun = world.devices.begin(client.clientId(), scopes);
        ObjectNode json = Json.object()
                .put("device_code", begun.deviceCode())
                .put("user_code", begun.userCode())
                .put("verification_uri", call.base() + PAGE)
                .put("verification_uri_complete", call.base() + PAGE + "?userCode=" + begun.userCode())
                .put("expires_in", Devices.LIFE.toSeconds())
                .put("interval", Devices.INTERVAL.toSeconds());
        return TokenEndpoint.reply(json);
    }

    private Reply poll(Call call) {
        Parameters form = TokenEndpoint.form(call);
        if (!TokenEndpoint.needed(form, "grant_type").equals(GRANT)) {
            throw new OAuthRefusal(400, "unsupported_grant_type", "The grant_type must be " + GRANT + ".");
        }
        Integration client = ClientCredentials.check(call, form, world.integrations);
        Consent consent = world.devices.poll(client.clientId(), TokenEndpoint.needed(form, "device_code"));
        return TokenEndpoint.reply(TokenEndpoint.json(world.tokens.issue(consent, TOKEN_SECONDS)));
    }

    private Reply ask(Call call) {
        return page(200, call.parameters().first("userCode").orElse(""), "");
    }

    private Reply decide(Call call) {
        Parameters form = call.form();
        String code = form.first("userCode").orElse("").strip();
        Optional<Devices.Begun> waiting = world.devices.waiting(code);
        if (waiting.isEmpty()) {
            return page(400, code, "No device waits with this code. It may have expired; start again on the device.");
        }
        try {
            boolean allowed = form.first("decision").filter("allow"::equals).isPresent();
            Optional<Consent> consent = allowed ? Optional.of(consent(form, waiting.get())) : Optional.empty();
            world.devices.decide(code, consent);
            return Reply.html(
                    200,
                    Html.page(
                            "Webex sandbox: device",
                            "<p>" + (allowed ? "Done. The device is signed in." : "Denied. The device is told so.")
                                    + " You can close this page.</p>"));
        } catch (Refusal refusal) {
            return page(refusal.status(), code, refusal.reason());
        }
    }

    private Consent consent(Parameters form, Devices.Begun begun) {
        Person person = signIn.chosen(form);
        signIn.beyond(person, begun.scopes()).ifPresent(scope -> {
            throw Refusals.bad("This person may not grant the scope " + scope + ".");
        });
        return new Consent(begun.clientId(), person.uuid.toString(), Scopes.granted(begun.scopes()));
    }

    private Reply page(int status, String code, String problem) {
        String people = signIn.choices().stream()
                .map(choice -> """
                        <label><input type="radio" name="person" value="%s"%s> %s</label>
                        """.formatted(
                                escape(choice.value()),
                                choice.value().equals(Seed.ADA) ? " checked" : "",
                                escape(choice.name())))
                .collect(Collectors.joining());
        return Reply.html(status, Html.page("Webex sandbox: connect a device", """
                        %s<form method="post">
                        <p><label>Code on the device <input name="userCode" value="%s" inputmode="numeric" required></label></p>
                        <fieldset><legend>Sign in as</legend>
                        %s</fieldset>
                        <p><button class="main" name="decision" value="allow">Allow</button>
                        <button name="decision" value="deny">Deny</button></p>
                        </form>
                        """.formatted(
                        problem.isEmpty() ? "" : "<p class=\"note\" role=\"alert\">" + escape(problem) + "</p>\n",
                        escape(code),
                        people)))
                .with("Cache-Control", "no-store");
    }
}

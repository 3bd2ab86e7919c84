package dev.valence.sandbox.webex;

import dev.valence.sandbox.fault.Settings;
import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.oauth.AuthorizationError;
import dev.valence.sandbox.oauth.AuthorizationRequest;
import dev.valence.sandbox.oauth.Consent;
import dev.valence.sandbox.oauth.ConsentPage;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The authorize page and what its two buttons do. */
final class OAuthPages {
    private static final String NAME = "Webex";

    private final World world;
    private final Settings settings;
    private final SignIn signIn;

    OAuthPages(World world, Settings settings) {
        this.world = world;
        this.settings = settings;
        signIn = new SignIn(world);
    }

    void publish(PathTable<Function<Call, Reply>> table) {
        table.add("GET", "/authorize", this::ask);
        table.add("POST", "/authorize", this::decide);
    }

    private Reply ask(Call call) {
        return answered(() -> {
            AuthorizationRequest request = AuthorizationRequest.read(call.parameters(), world.integrations);
            Optional<Person> hinted =
                    settings.now().autoApprove() ? request.loginHint().flatMap(signIn::named) : Optional.empty();
            return hinted.map(person -> approved(request, person)).orElseGet(() -> page(call, request));
        });
    }

    private Reply page(Call call, AuthorizationRequest request) {
        return Reply.html(
                200,
                ConsentPage.render(
                        NAME,
                        call.prefix() + "/authorize",
                        request,
                        signIn.choices(),
                        signIn.preselected(request.loginHint())));
    }

    private Reply decide(Call call) {
        return answered(() -> {
            Parameters form = call.form();
            AuthorizationRequest request = AuthorizationRequest.read(form, world.integrations);
            return switch (form.first("decision").orElse("")) {
                case "deny" -> Reply.redirect(request.back("error=access_denied"));
                case "allow" -> approved(request, signIn.chosen(form));
                default -> throw new Refusal(400, "The decision must be allow or deny.");
            };
        });
    }

    private Reply approved(AuthorizationRequest request, Person person) {
        return Reply.redirect(request.back("code=" + Parameters.encode(code(request, person))));
    }

    private String code(AuthorizationRequest request, Person person) {
        if (request.client().blocked()) {
            throw request.error("access_denied", "The administrator of the organization has blocked this integration.");
        }
        signIn.beyond(person, request.scopes()).ifPresent(scope -> {
            throw request.error("invalid_scope", "None of the users is entitled to the requested scopes: " + scope);
        });
        Optional<String> nonce = request.parameters().given("nonce");
        Consent consent = new Consent(
                request.client().clientId(), person.uuid.toString(), Scopes.granted(request.scopes()), nonce);
        return world.tokens.issueCode(consent, request.redirectUri(), request.pkce());
    }

    private static Reply answered(Supplier<Reply> page) {
        try {
            return page.get().with("Cache-Control", "no-store");
        } catch (AuthorizationError error) {
            return Reply.redirect(error.location()).with("Cache-Control", "no-store");
        } catch (Refusal refusal) {
            return Reply.html(refusal.status(), ConsentPage.fault(NAME, refusal.reason()));
        }
    }
}

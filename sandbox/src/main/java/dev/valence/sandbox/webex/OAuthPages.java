package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.oauth.AuthorizationError;
import dev.valence.sandbox.oauth.AuthorizationRequest;
import dev.valence.sandbox.oauth.Consent;
import dev.valence.sandbox.oauth.ConsentPage;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The authorize page and what its two buttons do. */
final class OAuthPages {
    private static final String NAME = "Webex";

    private final World world;

    OAuthPages(World world) {
        this.world = world;
    }

    Reply ask(Call call) {
        return answered(() -> {
            AuthorizationRequest request = AuthorizationRequest.read(call.parameters(), Clients.ALL);
            List<ConsentPage.Choice> choices = world.people.values().stream()
                    .filter(person -> person.loginEnabled && !person.invitePending)
                    .map(person -> new ConsentPage.Choice(person.email, person.displayName(), remark(person)))
                    .toList();
            String preselected = request.loginHint()
                    .flatMap(world::personByEmail)
                    .map(person -> person.email)
                    .orElse(Seed.ADA);
            return Reply.html(
                    200, ConsentPage.render(NAME, call.prefix() + "/authorize", request, choices, preselected));
        });
    }

    Reply decide(Call call) {
        return answered(() -> {
            Parameters form = call.form();
            AuthorizationRequest request = AuthorizationRequest.read(form, Clients.ALL);
            return switch (form.first("decision").orElse("")) {
                case "deny" -> Reply.redirect(request.back("error=access_denied"));
                case "allow" -> Reply.redirect(request.back("code=" + Parameters.encode(code(request, form))));
                default -> throw new Refusal(400, "The decision must be allow or deny.");
            };
        });
    }

    private String code(AuthorizationRequest request, Parameters form) {
        Person person = form.first("person")
                .flatMap(world::personByEmail)
                .filter(known -> known.loginEnabled && !known.invitePending)
                .orElseThrow(
                        () -> new Refusal(400, "The person is missing or cannot sign in; go back and choose one."));
        Optional<String> beyond = request.scopes().stream()
                .filter(scope -> !Scopes.mayGrant(person, scope))
                .findFirst();
        if (beyond.isPresent()) {
            throw request.error(
                    "invalid_scope", "None of the users is entitled to the requested scopes: " + beyond.get());
        }
        Consent consent =
                new Consent(request.client().clientId(), person.uuid.toString(), Scopes.granted(request.scopes()));
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

    private static String remark(Person person) {
        if (person.canManagePeople()) {
            return "administrator";
        }
        return person.isAdmin() ? "read-only administrator" : person.isComplianceOfficer() ? "compliance officer" : "";
    }
}

package dev.valence.sandbox.oauth;

import static dev.valence.sandbox.http.Html.escape;

import dev.valence.sandbox.http.Html;
import java.util.List;
import java.util.stream.Collectors;

/** The sign-in and consent page: one form, no JavaScript. */
public final class ConsentPage {
    private ConsentPage() {}

    /** Somebody who may sign in; {@code remark} is shown after the name. */
    public record Choice(String value, String name, String remark) {}

    /** The page; {@code provider} names the simulated service, {@code action} is where the form goes. */
    public static String render(
            String provider, String action, AuthorizationRequest request, List<Choice> choices, String preselected) {
        String people = choices.stream()
                .map(choice -> """
                        <label><input type="radio" name="person" value="%s"%s required> %s (%s)%s</label>
                        """.formatted(
                                escape(choice.value()),
                                choice.value().equals(preselected) ? " checked" : "",
                                escape(choice.name()),
                                escape(choice.value()),
                                choice.remark().isEmpty() ? "" : ", " + escape(choice.remark())))
                .collect(Collectors.joining());
        String scopes = request.scopes().stream()
                .map(scope -> "<li><code>" + escape(scope) + "</code></li>\n")
                .collect(Collectors.joining());
        String hidden = request.parameters().values().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(value -> "<input type=\"hidden\" name=\"%s\" value=\"%s\">\n"
                                .formatted(escape(entry.getKey()), escape(value))))
                .collect(Collectors.joining());
        return Html.page(provider + " sandbox: sign in", """
                <p class="note">This is a simulation of %s on your own machine. No real account is involved and no
                password is asked for.</p>
                <form method="post" action="%s">
                %s<p><strong>%s</strong> wants to use this account and will return to <code>%s</code>.</p>
                <fieldset>
                <legend>Sign in as</legend>
                %s</fieldset>
                <h2>It asks to be allowed</h2>
                <ul>
                %s</ul>
                <p><button class="main" type="submit" name="decision" value="allow">Allow</button>
                <button type="submit" name="decision" value="deny">Deny</button></p>
                </form>
                """.formatted(
                        escape(provider),
                        escape(action),
                        hidden,
                        escape(request.client().name()),
                        escape(request.redirectUri()),
                        people,
                        scopes));
    }

    /** The page for faults that must not be redirected. */
    public static String fault(String provider, String reason) {
        return Html.page(
                provider + " sandbox: request refused",
                "<p class=\"note\">This is a simulation of " + escape(provider) + ".</p>\n<p>" + escape(reason)
                        + "</p>\n");
    }
}

package dev.valence.sandbox.control;

import static dev.valence.sandbox.http.Html.escape;

import dev.valence.sandbox.http.Html;
import dev.valence.sandbox.http.Reply;
import dev.valence.sandbox.webex.WebexProvider;
import java.util.stream.Collectors;

/** What a person sees who opens the sandbox in a browser. */
final class FrontPage {
    private FrontPage() {}

    static Reply render(WebexProvider webex) {
        String people = webex.accounts().stream()
                .map(account -> "<tr><td>%s</td><td><code>%s</code></td><td>%s</td></tr>\n"
                        .formatted(
                                escape(account.name()),
                                escape(account.email()),
                                escape(String.join(", ", account.roles()))))
                .collect(Collectors.joining());
        return Reply.html(200, Html.page("Valence sandbox providers", """
                        <p class="note">Simulated services for tests and demonstrations. Everything is kept in memory and
                        gone when the process ends. No real account is involved.</p>
                        <h2>Webex</h2>
                        <p>The REST API stands under <code>/webex/v1</code>. The registered integration has the client id
                        <code>valence-sandbox</code> and the secret <code>sandbox-secret</code>; every loopback address
                        may be its redirect URI.</p>
                        <table>
                        <caption>People who can sign in</caption>
                        <thead><tr><th scope="col">Name</th><th scope="col">E-mail</th><th scope="col">Roles</th></tr></thead>
                        <tbody>
                        %s</tbody>
                        </table>
                        <h2>Control</h2>
                        <ul>
                        <li><a href="/_sandbox/calls">Calls so far</a></li>
                        <li><a href="/_sandbox/faults">Faults waiting</a></li>
                        <li><a href="/_sandbox/settings">Settings</a></li>
                        </ul>
                        <p>The other switches are <code>POST</code> calls, shown in <code>sandbox/README.md</code>.</p>
                        """.formatted(people)));
    }
}

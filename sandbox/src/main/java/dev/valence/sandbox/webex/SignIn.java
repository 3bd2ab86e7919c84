package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.Refusal;
import dev.valence.sandbox.oauth.ConsentPage;
import java.util.List;
import java.util.Optional;

/** Who may sign in on a page of the sandbox, and what they may allow. */
record SignIn(World world) {

    List<ConsentPage.Choice> choices() {
        return world.people.all().stream()
                .filter(Person::canSignIn)
                .map(person -> new ConsentPage.Choice(person.email, person.displayName(), remark(person)))
                .toList();
    }

    /** The address to begin with: of the hint, else of the administrator. */
    String preselected(Optional<String> hint) {
        return hint.flatMap(world.people::byEmail)
                .filter(Person::canSignIn)
                .map(person -> person.email)
                .orElse(Seed.ADA);
    }

    /**
     * Signs in whom the form names, which accepts an invitation that is pending.
     *
     * @throws Refusal 400 when it names nobody who may sign in
     */
    Person chosen(Parameters form) {
        return form.first("person")
                .flatMap(this::named)
                .orElseThrow(
                        () -> new Refusal(400, "The person is missing or cannot sign in; go back and choose one."));
    }

    /** Signs in who has this address, unless they cannot. */
    Optional<Person> named(String email) {
        Optional<Person> person = world.people.byEmail(email).filter(Person::canSignIn);
        person.ifPresent(Person::signedIn);
        return person;
    }

    /** The first scope that this person may not grant. */
    Optional<String> beyond(Person person, List<String> scopes) {
        return scopes.stream().filter(scope -> !Scopes.mayGrant(person, scope)).findFirst();
    }

    private static String remark(Person person) {
        if (person.canManagePeople()) {
            return "administrator";
        }
        return person.isAdmin() ? "read-only administrator" : person.isComplianceOfficer() ? "compliance officer" : "";
    }
}

package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Refusal;
import java.util.Optional;
import java.util.regex.Pattern;

/** How bodies and queries name a person: by id or by e-mail address. */
final class Addresses {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s<>\"]{1,64}@[^@\\s<>\"]+\\.[^@\\s<>\".]+");

    private Addresses() {}

    static boolean plausible(String email) {
        return email.length() <= 254 && EMAIL.matcher(email).matches();
    }

    /**
     * Checks that a body names one person.
     *
     * @throws Refusal 400 unless exactly one of {@code personId} and {@code personEmail} is given
     */
    static void checkOne(Fields body) {
        if (body.given("personId").isPresent() == body.given("personEmail").isPresent()) {
            throw Refusals.bad("Must specify either personId or personEmail.");
        }
    }

    /**
     * The person to add, invited when the address is new.
     *
     * @throws Refusal 400 unless exactly one of {@code personId} and {@code personEmail} is given and well-formed, 404
     *     for an unknown id
     */
    static Person toAdd(World world, Fields body) {
        checkOne(body);
        return body.given("personId")
                .map(id -> byId(world, id))
                .orElseGet(() -> byEmail(world, body.given("personEmail").orElse("")));
    }

    /** Whom a body names, if there is such a person. */
    static Optional<Person> known(World world, Fields body) {
        return body.given("personId")
                .flatMap(id -> world.people.find(Ids.given(Ids.PEOPLE, id)))
                .or(() -> body.given("personEmail").flatMap(world.people::byEmail));
    }

    /** Whether a body names this person. */
    static boolean names(Fields body, Person person) {
        return body.given("personId")
                        .map(id -> Ids.given(Ids.PEOPLE, id).equals(person.uuid))
                        .orElse(false)
                || body.given("personEmail").map(person.email::equalsIgnoreCase).orElse(false);
    }

    static Person byId(World world, String id) {
        return world.people.find(Ids.given(Ids.PEOPLE, id)).orElseThrow(Refusals::notFound);
    }

    static Person byEmail(World world, String email) {
        if (!plausible(email)) {
            throw Refusals.bad("The e-mail address is malformed.");
        }
        return world.personOrInvite(email);
    }
}

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
     * The person to add, invited when the address is new.
     *
     * @throws Refusal 400 unless exactly one of {@code personId} and {@code personEmail} is given and well-formed, 404
     *     for an unknown id
     */
    static Person toAdd(World world, Fields body) {
        Optional<String> id = body.given("personId");
        Optional<String> email = body.given("personEmail");
        if (id.isPresent() == email.isPresent()) {
            throw Refusals.bad("Must specify either personId or personEmail.");
        }
        return id.isPresent() ? byId(world, id.get()) : byEmail(world, email.orElse(""));
    }

    static Person byId(World world, String id) {
        return world.person(Ids.given(Ids.PEOPLE, id)).orElseThrow(Refusals::notFound);
    }

    static Person byEmail(World world, String email) {
        if (!plausible(email)) {
            throw Refusals.bad("The e-mail address is malformed.");
        }
        return world.personOrInvite(email);
    }
}

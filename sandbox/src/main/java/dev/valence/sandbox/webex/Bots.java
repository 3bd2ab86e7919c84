package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.oauth.Consent;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Accounts for programs: each with one token that hardly ever ends, shown when it is made. */
final class Bots {
    static final String DOMAIN = "@webex.bot";

    /** A century: "effectively unlimited". */
    private static final Duration LIFE = Duration.ofDays(36_525);

    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{2,64}");

    private final World world;

    Bots(World world) {
        this.world = world;
    }

    /**
     * Makes a bot.
     *
     * @param name becomes the address {@code name@webex.bot}
     * @throws dev.valence.sandbox.http.Refusal 400 for an unusable name, 409 for one in use
     */
    ObjectNode create(String name, Optional<String> displayName) {
        String local = name.toLowerCase(Locale.ROOT).replace(DOMAIN, "");
        if (!NAME.matcher(local).matches()) {
            throw Refusals.bad("name must have 2 to 64 of the characters a to z, 0 to 9, dot, hyphen, underscore.");
        }
        if (world.people.byEmail(local + DOMAIN).isPresent()) {
            throw Refusals.conflict("There is a bot with this name already.");
        }
        Person bot = world.addPerson(UUID.randomUUID(), Person.Kind.BOT, local + DOMAIN, world.now());
        bot.profile.put(
                "displayName", displayName.filter(text -> !text.isBlank()).orElse(local));
        return Json.object()
                .put("id", bot.id())
                .put("email", bot.email)
                .put("displayName", bot.displayName())
                .put("token", newToken(bot));
    }

    /** A token; the former one ends at once. */
    String newToken(Person bot) {
        world.tokens.withdraw(consent -> consent.person().equals(bot.uuid.toString()));
        return world.tokens.issueAlone(new Consent(clientId(bot), bot.uuid.toString(), Scopes.OF_BOTS), LIFE);
    }

    /** A bot is its own application; its id is derived, so that webhooks outlive a new token. */
    static String clientId(Person bot) {
        String digits = bot.uuid.toString().replace("-", "");
        return "C" + digits + digits;
    }
}

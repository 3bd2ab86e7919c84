package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The stored members of a person's body, checked. */
record PersonForm(Optional<String> email, ObjectNode profile, List<String> roles, List<String> licenses) {
    private static final List<String> TEXTS = List.of(
            "displayName",
            "nickName",
            "firstName",
            "lastName",
            "avatar",
            "department",
            "manager",
            "managerId",
            "title",
            "extension",
            "locationId",
            "timezone",
            "xmppFederationJid");
    private static final List<String> ARRAYS = List.of("phoneNumbers", "addresses", "siteUrls", "sipAddresses");

    static PersonForm read(Fields body) {
        List<String> emails = body.texts("emails");
        if (emails.size() > 1 || emails.stream().anyMatch(email -> !Addresses.plausible(email))) {
            throw Refusals.bad("emails must hold one e-mail address.");
        }
        ObjectNode profile = Json.object();
        for (String name : TEXTS) {
            body.given(name).ifPresent(text -> profile.put(name, text));
        }
        for (String name : ARRAYS) {
            body.array(name).ifPresent(array -> profile.set(name, array));
        }
        if (!profile.has("displayName")) {
            String name = (profile.path("firstName").asText("") + " "
                            + profile.path("lastName").asText(""))
                    .strip();
            if (name.isEmpty()) {
                throw Refusals.bad("One of displayName, firstName and lastName is needed.");
            }
            profile.put("displayName", name);
        }
        List<String> roles = body.texts("roles").stream()
                .map(id -> Role.find(id)
                        .orElseThrow(() -> Refusals.bad("roles holds an unknown id: " + id))
                        .code())
                .toList();
        List<String> licenses = body.texts("licenses");
        for (String id : licenses) {
            if (License.find(id).isEmpty()) {
                throw Refusals.bad("licenses holds an unknown id: " + id);
            }
        }
        return new PersonForm(emails.stream().findFirst(), profile, roles, licenses);
    }

    /**
     * Puts the form in the place of what was known. Licences are given as far as possible; who keeps the one for calling
     * and does not say how, since readers see that only when they ask for it, is called as before.
     *
     * @param free whether a licence has a unit left
     */
    void fill(Person person, Predicate<License> free) {
        String calling = License.CALLING.id();
        if (licenses.contains(calling) && person.licenses.contains(calling)) {
            Calling.DETAILS.stream()
                    .filter(name -> person.profile.has(name) && !profile.has(name))
                    .forEach(name -> profile.set(name, person.profile.get(name)));
        }
        boolean callable = Calling.ofProfile(profile).isComplete();
        person.licenses = License.ALL.stream()
                .filter(license -> licenses.contains(license.id()))
                .filter(license -> callable || !license.equals(License.CALLING))
                .filter(license -> person.licenses.contains(license.id()) || free.test(license))
                .map(License::id)
                .toList();
        if (!person.licenses.contains(calling)) {
            profile.remove("extension");
        }
        person.profile = profile;
        person.roles = roles;
    }
}

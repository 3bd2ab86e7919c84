package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What {@code PATCH /licenses/users} asks for: licences and meeting sites to give or to take. */
record LicenseChange(List<Step> licenses, List<Site> sites) {
    /** One licence; {@code calling} is what comes with that for calling. */
    record Step(String id, boolean add, Calling calling) {}

    /** One meeting site. */
    record Site(String url, boolean add) {}

    /**
     * Reads the body.
     *
     * @throws dev.valence.sandbox.http.Refusal 400 when it asks for nothing, or in a way that cannot be read
     */
    static LicenseChange read(Fields body) {
        List<Step> licenses = new ArrayList<>();
        for (JsonNode item : body.array("licenses").orElseGet(() -> Json.array(List.of()))) {
            if (!item.path("id").isTextual()) {
                throw Refusals.bad("Each of licenses needs an id.");
            }
            licenses.add(
                    new Step(item.path("id").textValue(), isAdd(item), Calling.ofProperties(item.path("properties"))));
        }
        List<Site> sites = new ArrayList<>();
        for (JsonNode item : body.array("siteUrls").orElseGet(() -> Json.array(List.of()))) {
            if (!item.path("siteUrl").isTextual()
                    || !item.path("accountType").asText().equals("attendee")) {
                throw Refusals.bad("Each of siteUrls needs a siteUrl and the accountType attendee.");
            }
            sites.add(new Site(item.path("siteUrl").textValue(), isAdd(item)));
        }
        if (licenses.isEmpty() && sites.isEmpty()) {
            throw Refusals.bad("licenses or siteUrls must hold something.");
        }
        return new LicenseChange(List.copyOf(licenses), List.copyOf(sites));
    }

    private static boolean isAdd(JsonNode item) {
        return switch (item.path("operation").asText("add")) {
            case "add" -> true;
            case "remove" -> false;
            default -> throw Refusals.bad("operation must be add or remove.");
        };
    }

    /**
     * Carries out what can be; whether that was everything.
     *
     * @param free whether a licence has a unit left
     * @throws dev.valence.sandbox.http.Refusal 400 when nothing could be done
     */
    boolean apply(Person person, Predicate<License> free) {
        Set<String> held = new LinkedHashSet<>(person.licenses);
        int refused = 0;
        for (Step step : licenses) {
            boolean possible = License.find(step.id())
                    .filter(license -> !step.add()
                            || held.contains(step.id())
                            || (free.test(license)
                                    && (step.calling().isComplete() || !license.equals(License.CALLING))))
                    .isPresent();
            boolean calling = step.id().equals(License.CALLING.id());
            if (!possible) {
                refused++;
            } else if (step.add()) {
                held.add(step.id());
                if (calling) {
                    step.calling().assign(person.profile);
                }
            } else {
                held.remove(step.id());
                if (calling) {
                    person.profile.remove(Calling.DETAILS);
                }
            }
        }
        if (refused > 0 && refused == licenses.size() && sites.isEmpty()) {
            throw Refusals.bad(
                    "None of the licenses can be changed: each is unknown, used up, or lacks its properties.");
        }
        person.licenses = List.copyOf(held);
        changeSites(person);
        return refused == 0;
    }

    private void changeSites(Person person) {
        Set<String> urls = new LinkedHashSet<>(Sites.of(person.profile));
        for (Site site : sites) {
            if (site.add()) {
                // Nobody is host and attendee of the same site.
                urls.remove(site.url());
                urls.add(site.url() + Sites.ATTENDEE);
            } else {
                urls.remove(site.url() + Sites.ATTENDEE);
            }
        }
        Sites.set(person.profile, urls);
    }

    /** What the person has now. */
    static ObjectNode result(Person person) {
        ObjectNode json = Json.object()
                .put("orgId", person.organizationId())
                .put("personId", person.id())
                .put("email", person.email);
        json.set("licenses", Json.array(person.licenses));
        ArrayNode sites = json.putArray("siteUrls");
        Sites.of(person.profile).forEach(url -> {
            boolean attendee = Sites.isAttendee(url);
            sites.addObject()
                    .put("siteUrl", attendee ? url.substring(0, url.length() - Sites.ATTENDEE.length()) : url)
                    .put("accountType", attendee ? "attendee" : "host");
        });
        json.putArray("pendingLicenses");
        json.putArray("pendingSiteUrls");
        return json;
    }
}

package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.util.List;
import java.util.Optional;

/** A licence of the organization; units are people. */
record License(String code, String name, int totalUnits) {
    private static final String SUBSCRIPTION = "77777777-aaaa-4bbb-8ccc-000000000001";

    /** Where the company meets. */
    static final String SITE = "sandbox.webex.example";

    static final License MESSAGING = new License("MS", "Messaging", 200);
    static final License MEETING = new License("MC", "Meeting - Webex Meeting Center", 100);
    static final License CALLING = new License("BCSTD", "Webex Calling - Professional", 25);
    static final List<License> ALL = List.of(MESSAGING, MEETING, CALLING);

    String id() {
        return Ids.of(Ids.LICENSE, Organization.UUID + ":" + code + "_" + SUBSCRIPTION);
    }

    static Optional<License> find(String id) {
        return ALL.stream().filter(license -> license.id().equals(id)).findFirst();
    }

    ObjectNode json(int consumed) {
        ObjectNode json = Json.object()
                .put("id", id())
                .put("name", name)
                .put("totalUnits", totalUnits)
                .put("consumedUnits", consumed)
                .put("consumedByUsers", consumed)
                .put("consumedByWorkspaces", 0)
                .put("subscriptionId", "Sub-" + SUBSCRIPTION);
        if (this.equals(MEETING)) {
            json.put("siteUrl", SITE).put("siteType", "Control Hub managed site");
        }
        return json;
    }
}

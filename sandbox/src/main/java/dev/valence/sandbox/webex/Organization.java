package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.time.Instant;

/** The one organization of the sandbox. */
final class Organization {
    static final String UUID = "99999999-aaaa-4bbb-8ccc-000000000001";
    static final String ID = Ids.of(Ids.ORGANIZATION, UUID);

    private Organization() {}

    static ObjectNode json() {
        return Json.object()
                .put("id", ID)
                .put("displayName", "Sandbox Organization")
                .put("created", Times.text(Instant.parse("2026-01-02T09:00:00Z")));
    }
}

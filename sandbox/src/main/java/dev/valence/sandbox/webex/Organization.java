package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import java.time.Instant;
import java.util.Optional;

/** The one organization of the sandbox, and the one that stands for everybody else. */
final class Organization {
    static final String UUID = "99999999-aaaa-4bbb-8ccc-000000000001";
    static final String ID = Ids.of(Ids.ORGANIZATION, UUID);

    /** Stands for all accounts of people who belong to no organization here. */
    static final String CONSUMERS = Ids.of(Ids.ORGANIZATION, "99999999-aaaa-4bbb-8ccc-0000000000ff");

    private Organization() {}

    /** Whether an id names this organization. */
    static boolean isIt(String id) {
        return Ids.internal(Ids.ORGANIZATION, id).filter(UUID::equals).isPresent();
    }

    /** The public id of an organization that exists, given by that or by its UUID. */
    static Optional<String> find(String id) {
        return Ids.internal(Ids.ORGANIZATION, id)
                .map(internal -> Ids.of(Ids.ORGANIZATION, internal))
                .filter(known -> known.equals(ID) || known.equals(CONSUMERS));
    }

    static ObjectNode json(String id) {
        return Json.object()
                .put("id", id)
                .put("displayName", id.equals(ID) ? Seed.organization() : "Consumer")
                .put("created", Times.text(Instant.parse("2026-01-02T09:00:00Z")));
    }
}

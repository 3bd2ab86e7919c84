package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.Refusal;
import java.util.List;
import java.util.UUID;

/** How confidential a room is. No call lists the levels, so their ids are the same in every sandbox. */
record Classification(int level) {
    /** Public, internal, confidential, secret. */
    private static final List<Classification> ALL =
            List.of(new Classification(1), new Classification(2), new Classification(3), new Classification(4));

    String id() {
        return Ids.of(Ids.CLASSIFICATION, "66666666-aaaa-4bbb-8ccc-%012d".formatted(level));
    }

    /**
     * The public id of the level that a body names.
     *
     * @throws Refusal 400 when it names none
     */
    static String given(String id) {
        UUID uuid = Ids.given(Ids.CLASSIFICATION, id);
        return ALL.stream()
                .map(Classification::id)
                .filter(Ids.of(Ids.CLASSIFICATION, uuid)::equals)
                .findFirst()
                .orElseThrow(() -> Refusals.bad("classificationId is no classification of the organization."));
    }

    static boolean isLowest(String id) {
        return ALL.getFirst().id().equals(id);
    }
}

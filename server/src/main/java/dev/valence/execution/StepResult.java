package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.time.Duration;
import java.util.List;

/** What performing a step came to. */
sealed interface StepResult {
    /** What later steps see of it. */
    JsonNode value();

    /** What is to be sent once the step's result is committed. */
    default List<Mail> mails() {
        return List.of();
    }

    /** It went well; goes on at {@code onSuccess}. */
    record Done(JsonNode value, List<Mail> mails) implements StepResult {
        public Done {
            mails = List.copyOf(mails);
        }

        Done(JsonNode value) {
            this(value, List.of());
        }
    }

    /** No failure, but the way is {@code onFailure}: a filter said no, a loop is at its end. */
    record Otherwise(JsonNode value, List<Mail> mails) implements StepResult {
        public Otherwise {
            mails = List.copyOf(mails);
        }

        Otherwise(JsonNode value) {
            this(value, List.of());
        }
    }

    /**
     * It failed.
     *
     * @param error for people
     */
    record Failed(ObjectNode value, String error) implements StepResult {
        public Failed {
            error = StorableValue.text(error);
            value = value.deepCopy().put("error", error);
        }

        static Failed because(String error) {
            return new Failed(Json.MAPPER.createObjectNode(), error);
        }
    }

    /**
     * It failed and asks to be tried again.
     *
     * @param value what it came to, should it not be
     */
    record Again(ObjectNode value, String error, Duration delay) implements StepResult {}

    /**
     * The execution ends here and the whole of it is to be tried again.
     *
     * @param delay from now
     */
    record Restart(JsonNode value, Duration delay) implements StepResult {}
}

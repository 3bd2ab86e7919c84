package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.formula.FormulaInstance;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A dry run whose process is killed goes on elsewhere, and as dry as it began. */
class KilledDryRunTest {
    private final Fixture fixture = new Fixture();
    private final Jdbi jdbi = Fixture.jdbi();
    private final Node survivor = fixture.process(new RerunningProcess.Wire(jdbi, () -> {}));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anotherProcessGoesOnWithoutSending() throws Exception {
        FormulaInstance instance = fixture.instance("""
                        [{"name": "look", "type": "httpRequest", "onSuccess": ["send"], "properties": {"method": "GET", "url": "x"}},
                         {"name": "send", "type": "httpRequest", "properties": {"method": "POST", "url": "x"}}]""");

        Execution dry = survivor.rows.find(killedInTheMiddle(instance)).orElseThrow();

        assertThat(survivor.await(dry).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(dry.isDryRun()).isTrue();
        assertThat(methods(dry.rerun().flatMap(Rerun::originId).orElseThrow())).containsExactly("GET", "POST");
        assertThat(methods(dry.id())).as("made by the one that survived").containsExactly("GET");
        JsonNode send = survivor.rows.latest(dry.id()).getLast().value();
        assertThat(send.path("response").path("body").asText()).isEqualTo("POST");
        assertThat(send.path("dryRun").path("answer").asText()).isEqualTo("recorded");
    }

    private List<String> methods(long execution) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select method from wire where execution_id = :id order by line")
                        .bind("id", execution)
                        .mapTo(String.class)
                        .list());
    }

    private long killedInTheMiddle(FormulaInstance instance) throws Exception {
        try (KilledProcess process =
                new KilledProcess(RerunningProcess.class, jdbi, List.of(Long.toString(instance.id())))) {
            Waiting.until(() -> process.stands(1));
            return process.accepted().getFirst();
        }
    }
}

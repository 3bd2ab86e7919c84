package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.formula.FormulaInstance;
import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RerunningProcess.class.getName(),
                        jdbi.withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getURL)),
                        jdbi.withHandle(handle -> handle.queryMetadata(DatabaseMetaData::getUserName)),
                        Long.toString(instance.id()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long accepted = 0;
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (boolean standing = false; !standing || accepted == 0; ) {
                String line = said.readLine();
                assertThat(line).as("the process ended by itself").isNotNull();
                standing |= line.equals("standing");
                if (line.startsWith("accepted ")) {
                    accepted = Long.parseLong(line.substring("accepted ".length()));
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return accepted;
    }
}

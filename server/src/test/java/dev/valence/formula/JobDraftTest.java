package dev.valence.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BadRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JobDraftTest {
    private static final String JOB = """
            {"name": "Report", "description": "Every Monday", "cron": "CRON",
             "request": {"elementInstanceId": 7, "method": "POST", "api": "/messages"}}""";

    @Test
    void theFormulaHasTheNameAndDescription() {
        JobDraft job = read("0 0 9 ? * MON *");
        FormulaDraft formula = FormulaReader.read(job.formula());

        assertThat(formula.name()).isEqualTo("Report");
        assertThat(formula.description()).contains("Every Monday");
        assertThat(formula.members()).isEmpty();
        assertThat(job.instance().path("name").asText()).isEqualTo("Report");
    }

    @Test
    void aScheduleWithAVariableIsRefused() {
        assertThatThrownBy(() -> read("${config.account}"))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("cron has a variable");
    }

    private static JobDraft read(String cron) {
        return JobDraft.read(JOB.replace("CRON", cron).getBytes(StandardCharsets.UTF_8));
    }
}

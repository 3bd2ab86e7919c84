package dev.valence.formula;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FormulaCheckTest {
    private static final Instant FRIDAY = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void whatWouldBeRefusedStandsAtItsPlace() {
        assertThat(check("""
                        {'triggers': [{'type': 'manual', 'onSuccess': ['gone']}],
                         'steps': [{'name': 'send', 'type': 'elementRequest',
                                    'properties': {'elementInstanceId': '7', 'method': 'POST'}}, {'type': 'script'}]}""")).isEqualTo(json("""
                        {'problems': {
                           'steps[1].name': 'is missing',
                           'triggers.trigger.onSuccess': 'names the step \\u0027gone\\u0027, which the formula does not have',
                           'steps.send.properties.api': 'is missing',
                           'steps[1].properties.body': 'is missing',
                           'name': 'is missing'},
                         'warnings': {}, 'next': []}"""));
    }

    @Test
    void whatIsOddIsAWarningAtItsPlace() {
        ObjectNode reply = check("""
                {'name': 'F', 'triggers': [{'type': 'scheduled', 'properties': {'cron': '0 0 8 30 2 ? *'}}],
                 'steps': [{'name': 'lonely', 'type': 'script', 'properties': {'body': 'done(1)'}}]}""");
        assertThat(reply).isEqualTo(json("""
                {'problems': {},
                 'warnings': {'steps.lonely': 'no step leads to the step \\u0027lonely\\u0027',
                              'triggers.trigger.properties.cron': 'the schedule of the trigger never comes'},
                 'next': []}"""));
    }

    @Test
    void theNextTimesOfAScheduleAreTold() {
        ObjectNode reply = check("""
                {'name': 'F', 'triggers': [{'type': 'scheduled', 'properties': {'cron': '0 30 9 ? * MON-FRI *'}}]}""");
        assertThat(reply.path("next").valueStream().map(time -> time.asText()))
                .containsExactly("2026-11-30T09:30:00Z", "2026-12-01T09:30:00Z", "2026-12-02T09:30:00Z");
    }

    @Test
    void aScheduleThatIsNoneHasNoTimes() {
        ObjectNode reply = check("""
                {'name': 'F', 'triggers': [{'type': 'scheduled', 'properties': {'cron': 'daily'}}]}""");
        assertThat(reply.path("next")).isEmpty();
        assertThat(reply.at("/problems/triggers.trigger.properties.cron").asText())
                .contains("'daily' is no schedule");
    }

    private static ObjectNode check(String formula) {
        return FormulaCheck.of(json(formula), FRIDAY);
    }

    private static ObjectNode json(String text) {
        return FormulaReader.body(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}

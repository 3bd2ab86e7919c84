package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedStepsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "done(steps.find.id + steps['get-room'].n)",
                "const a = steps\n  .find; done({a, b: steps?.[\"get-room\"]})",
                "steps.find.a; steps . find; steps[ 'get-room' ]",
            })
    void aScriptNamesItsSteps(String script) {
        assertThat(NamedSteps.in(script).names()).contains(Set.of("find", "get-room"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "done(steps)",
                "const {find} = steps; done(find)",
                "done(steps[name])",
                "done(steps.find && Object.keys(steps))",
                "done(steps['a' + 'b'])",
                "done(steps[`find`])",
            })
    void anythingElseNeedsAll(String script) {
        assertThat(NamedSteps.in(script).names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"done(1)", "done(mysteps.find)", "done(trigger.steps)"})
    void otherWordsAreNotMeant(String script) {
        assertThat(NamedSteps.in(script).names()).contains(Set.of());
    }
}

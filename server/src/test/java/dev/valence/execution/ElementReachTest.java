package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.formula.FormulaInstance;
import dev.valence.formula.StepType;
import dev.valence.http.BadRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ElementReachTest {
    private final Accounts accounts = new Accounts(request -> Receiver.Answer.json(200, "{}"));

    @AfterEach
    void close() {
        accounts.close();
    }

    @Test
    void whatTheConfigurationNamesMayBeCalledWhoeversItIs() {
        accounts.ownerAdministers(false);
        long others = accounts.instanceOf(accounts.otherUser());

        assertThat(reached(accounts.configuredWith(others), Long.toString(others)))
                .isEqualTo(others);
    }

    @Test
    void aLiteralIdReachesWhatTheFormulasOwnerMayCall() {
        FormulaInstance instance = accounts.configuredWith(1);
        long own = accounts.instanceOf(Accounts.owner());
        long others = accounts.instanceOf(accounts.otherUser());
        assertThat(reached(instance, Long.toString(others)))
                .as("as administrator")
                .isEqualTo(others);

        accounts.ownerAdministers(false);

        assertThat(reached(instance, Long.toString(own))).isEqualTo(own);
        assertRefused(instance, Long.toString(others), "has no element instance " + others);
    }

    @Test
    void anotherAccountsInstanceIsOutOfReachEvenWhenItIsConfigured() {
        long foreign = accounts.instanceOf(accounts.userElsewhere());

        assertRefused(accounts.configuredWith(foreign), Long.toString(foreign), "has no element instance " + foreign);
    }

    @Test
    void whatIsNoIdIsToldByItsProperty() {
        FormulaInstance instance = accounts.configuredWith(1);

        assertRefused(instance, "${config.nothing}", "elementInstanceId, ${config.nothing}, has no value");
        assertRefused(instance, "general", "has to be the id of an element instance, not 'general'");
        assertRefused(instance, "99999999", "has no element instance 99999999");
    }

    @Test
    void olderDocumentsNameTheVariableBare() {
        FormulaInstance instance = accounts.configuredWith(1);
        long own = accounts.instanceOf(Accounts.owner());
        StepCall bare = accounts.call(instance, StepType.ELEMENT_REQUEST, "{\"elementInstanceId\": \"steps.pick\"}");
        bare.context().put("pick", Fixture.json(Long.toString(own)));

        assertThat(accounts.reach.require(bare, "elementInstanceId").instanceId())
                .isEqualTo(own);
    }

    private long reached(FormulaInstance instance, String id) {
        return accounts.reach
                .require(
                        accounts.call(instance, StepType.ELEMENT_REQUEST, "{\"elementInstanceId\": \"" + id + "\"}"),
                        "elementInstanceId")
                .instanceId();
    }

    private void assertRefused(FormulaInstance instance, String id, String why) {
        assertThatThrownBy(() -> reached(instance, id))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining(why);
    }
}

package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.formula.FormulaInstance;
import dev.valence.formula.Formulas;
import dev.valence.http.NotFound;
import dev.valence.tenant.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody reaches formulas, instances and executions of another account, nor those of other users who is no administrator. */
class TenancyTest {
    private static final long ELSEWHERE = 999_999;

    private final Fixture fixture = new Fixture();
    private final Node process = fixture.process();
    private final Formulas formulas = new Formulas(Fixture.jdbi(), process.notices, Clock.systemUTC());
    private final ExecutionHistory history = new ExecutionHistory(Fixture.jdbi());

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Who asks. */
    enum Stranger {
        ADMINISTRATOR_OF_ANOTHER_ACCOUNT(ELSEWHERE, true),
        USER_OF_ANOTHER_ACCOUNT(ELSEWHERE, false),
        OTHER_USER_OF_THE_ACCOUNT(Fixture.accountId(), false);

        private final long account;
        private final boolean administrator;

        Stranger(long account, boolean administrator) {
            this.account = account;
            this.administrator = administrator;
        }

        Caller caller() {
            return new Caller(
                    ELSEWHERE, account, Fixture.organizationId(), "eve@example.com", "Eve", "E", administrator);
        }
    }

    @ParameterizedTest
    @EnumSource
    void strangersFindNothing(Stranger stranger) throws Exception {
        FormulaInstance instance = instance();
        Execution execution = process.start(instance, "{}");
        process.await(execution);
        Caller caller = stranger.caller();

        assertThatThrownBy(() -> formulas.require(caller, instance.formula().id()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> process.instances.require(caller, Optional.empty(), instance.id()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> process.subjects.require(caller, Optional.empty(), instance.id()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> history.require(caller, execution.id())).isInstanceOf(NotFound.class);
        assertThat(listed(new ExecutionHistory.Scope.All(caller))).isEmpty();
        assertThat(listed(new ExecutionHistory.Scope.OfFormula(
                        caller, instance.formula().id())))
                .isEmpty();
    }

    @Test
    void theOwnerAndTheAccountsAdministratorFindThem() throws Exception {
        FormulaInstance instance = instance();
        Execution execution = process.start(instance, "{}");
        process.await(execution);
        Caller owner = caller(instance.owner().userId(), false);
        Caller administrator = caller(ELSEWHERE, true);

        for (Caller caller : List.of(owner, administrator)) {
            assertThat(formulas.require(caller, instance.formula().id()).id())
                    .isEqualTo(instance.formula().id());
            assertThat(process.instances
                            .require(caller, Optional.empty(), instance.id())
                            .id())
                    .isEqualTo(instance.id());
            assertThat(process.subjects
                            .require(caller, Optional.empty(), instance.id())
                            .id())
                    .isEqualTo(instance.id());
            assertThat(history.require(caller, execution.id()).id()).isEqualTo(execution.id());
            assertThat(listed(new ExecutionHistory.Scope.OfFormula(
                            caller, instance.formula().id())))
                    .containsExactly(execution.id());
        }
        assertThatThrownBy(() -> process.subjects.require(owner, Optional.of(ELSEWHERE), instance.id()))
                .as("an instance of another formula")
                .isInstanceOf(NotFound.class);
    }

    @Test
    void aSubFormulaOfAnotherAccountIsNotRun() throws Exception {
        long foreign = fixture.formula("""
                [{"name": "send", "type": "httpRequest", "properties": {"url": "foreign"}}]""");
        long account = Fixture.jdbi()
                .withHandle(handle -> handle.createUpdate("""
                        insert into account (organization_id, external_id, name, description, created_at)
                        values (:organization, gen_random_uuid()::text, 'Other', '', now())""")
                        .bind("organization", Fixture.organizationId())
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one());
        Fixture.jdbi()
                .useHandle(
                        handle -> handle.execute("update formula set account_id = ? where id = ?", account, foreign));
        FormulaInstance instance = fixture.instance("""
                [{"name": "sub", "type": "formula", "properties": {"formulaId": "%d"}}]""".formatted(foreign));

        Ended ended = process.run(instance, "{}");

        assertThat(ended.error()).get().asString().contains("there is no formula " + foreign);
        assertThat(fixture.log.texts()).isEmpty();
    }

    @Test
    void aSubFormulaIsRunWhenTheOwnerOfTheOneAboveMaySeeIt() throws Exception {
        long user = Fixture.jdbi()
                .withHandle(handle -> handle.createUpdate("""
                        insert into users (account_id, email, first_name, last_name, created_at)
                        values (:account, 'bob@example.com', 'Bob', 'B', now())""")
                        .bind("account", Fixture.accountId())
                        .executeAndReturnGeneratedKeys("id")
                        .mapTo(Long.class)
                        .one());
        String sending = """
                [{"name": "send", "type": "httpRequest", "properties": {"url": "%s"}}]""";
        String running = """
                [{"name": "sub", "type": "formula", "properties": {"formulaId": "%d"}}]""";
        long administrators = fixture.formula(sending.formatted("the administrator's"));
        long bobs = fixture.formula(sending.formatted("bob's"));
        own(user, bobs);
        long foreign = fixture.formula(running.formatted(administrators));
        own(user, foreign);
        long own = fixture.formula(running.formatted(bobs));
        own(user, own);

        assertThat(process.run(fixture.instance(foreign), "{}").error())
                .get()
                .asString()
                .contains("there is no formula " + administrators);
        assertThat(process.run(fixture.instance(own), "{}").status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(process.run(fixture.instance(running.formatted(bobs)), "{}").status())
                .as("an administrator's runs all")
                .isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(fixture.log.texts()).containsExactly("bob's", "bob's");
    }

    private static void own(long user, long formula) {
        Fixture.jdbi()
                .useHandle(handle -> handle.execute("update formula set user_id = ? where id = ?", user, formula));
    }

    private FormulaInstance instance() {
        return fixture.instance("""
                [{"name": "send", "type": "httpRequest", "properties": {"url": "x"}}]""");
    }

    private static Caller caller(long user, boolean administrator) {
        return new Caller(
                user, Fixture.accountId(), Fixture.organizationId(), "ada@example.com", "Ada", "L", administrator);
    }

    private List<Long> listed(ExecutionHistory.Scope scope) {
        return history.list(scope, ExecutionFilter.of(Map.of()), 100).stream()
                .map(StoredExecution::id)
                .toList();
    }
}

package dev.valence.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.credential.SettableClock;
import dev.valence.http.Conflict;
import dev.valence.http.NotFound;
import dev.valence.store.ChangeNotices;
import dev.valence.tenant.Caller;
import dev.valence.tenant.TestTenant;
import dev.valence.vault.TestVault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Formulas and their instances in a database. */
class FormulasTest {
    private static final TestTenant TENANT = TestTenant.create();
    private static final ChangeNotices NOTICES = TestVault.notices(TENANT.jdbi());
    private static final String DOCUMENT = """
            {'name': 'F', 'configuration': [{'key': 'chat', 'type': 'elementInstance'}, {'key': 'hour', 'type': 'value'}],
             'triggers': [{'type': 'event', 'properties': {'elementInstanceId': '${config.chat}'}, 'onSuccess': ['a']}],
             'steps': [{'name': 'a', 'type': 'script', 'properties': {'body': 'done({})'}, 'onSuccess': ['b']},
                       {'name': 'b', 'type': 'script', 'properties': {'body': 'done({})'}, 'onFailure': ['a']}]}""";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-15T09:30:00Z"));
    private final Formulas formulas = new Formulas(TENANT.jdbi(), NOTICES, clock);
    private final FormulaInstances instances = new FormulaInstances(TENANT.jdbi(), NOTICES, 3);
    private final InstanceWriter writer = new InstanceWriter(TENANT.jdbi(), instances, NOTICES, clock, List.of());
    private final Caller caller = TENANT.jdbi()
            .withHandle(handle -> handle.createQuery("""
                    select u.id, u.account_id, a.organization_id from users u join account a on a.id = u.account_id
                    where u.email = :email""")
                    .bind("email", TestTenant.EMAIL)
                    .map((row, context) -> new Caller(
                            row.getLong("id"),
                            row.getLong("account_id"),
                            row.getLong("organization_id"),
                            TestTenant.EMAIL,
                            "Ada",
                            "L",
                            true))
                    .one());

    @BeforeEach
    void nothingIsThere() {
        TENANT.jdbi().useHandle(handle -> {
            handle.execute("delete from formula_instance");
            handle.execute("delete from formula");
        });
    }

    @Test
    void aVersionStaysWhatItWasWhenTheFormulaIsEdited() {
        Formula before = create(DOCUMENT);
        Formula after = formulas.change(
                caller,
                before.id(),
                json -> Part.STEPS.replace(json, id(before, "b"), FormulaReaderTest.json("{'name': 'c'}"), true));

        assertThat(after.version().id()).isNotEqualTo(before.version().id());
        assertThat(after.version().steps()).containsOnlyKeys("a", "c");
        assertThat(after.version().step("a").orElseThrow().onSuccess())
                .as("led along")
                .containsExactly("c");
        assertThat(formulas.version(before.version().id()).orElseThrow()).isEqualTo(before.version());
        assertThat(new Formulas(TENANT.jdbi(), NOTICES, clock)
                        .version(before.version().id()))
                .as("another process")
                .contains(before.version());

        Formula renamed = formulas.change(caller, before.id(), json -> json.put("name", "G"));
        assertThat(renamed.version().id()).isEqualTo(after.version().id());
        assertThat(renamed.name()).isEqualTo("G");
    }

    @Test
    void partsOfTheSameNameKeepTheirIdsAndForeignIdsMeanNothing() {
        Formula before = create(DOCUMENT.replace("'name': 'a'", "'id': 1, 'name': 'a'"));
        assertThat(ids(before)).doesNotHaveDuplicates().doesNotContain(0L);
        Formula after = formulas.change(caller, before.id(), json -> FormulaReaderTest.json("""
                {'name': 'F', 'configuration': [{'key': 'hour'}, {'key': 'chat', 'type': 'elementInstance'}, {'key': 'new'}],
                 'steps': [{'name': 'b', 'type': 'script', 'properties': {'body': '1'}, 'id': 999999},
                           {'name': 'd', 'type': 'script', 'properties': {'body': '1'}}]}"""));
        assertThat(after.version().step("b").orElseThrow().id())
                .isEqualTo(before.version().step("b").orElseThrow().id());
        assertThat(ids(before))
                .doesNotContain(after.version().step("d").orElseThrow().id());
        assertThat(after.version().variable("chat")).isEqualTo(before.version().variable("chat"));
        assertThat(ids(after)).doesNotHaveDuplicates();

        ObjectNode swapped = before.json();
        ((ObjectNode) swapped.at("/steps/0")).put("name", "z");
        ((ObjectNode) swapped.at("/triggers/0")).putArray("onSuccess").add("z");
        ((ObjectNode) swapped.at("/steps/1")).putArray("onFailure").add("z");
        formulas.change(caller, before.id(), json -> before.json());
        long a = formulas.require(caller, before.id())
                .version()
                .step("a")
                .orElseThrow()
                .id();
        ((ObjectNode) swapped.at("/steps/0")).put("id", a);
        assertThat(formulas.change(caller, before.id(), json -> swapped)
                        .version()
                        .step("z")
                        .orElseThrow()
                        .id())
                .as("known by its id")
                .isEqualTo(a);
    }

    @Test
    void whatStartsAnInstanceFollowsTheTemplate() {
        Formula formula = create(DOCUMENT);
        FormulaInstance instance = instance(formula, Map.of("chat", "4711", "hour", "9"));
        assertThat(started(TriggerType.EVENT, 4711)).containsExactly(instance.id());
        assertThat(started(TriggerType.EVENT, 4712)).isEmpty();
        assertThat(started(TriggerType.ELEMENT_REQUEST, 4711)).isEmpty();

        setTrigger(
                formula,
                "{'type': 'elementRequest', 'properties': {'elementInstanceId': '${chat}', 'method': 'get',"
                        + " 'api': '/x/${config.hour}'}}");
        assertThat(started(TriggerType.EVENT, 4711)).isEmpty();
        assertThat(TENANT.jdbi()
                        .withHandle(handle -> instances.startedBy(handle, TriggerType.ELEMENT_REQUEST, List.of(4711L)))
                        .getFirst()
                        .binding())
                .contains(new Binding(
                        TriggerType.ELEMENT_REQUEST,
                        Optional.of(4711L),
                        Optional.of("GET"),
                        Optional.of("/x/9"),
                        Optional.empty()));

        setTrigger(formula, "{'type': 'scheduled', 'properties': {'cron': '0 0 ${config.hour} ? * MON'}}");
        assertThat(TENANT.jdbi().withHandle(instances::scheduled))
                .extracting(each -> each.binding().flatMap(Binding::cron).orElse(""))
                .containsExactly("0 0 9 ? * MON");
        formulas.change(caller, formula.id(), json -> json.put("active", false));
        assertThat(TENANT.jdbi().withHandle(instances::scheduled)).isEmpty();
        formulas.change(caller, formula.id(), json -> json.put("active", true).set("triggers", null));
        assertThat(instances.find(instance.id()).orElseThrow().binding()).isEmpty();
    }

    @Test
    void aVariableStaysWhileInstancesGiveItAValue() {
        Formula formula = create(DOCUMENT);
        FormulaInstance instance = instance(formula, Map.of("chat", "1", "hour", "9"));
        assertThatThrownBy(() -> formulas.change(
                        caller,
                        formula.id(),
                        json -> Part.CONFIGURATION.remove(
                                json,
                                Long.toString(formula.version()
                                        .variable("hour")
                                        .orElseThrow()
                                        .id()))))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("'hour'");
        assertThatThrownBy(() -> formulas.delete(caller, formula.id())).isInstanceOf(Conflict.class);
        writer.delete(instance);
        formulas.delete(caller, formula.id());
        assertThatThrownBy(() -> formulas.require(caller, formula.id())).isInstanceOf(NotFound.class);
    }

    @Test
    void anInstanceThatFailsTooOftenInARowIsDeactivated() {
        FormulaInstance instance = instance(create(DOCUMENT), Map.of("chat", "1", "hour", "9"));
        assertThat(failed(instance)).isEmpty();
        assertThat(failed(instance)).isEmpty();
        TENANT.jdbi().useTransaction(handle -> instances.succeeded(handle, List.of(instance.id())));
        assertThat(failed(instance)).isEmpty();
        assertThat(failed(instance)).isEmpty();
        assertThat(failed(instance)).as("the third in a row").contains(3);
        assertThat(failed(instance)).as("once").isEmpty();
        FormulaInstance stopped = instances.find(instance.id()).orElseThrow();
        assertThat(stopped.json().path("failuresInARow").intValue()).isEqualTo(4);
        assertThat(stopped.active()).isFalse();
        assertThat(started(TriggerType.EVENT, 1)).isEmpty();

        Formula formula = formulas.find(instance.formula().id()).orElseThrow();
        FormulaInstance again = writer.change(formula, stopped, wanted(stopped.configuration(), Optional.empty()))
                .orElseThrow();
        assertThat(again.failuresInARow()).isZero();
        FormulaInstances never = new FormulaInstances(TENANT.jdbi(), NOTICES, 0);
        for (int i = 0; i < 10; i++) {
            Optional<Integer> ended = TENANT.jdbi().inTransaction(handle -> never.failed(handle, again.id()));
            assertThat(ended).isEmpty();
        }
        assertThat(failed(again.id() + 1)).as("gone meanwhile").isEmpty();
    }

    @Test
    void anInstanceWhoseTimeIsOverIsDeleted() {
        Formula formula = create(DOCUMENT);
        FormulaInstance stays = instance(formula, Map.of("chat", "1", "hour", "9"));
        FormulaInstance goes = writer.create(
                        caller,
                        formula,
                        wanted(
                                Map.of(),
                                InstanceSettings.end(
                                        FormulaReaderTest.json("{'formula.instance.time.to.live': '3600'}"),
                                        Optional.empty(),
                                        clock.instant())))
                .orElseThrow();
        assertThat(writer.deleteExpired()).isZero();
        clock.advance(Duration.ofSeconds(3599));
        assertThat(writer.deleteExpired()).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(writer.deleteExpired()).isEqualTo(1);
        assertThat(instances.find(goes.id())).isEmpty();
        assertThat(instances.find(stays.id())).isPresent();
    }

    @Test
    void whatWasCheckedAgainstAnotherVersionIsNotStored() {
        Formula checked = create(DOCUMENT);
        setTrigger(checked, "{'type': 'manual'}");
        assertThat(writer.create(caller, checked, wanted(Map.of(), Optional.empty())))
                .isEmpty();
        Formula now = formulas.require(caller, checked.id());
        FormulaInstance made =
                writer.create(caller, now, wanted(Map.of(), Optional.empty())).orElseThrow();
        assertThat(writer.change(now, made, wanted(Map.of("x", "1"), Optional.empty())))
                .isPresent();
        assertThat(writer.change(now, made, wanted(Map.of("x", "2"), Optional.empty())))
                .as("somebody was faster")
                .isEmpty();
    }

    @Test
    void editsAtTheSameTimeAreAllThere() throws Exception {
        Formula formula = create("{'name': 'F'}");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Formula>> edits = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ObjectNode step = FormulaReaderTest.json(
                        "{'name': 's" + i + "', 'type': 'script', 'properties': {'body': 'done(1)'}}");
                edits.add(() -> formulas.change(caller, formula.id(), json -> Part.STEPS.add(json, step)));
            }
            for (Future<Formula> edit : threads.invokeAll(edits)) {
                edit.get();
            }
        }
        assertThat(formulas.require(caller, formula.id()).version().steps()).hasSize(20);
    }

    private Formula create(String document) {
        return formulas.create(caller, FormulaReader.read(FormulaReaderTest.json(document)));
    }

    private void setTrigger(Formula formula, String trigger) {
        formulas.change(caller, formula.id(), json -> {
            json.putArray("triggers").add(FormulaReaderTest.json(trigger));
            return json;
        });
    }

    private FormulaInstance instance(Formula formula, Map<String, String> values) {
        return writer.create(caller, formula, wanted(values, Optional.empty())).orElseThrow();
    }

    private static InstanceWriter.Wanted wanted(
            Map<String, String> values, Optional<java.time.OffsetDateTime> expires) {
        return new InstanceWriter.Wanted(
                "I", true, Optional.empty(), new LinkedHashMap<>(values), FormulaReaderTest.json("{}"), expires);
    }

    private Optional<Integer> failed(FormulaInstance instance) {
        return failed(instance.id());
    }

    private Optional<Integer> failed(long id) {
        return TENANT.jdbi().inTransaction(handle -> instances.failed(handle, id));
    }

    private List<Long> started(TriggerType type, long elementInstance) {
        return TENANT.jdbi().withHandle(handle -> instances.startedBy(handle, type, List.of(elementInstance))).stream()
                .map(FormulaInstance::id)
                .toList();
    }

    private static String id(Formula formula, String step) {
        return Long.toString(formula.version().step(step).orElseThrow().id());
    }

    private static List<Long> ids(Formula formula) {
        List<Long> ids = new ArrayList<>();
        for (String list : FormulaVersion.PARTS) {
            formula.version()
                    .document()
                    .path(list)
                    .forEach(part -> ids.add(part.path("id").longValue()));
        }
        return ids;
    }
}

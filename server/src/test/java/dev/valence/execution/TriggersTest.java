package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.event.EventObject;
import dev.valence.event.EventSource;
import dev.valence.event.Journal;
import dev.valence.event.NewEvent;
import dev.valence.event.Receiver;
import dev.valence.event.StoredEvent;
import dev.valence.formula.FormulaInstance;
import dev.valence.http.Conflict;
import dev.valence.http.PayloadTooLarge;
import dev.valence.hub.CallOrigin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TriggersTest {
    private static final String ECHO = """
            [{"name": "echo", "type": "script", "properties": {"body": "done({id: trigger.event.objectId, old: trigger.body.message.events[0].objectId, text: trigger.body.message.raw.text})"}}]""";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Fixture fixture = new Fixture();
    private final Node process = fixture.process();
    private final WrittenObjects written = new WrittenObjects();
    private final Journal events = new Journal(
            Fixture.jdbi(),
            Clock.systemUTC(),
            List.of(new EventTriggers(process.instances, process.journal, written, Clock.systemUTC())));
    private final ExecutionHistory history = new ExecutionHistory(Fixture.jdbi());
    private final Cancellation cancellation = new Cancellation(Fixture.jdbi(), Clock.systemUTC());

    @AfterEach
    void close() {
        events.close();
        fixture.close();
    }

    @Test
    void anEventOfSeveralObjectsStartsAnExecutionForEach() throws Exception {
        long element = fixture.elementInstance();
        FormulaInstance instance = fixture.instance(ECHO);
        fixture.listen(instance, "event", element, "", "");

        events.acceptAndWait(event(element, "a", "b"));

        List<StoredExecution> started = ended(instance, 2);
        assertThat(started)
                .extracting(execution -> execution.objectId().orElse(""))
                .containsExactly("b", "a");
        assertThat(started).extracting(StoredExecution::status).containsOnly(ExecutionStatus.SUCCESS);
        assertThat(process.rows.ended(started.getLast().id()).orElseThrow().value())
                .hasToString("{\"id\":\"a\",\"old\":\"a\",\"text\":\"hello\"}");
        StepHistory.Item trigger =
                new StepHistory(Fixture.jdbi()).of(started.getFirst(), -1, 10).getFirst();
        assertThat(StepReply.withValues(trigger, ValueView.ofErrors()).findValuesAsText("key"))
                .containsExactly("trigger.type", "trigger.event", "trigger.eventId");
    }

    @Test
    void anEventOfADisabledElementInstanceStartsNothing() throws Exception {
        long element = fixture.elementInstance();
        FormulaInstance instance = fixture.instance(ECHO);
        fixture.listen(instance, "event", element, "", "");
        Fixture.jdbi()
                .useHandle(handle -> handle.execute(
                        """
                insert into instance (id, organization_id, account_id, user_id, element_id, element_key, name, tags,
                    token_sealed, token_hash, external_authentication, disabled, created_at, updated_at)
                values (?, ?, ?, ?, 1, 'ciscospark', 'off', '{}', '', decode(md5(random()::text), 'hex'), 'none', true,
                    now(), now())""",
                        element,
                        Fixture.organizationId(),
                        Fixture.accountId(),
                        Fixture.caller().userId()));

        events.acceptAndWait(event(element, "a"));
        Fixture.jdbi()
                .useHandle(handle -> handle.execute("update instance set disabled = false where id = ?", element));
        events.acceptAndWait(event(element, "b"));

        assertThat(ended(instance, 1).getFirst().objectId()).contains("b");
    }

    @Test
    void anEventThatCannotStartItsFormulaIsNotAccepted() {
        long element = fixture.elementInstance();
        FormulaInstance instance = fixture.instance(ECHO);
        fixture.listen(instance, "event", element, "", "");
        Journal failing = new Journal(Fixture.jdbi(), Clock.systemUTC(), List.of((handle, stored) -> {
            throw new IllegalStateException("no");
        }));

        assertThatThrownBy(() -> failing.acceptAndWait(event(element, "a")))
                .hasMessageContaining("could not be stored");
        int stored = Fixture.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from event where instance_id = :id")
                        .bind("id", element)
                        .mapTo(Integer.class)
                        .one());
        assertThat(stored).isZero();
        failing.close();
    }

    @Test
    void anInactiveInstanceIsNotStarted() throws Exception {
        long element = fixture.elementInstance();
        FormulaInstance instance = fixture.instance(ECHO);
        fixture.listen(instance, "event", element, "", "");
        Fixture.jdbi().useHandle(handle -> handle.execute("update formula_instance set active = false"));

        events.acceptAndWait(event(element, "a"));

        assertThat(list(instance, Map.of())).isEmpty();
        FormulaInstance inactive = process.instances.find(instance.id()).orElseThrow();
        assertThatThrownBy(() -> process.executions.start(
                        inactive, PostedTrigger.executions(inactive, Fixture.json("{}"), 0, Instant.now())))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("is not active");
    }

    @Test
    void aFormulaThatStartsItselfIsEndedWithAClearError() throws Exception {
        long element = fixture.elementInstance();
        FormulaInstance instance = fixture.instance(ECHO);
        fixture.listen(instance, "event", element, "", "");
        for (int i = 0; i < 14; i++) {
            events.acceptAndWait(event(element, "m" + i));
            StoredExecution started = list(instance, Map.of()).getFirst();
            if (started.status() == ExecutionStatus.FAILED) {
                break;
            }
            int depth = process.rows.find(started.id()).orElseThrow().depth();
            assertThat(depth).isEqualTo(i);
            written.created(Fixture.accountId(), "ciscospark", "m" + (i + 1), depth);
        }

        List<StoredExecution> all = ended(instance, 12);
        assertThat(all.getFirst().error()).get().asString().contains("more than 10 deep");
        assertThat(all.stream().filter(one -> one.status() == ExecutionStatus.FAILED))
                .hasSize(1);
        assertThat(new StepHistory(Fixture.jdbi()).errors(all.getFirst(), -1, 10))
                .singleElement()
                .satisfies(step -> assertThat(step.name()).isEqualTo("trigger"));
    }

    @Test
    void aChangeOfAnotherIsNoConsequenceOfTheExecutionsOwn() {
        written.changed(1, "e", "x", 4);
        var event = new StoredEvent(1, Instant.EPOCH, 1, 1, "e", EventSource.WEBHOOK, List.of(), "{}");
        EventObject object = new EventObject("rooms", "x", "UPDATED", Instant.EPOCH);

        assertThat(written.depthAfter(event, object)).isEqualTo(5);
        assertThat(written.depthAfter(event, object)).isZero();
    }

    @Test
    void aPostedNotificationStartsAnExecutionForEachEvent() {
        FormulaInstance instance = fixture.instance(ECHO);
        List<NewExecution> executions = PostedTrigger.executions(
                instance,
                Fixture.json("{\"message\":{\"eventId\":7,\"events\":[{\"objectId\":\"a\"},{\"objectId\":\"b\"}]}}"),
                0,
                Instant.now());

        assertThat(executions)
                .extracting(one -> one.trigger().toString())
                .containsExactly(
                        "{\"type\":\"manual\",\"args\":{\"message\":{\"eventId\":7,\"events\":[{\"objectId\":\"a\"}]}}}",
                        "{\"type\":\"manual\",\"args\":{\"message\":{\"eventId\":7,\"events\":[{\"objectId\":\"b\"}]}}}");
        assertThat(executions).extracting(one -> one.objectId().orElse("")).containsExactly("a", "b");
        assertThatThrownBy(() -> PostedTrigger.read(new byte[PostedTrigger.LIMIT + 1]))
                .isInstanceOf(PayloadTooLarge.class);
        assertThat(PostedTrigger.read(new byte[0])).hasToString("{}");
    }

    @Test
    void aPostedCallStartsAnInstanceOfCallsAsARealOneWould() throws Exception {
        FormulaInstance instance = fixture.instance(ECHO);
        String call = "{\"request\":{\"method\":\"POST\",\"body\":{\"text\":\"Hi\"}},\"response\":{\"code\":\"200\"}}";
        String onlyRequest = "{\"request\":{\"method\":\"POST\"}}";
        assertThat(posted(instance, call))
                .as("of a manual trigger")
                .isEqualTo("{\"type\":\"manual\",\"args\":" + call + "}");
        fixture.listen(instance, "elementRequest", fixture.elementInstance(), "POST", "/messages");
        FormulaInstance listening = process.instances.find(instance.id()).orElseThrow();

        assertThat(posted(listening, call))
                .isEqualTo("{\"type\":\"elementRequest\",\"args\":{\"text\":\"Hi\"}," + call.substring(1));
        assertThat(posted(listening, "{\"request\":{},\"response\":{},\"note\":1}"))
                .as("without a body")
                .isEqualTo("{\"type\":\"elementRequest\",\"args\":{},\"request\":{},\"response\":{}}");
        assertThat(posted(listening, onlyRequest))
                .as("with a request alone")
                .isEqualTo("{\"type\":\"manual\",\"args\":" + onlyRequest + "}");
    }

    private static String posted(FormulaInstance instance, String body) {
        List<NewExecution> executions = PostedTrigger.executions(instance, Fixture.json(body), 0, Instant.now());
        assertThat(executions).hasSize(1);
        return executions.getFirst().trigger().toString();
    }

    @Test
    void aCancelledExecutionBeginsNoFurtherStep() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        fixture.log.answers(line -> {
            begun.countDown();
            try {
                assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Log.written(line);
        });
        FormulaInstance instance = fixture.instance("""
                [{"name": "one", "type": "httpRequest", "onSuccess": ["two"], "properties": {"url": "one"}},
                 {"name": "two", "type": "httpRequest", "properties": {"url": "two"}}]""");
        Execution execution = process.start(instance, "{}");
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

        cancellation.cancel(list(instance, Map.of()).getFirst());
        go.countDown();

        assertThat(process.await(execution).status()).isEqualTo(ExecutionStatus.CANCELLED);
        cancellation.cancel(list(instance, Map.of()).getFirst());
        process.run(instance, "{}");
        assertThat(fixture.log.texts().getFirst()).isEqualTo("one");
        assertThat(fixture.log.texts().subList(1, 3)).containsExactly("one", "two");
        StoredExecution over =
                list(instance, Map.of("status", List.of("success"))).getFirst();
        assertThatThrownBy(() -> cancellation.cancel(over))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("is over");
    }

    @Test
    void anExecutionRunsAgainWithTheSameInputAndWhatTheFormulaDoesNow() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "send", "type": "httpRequest", "properties": {"url": "${trigger.args.text}"}}]""");
        process.run(instance, "{\"text\":\"same\"}");

        Execution again = process.executions.again(list(instance, Map.of()).getFirst(), 0);

        assertThat(process.await(again).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(fixture.log.texts()).containsExactly("same", "same");
        assertThat(list(instance, Map.of())).hasSize(2);
    }

    @Test
    void anExecutionThatRunsItselfAgainIsEnded() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "send", "type": "httpRequest", "properties": {"url": "x"}}]""");
        process.run(instance, "{}");
        StoredExecution first = list(instance, Map.of()).getFirst();
        Optional<String> deep = Optional.of(new CallOrigin(first.id(), 10, false).text());

        Execution again = process.executions.again(first, SelfTriggering.depth(deep));

        assertThat(process.await(again).error()).contains(SelfTriggering.ERROR);
        assertThat(fixture.log.texts()).containsExactly("x");
    }

    @Test
    void listsAreNarrowedAndPagesJoinToTheWhole() throws Exception {
        FormulaInstance instance = fixture.instance("""
                [{"name": "check", "type": "script", "properties": {"body": "if (trigger.args.bad) throw new Error('odd one'); done({})"}}]""");
        for (int i = 0; i < 5; i++) {
            process.run(instance, i == 2 ? "{\"bad\":true}" : "{}");
        }

        List<StoredExecution> whole = list(instance, Map.of());
        assertThat(whole).hasSize(5);
        long last = whole.get(1).id();
        assertThat(list(instance, Map.of("nextPage", List.of(Long.toString(last)))))
                .isEqualTo(whole.subList(2, 5));
        assertThat(list(instance, Map.of("status", List.of("failed")))).containsExactly(whole.get(2));
        assertThat(list(instance, Map.of("searchText", List.of("ODD ONE")))).containsExactly(whole.get(2));
        assertThat(list(instance, Map.of("status", List.of("queued")))).isEmpty();
        assertThat(list(instance, Map.of("to", List.of("2020-01-01")))).isEmpty();
        assertThatThrownBy(() -> list(instance, Map.of("from", List.of("soon"))))
                .hasMessageContaining("from must be a date");
        assertThatThrownBy(() -> list(instance, Map.of("status", List.of("good"))))
                .hasMessageContaining("status must be one of");
    }

    @Test
    void aSubFormulasRunIsAPartOfAnother() throws Exception {
        long child = fixture.formula("""
                [{"name": "in", "type": "script", "properties": {"body": "done({})"}}]""");
        FormulaInstance instance = fixture.instance("""
                [{"name": "sub", "type": "formula", "properties": {"formulaId": "%d"}}]""".formatted(child));
        process.run(instance, "{}");

        StoredExecution outer = list(instance, Map.of()).getFirst();
        assertThat(list(instance, Map.of())).hasSize(1);
        StoredExecution inner = list(instance, Map.of("parentId", List.of(Long.toString(outer.id()))))
                .getFirst();
        assertThat(inner.formulaId()).isEqualTo(child);
        assertThatThrownBy(() -> process.executions.again(inner, 0)).hasMessageContaining("is run by a step");
    }

    private List<StoredExecution> list(FormulaInstance instance, Map<String, List<String>> query) {
        return history.list(new ExecutionHistory.Scope.OfInstance(instance.id()), ExecutionFilter.of(query), 100);
    }

    /** The executions of the instance, once there are so many and all have ended. */
    private List<StoredExecution> ended(FormulaInstance instance, int many) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<StoredExecution> found = list(instance, Map.of());
            if (found.size() == many
                    && found.stream().allMatch(one -> one.status().isOver())) {
                return found;
            }
            assertThat(System.nanoTime()).as("%s", found).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private static NewEvent event(long element, String... objects) {
        return new NewEvent(
                new Receiver(element, Fixture.organizationId(), Fixture.accountId(), "ciscospark", false, false),
                EventSource.WEBHOOK,
                Arrays.stream(objects)
                        .map(id -> new EventObject("messages", id, "CREATED", Instant.EPOCH))
                        .toList(),
                "{\"text\":\"hello\"}",
                Optional.empty());
    }

    @Test
    void aPageOfManyExecutionsIsReadByAnIndex() {
        FormulaInstance instance = fixture.instance(ECHO);
        Fixture.jdbi().useHandle(handle -> {
            handle.execute("""
                    insert into execution (id, created_at, updated_at, organization_id, account_id, formula_id,
                        formula_instance_id, version_id, status, trigger)
                    select nextval('execution_id'), now(), now(), organization_id, account_id, formula_id, id, 1, 'success',
                        '{"type":"manual","args":{}}'
                    from formula_instance, generate_series(1, 100000) where id = ?""", instance.id());
            handle.execute("analyze execution");
        });
        for (String condition : List.of(
                "formula_instance_id = " + instance.id(),
                "formula_id = " + instance.formula().id(),
                "account_id = " + Fixture.accountId())) {
            List<String> plan = Fixture.jdbi()
                    .withHandle(handle -> handle.createQuery("explain select e.id, e.error from execution e where e."
                                    + condition + " and e.parent_id is null order by e.id desc limit 201")
                            .mapTo(String.class)
                            .list());
            assertThat(plan).noneMatch(line -> line.contains("->  Sort") || line.contains("Seq Scan"));
            assertThat(plan).anyMatch(line -> line.contains("Index Scan Backward"));
        }
    }
}

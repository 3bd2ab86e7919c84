package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.valence.activity.Redaction;
import dev.valence.formula.FormulaInstance;
import dev.valence.http.Json;
import dev.valence.hub.AnsweredCall;
import dev.valence.hub.CallFacts;
import dev.valence.hub.CallListener;
import dev.valence.hub.CallOrigin;
import dev.valence.instance.Connection;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Starts formulas by calls of element instances that went well, right after the caller got the reply: should the process end in
 * between, nothing is started. Remembers besides what calls of executions wrote.
 */
@Singleton
final class CallTriggers implements CallListener {
    private static final Logger LOG = Logger.getLogger(CallTriggers.class);
    /** Memory for calls that wait for the database, in units of 1,024 bytes. */
    private static final int MOST_HELD = 64 << 10;

    private final CallListeners listeners;
    private final ExecutionJournal journal;
    private final WrittenObjects written;
    private final Clock clock;
    private final Semaphore held = new Semaphore(MOST_HELD);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    CallTriggers(CallListeners listeners, ExecutionJournal journal, WrittenObjects written, Clock clock) {
        this.listeners = listeners;
        this.journal = journal;
        this.written = written;
        this.clock = clock;
    }

    @Override
    public boolean wants(CallFacts call) {
        if (call.origin().map(CallOrigin::dryRun).orElse(false)) {
            return false;
        }
        return (call.origin().isPresent() && writes(call)) || listeners.mayHear(call);
    }

    @Override
    public void answered(AnsweredCall call) {
        int size = 1 + (length(call.requestBody()) + length(call.replyBody())) / 1024;
        if (!held.tryAcquire(size)) {
            LOG.warnf("The database does not keep up, so that the call %s starts no formula", call);
            return;
        }
        threads.execute(() -> {
            try {
                remember(call);
                start(call);
            } catch (RuntimeException e) {
                LOG.warnf(e, "The call %s could not start its formulas", call);
            } finally {
                held.release(size);
            }
        });
    }

    private void remember(AnsweredCall call) {
        CallFacts facts = call.facts();
        if (facts.origin().isEmpty() || !writes(facts)) {
            return;
        }
        Connection connection = facts.connection();
        int depth = facts.origin().get().depth();
        JsonNode id = body(call.replyBody()).map(reply -> reply.path("id")).orElse(MissingNode.getInstance());
        if (id.isValueNode() && !id.isNull()) {
            String element = connection.element().key();
            if (facts.method().equals("POST")) {
                written.created(connection.accountId(), element, id.asText(), depth);
            } else {
                written.changed(connection.accountId(), element, id.asText(), depth);
            }
        } else {
            call.pathVariables()
                    .values()
                    .forEach(variable -> written.changed(
                            connection.accountId(), connection.element().key(), variable, depth));
        }
    }

    private void start(AnsweredCall call) {
        List<FormulaInstance> hearing = listeners.hearing(call.facts());
        if (hearing.isEmpty()) {
            return;
        }
        ObjectNode trigger = trigger(call);
        int depth = call.facts().origin().map(CallOrigin::depth).orElse(-1) + 1;
        for (FormulaInstance instance : hearing) {
            journal.write(new Entry.Start(
                    NewExecution.of(instance, trigger, Optional.empty(), depth, clock.instant()), Optional.empty()));
        }
    }

    private static ObjectNode trigger(AnsweredCall call) {
        ObjectNode request = Json.MAPPER.createObjectNode();
        ObjectNode query = request.putObject("query");
        call.query().forEach(parameter -> query.put(parameter.getKey(), parameter.getValue()));
        body(call.requestBody()).ifPresent(body -> request.set("body", body));
        request.put("method", call.facts().method());
        ObjectNode path = request.putObject("path");
        call.pathVariables().forEach(path::put);
        request.put("uri", call.facts().path());
        request.set("headers", headers(call.requestHeaders()));
        ObjectNode response = Json.MAPPER.createObjectNode().put("code", Integer.toString(call.status()));
        response.set("headers", headers(call.replyHeaders()));
        body(call.replyBody()).ifPresent(body -> response.set("body", body));
        return CallTrigger.of(request, response);
    }

    /** Headers by name, those that hold secrets masked. */
    static ObjectNode headers(List<Map.Entry<String, String>> headers) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        headers.forEach(header -> {
            String value = Redaction.header(header.getKey(), header.getValue());
            String before = json.path(header.getKey()).asText();
            json.put(header.getKey(), before.isEmpty() ? value : before + ", " + value);
        });
        return json;
    }

    private static boolean writes(CallFacts call) {
        return !call.method().equals("GET");
    }

    private static int length(Optional<Buffer> body) {
        return body.map(Buffer::length).orElse(0);
    }

    private static Optional<JsonNode> body(Optional<Buffer> body) {
        return body.map(bytes -> {
            try {
                return Json.MAPPER.readTree(bytes.getBytes());
            } catch (IOException notJson) {
                return TextNode.valueOf(bytes.toString());
            }
        });
    }
}

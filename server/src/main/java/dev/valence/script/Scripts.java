package dev.valence.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import dev.valence.http.Unavailable;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Runs tenants' scripts, each in a worker process that is started when first needed. A script that breaks a limit fails by itself
 * and takes nobody along. For threads that may block.
 */
@Singleton
public class Scripts {
    private static final Logger LOG = Logger.getLogger(Scripts.class);
    /** Beside the script's own limit: to start a worker, and for what the interpreter cannot be stopped in. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** How long a run waits for a worker. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int memoryMb;
    private final int outputLimit;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<WorkerProcess> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean stopped;

    public Scripts(
            @ConfigProperty(name = "valence.scripts.workers") int workers,
            @ConfigProperty(name = "valence.scripts.memory-mb") int memoryMb,
            @ConfigProperty(name = "valence.scripts.output-limit") int outputLimit) {
        this.memoryMb = Math.max(16, memoryMb);
        this.outputLimit = outputLimit;
        this.free = new Semaphore(Math.max(1, workers), true);
    }

    /**
     * Runs a script once for each of the calls, in their order.
     *
     * @param calls each the values of the script's parameters
     * @param limit of each run
     * @return one result for each call
     * @throws Unavailable when no worker was free for ten seconds
     */
    public List<ScriptResult> run(Script script, List<List<JsonNode>> calls, Duration limit) {
        byte[] request = Json.bytes(request(script, limit));
        ArrayNode all = Json.MAPPER.createArrayNode();
        calls.forEach(call -> all.addArray().addAll(call));
        if (!acquire()) {
            throw new Unavailable("All workers for scripts are busy; send the request again", Duration.ofSeconds(2));
        }
        try {
            return run(request, Json.bytes(all), calls.size(), limit);
        } finally {
            free.release();
        }
    }

    private List<ScriptResult> run(byte[] request, byte[] calls, int count, Duration limit) {
        try {
            WorkerProcess worker = worker();
            // Twice: all at once, then one by one until the first that takes too long.
            byte[] answer = worker.ask(request, calls, limit.multipliedBy(3).plus(GRACE));
            idle.push(worker);
            return results(answer, count);
        } catch (WorkerProcess.Ended e) {
            LOG.debugf("A worker for scripts ended: %s", e.getMessage());
            return failed(count, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("A worker for scripts could not be started", e);
        }
    }

    private WorkerProcess worker() throws IOException {
        for (WorkerProcess one = idle.poll(); one != null; one = idle.poll()) {
            if (one.isAlive()) {
                return one;
            }
        }
        return WorkerProcess.start(memoryMb);
    }

    private boolean acquire() {
        try {
            return !stopped && free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ObjectNode request(Script script, Duration limit) {
        ObjectNode request = Json.MAPPER
                .createObjectNode()
                .put("owner", script.owner())
                .put("body", script.body())
                .put("limitMillis", limit.toMillis())
                .put("outputLimit", outputLimit);
        ArrayNode names = request.putArray("parameters");
        script.parameters().forEach(names::add);
        return request;
    }

    private static List<ScriptResult> results(byte[] answer, int count) {
        List<ScriptResult> results = new ArrayList<>(count);
        try {
            for (JsonNode result : Json.MAPPER.readTree(answer)) {
                results.add(result(result));
            }
        } catch (IOException e) {
            // A script that changed the language itself harms only its own results.
            return failed(count, "The results are not JSON");
        }
        while (results.size() < count) {
            results.add(ScriptResult.Failed.because("The script was not run: it took too long before"));
        }
        return results;
    }

    private static ScriptResult result(JsonNode json) {
        List<String> console = new ArrayList<>();
        json.path("console").forEach(line -> console.add(line.asText()));
        return json.has("value")
                ? new ScriptResult.Done(json.path("value"), List.copyOf(console))
                : new ScriptResult.Failed(
                        json.path("error").asText(), json.path("line").asInt(), List.copyOf(console));
    }

    private static List<ScriptResult> failed(int count, String reason) {
        List<ScriptResult> results = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            results.add(ScriptResult.Failed.because(reason));
        }
        return results;
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    /** Ends all workers. */
    public void close() {
        stopped = true;
        for (WorkerProcess one = idle.poll(); one != null; one = idle.poll()) {
            one.close();
        }
    }
}

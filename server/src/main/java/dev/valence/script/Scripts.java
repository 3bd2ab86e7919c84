package dev.valence.script;

import dev.valence.http.Unavailable;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Runs tenants' scripts, each in a worker process that is started when first needed. A script that breaks a limit fails by itself
 * and takes nobody along. For threads that may block.
 */
@Singleton
public class Scripts {
    private static final Logger LOG = Logger.getLogger(Scripts.class);
    /** Beside the script's own limit: for what the interpreter cannot be stopped in, and what is {@link Elapsed#FORGIVEN}. */
    private static final Duration GRACE = Elapsed.FORGIVEN.multipliedBy(3);
    /** How long a list of calls may take beside the limit of one. */
    private static final Duration LIST = Duration.ofSeconds(5);
    /** How long a run waits for its turn, beside the limit of those before it and the start of workers. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** What takes longer is a long run, which leaves its seat to others. */
    private static final Duration SHORT = Duration.ofMillis(500);

    private final ScriptLimits limits;
    private final Turns turns;
    private final Workers workers;

    /**
     * Scripts of a server.
     *
     * @param seats how many run at the same time
     * @param longRuns how many more, which have turned out to be long; two at least
     */
    @Inject
    public Scripts(
            @ConfigProperty(name = "valence.scripts.workers") int seats,
            @ConfigProperty(name = "valence.scripts.long-runs") int longRuns,
            ScriptLimits limits) {
        this(seats, longRuns, limits, () -> WorkerProcess.start(limits.memoryMb()));
    }

    Scripts(int seats, int longRuns, ScriptLimits limits, Workers.Start start) {
        this.limits = limits;
        this.turns = new Turns(Math.max(1, seats), Math.max(2, longRuns), Workers.START);
        this.workers = new Workers(Math.max(1, seats), start);
    }

    /** The time of a list: five seconds beside the limit of one run. */
    public TimeLeft time(ScriptKind kind) {
        return new TimeLeft(limits.time(kind).plus(LIST));
    }

    /**
     * Runs a script once for each of the calls, in their order. Numbers that JavaScript cannot hold (64-bit ids, long decimals) come
     * out as they went in where the script only passes them on.
     *
     * @param calls each the values of the script's parameters, as JSON in UTF-8
     * @param left for all calls; what they took is taken off, and those that it does not reach fail without being run
     * @return one result for each call
     * @throws Unavailable when it was not its turn in time, ten seconds beside the script's limit and the start of workers, or no
     *     process could be started in a minute
     */
    public List<ScriptResult> run(Script script, List<List<byte[]>> calls, TimeLeft left) {
        List<ScriptResult> results = new ArrayList<>(calls.size());
        if (!left.isOver()) {
            ask(script, calls, left, results);
        }
        while (results.size() < calls.size()) {
            results.add(
                    ScriptResult.Failed.because("The script was not run: those before it in the list took too much"));
        }
        return results;
    }

    private void ask(Script script, List<List<byte[]>> calls, TimeLeft left, List<ScriptResult> results) {
        Question question = new Question(
                script, limits.time(script.kind()), left.time(), limits.output(), calls.size(), joined(calls));
        List<Answer> answers = new ArrayList<>(calls.size());
        try {
            Optional<String> end = ask(question, answers, left);
            for (Answer answer : answers) {
                results.add(Digits.kept(answer.result(), script.parameters(), calls.get(results.size())));
            }
            end.ifPresent(reason -> results.add(ScriptResult.Failed.because(reason)));
        } catch (IOException e) {
            throw new UncheckedIOException("A worker for scripts is not understood", e);
        }
    }

    /** Runs a script once. */
    public ScriptResult runOnce(Script script, List<byte[]> arguments) {
        return run(script, List.of(arguments), time(script.kind())).getFirst();
    }

    /** Answers why the worker ended, if it did. */
    private Optional<String> ask(Question question, List<Answer> answers, TimeLeft left) {
        try (Turns.Turn turn = turn(question.script())) {
            Optional<WorkerProcess> idle = workers.idle(question.script());
            try {
                left.take(ask(idle.isPresent() ? idle.get() : fresh(turn), question, turn, answers));
                return Optional.empty();
            } catch (WorkerProcess.Ended e) {
                if (e.late() || idle.isEmpty()) {
                    return ended(e, question, left);
                }
            }
            // Its memory may have been full of what others left behind.
            answers.clear();
            try {
                left.take(ask(fresh(turn), question, turn, answers));
                return Optional.empty();
            } catch (WorkerProcess.Ended e) {
                return ended(e, question, left);
            }
        }
    }

    /** A worker's start is neither its first script's time nor a long run. */
    private WorkerProcess fresh(Turns.Turn turn) {
        turn.starts();
        try {
            return workers.fresh();
        } catch (IOException e) {
            throw notStarted(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            turn.started();
        }
    }

    private static Unavailable notStarted(IOException reason) {
        LOG.errorf(
                "No process for scripts could be started; this account has to be allowed to run %s, and one process more: %s",
                System.getProperty("java.home") + "/bin/java", reason.getMessage());
        return new Unavailable(
                "No process for scripts could be started; the server's log says why", Duration.ofSeconds(10));
    }

    private Duration ask(WorkerProcess worker, Question question, Turns.Turn turn, List<Answer> answers)
            throws WorkerProcess.Ended {
        Duration limit = question.together().plus(question.limit()).plus(GRACE);
        Duration took = worker.ask(question, SHORT, turn::lasts, limit, answers);
        workers.giveBack(worker);
        return took;
    }

    private static Optional<String> ended(WorkerProcess.Ended e, Question question, TimeLeft left) {
        // Nobody says how long its runs took, and another run most likely takes another worker along.
        left.take(e.late() ? question.together() : question.limit());
        LOG.debugf("A worker for scripts ended: %s", e.getMessage());
        return Optional.of(String.valueOf(e.getMessage()));
    }

    private Turns.Turn turn(Script script) {
        try {
            Optional<Turns.Turn> turn = turns.take(script.tenant(), PATIENCE.plus(limits.time(script.kind())));
            return turn.orElseThrow(Scripts::busy);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
    }

    private static Unavailable busy() {
        return new Unavailable("All workers for scripts are busy; send the request again", Duration.ofSeconds(2));
    }

    /** An array of arrays. */
    private static byte[] joined(List<List<byte[]>> calls) {
        ByteArrayOutputStream json = new ByteArrayOutputStream(calls.stream()
                .mapToInt(call ->
                        3 + call.stream().mapToInt(one -> one.length + 1).sum())
                .sum());
        byte before = '[';
        for (List<byte[]> call : calls) {
            json.write(before);
            before = ',';
            byte inside = '[';
            for (byte[] argument : call) {
                json.write(inside);
                inside = ',';
                json.writeBytes(argument);
            }
            if (call.isEmpty()) {
                json.write('[');
            }
            json.write(']');
        }
        if (calls.isEmpty()) {
            json.write('[');
        }
        json.write(']');
        return json.toByteArray();
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    /** How many wait for their turn. */
    int waiting() {
        return turns.waiting();
    }

    /** Ends all workers. */
    public void close() {
        workers.close();
    }
}

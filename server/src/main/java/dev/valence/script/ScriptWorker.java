package dev.valence.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.PolyglotException;

/**
 * The process that scripts run in. It knows no secret and has a small memory; a script that takes all of it ends this process and
 * nothing else. Reads runs from its standard input and writes their results, one after the other, until the input ends.
 */
public final class ScriptWorker {
    /** Surroundings that are kept for the next run of the same script, and how often each is used. */
    private static final int KEPT = 8;

    private static final int MOST_USES = 10_000;
    /** Where a script does not parse. */
    private static final Pattern SYNTAX = Pattern.compile("<function>:(\\d{1,6}):\\d+ ");

    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("alarm").factory());
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Kept {
        private final Surroundings surroundings;
        private int uses;

        Kept(Surroundings surroundings) {
            this.surroundings = surroundings;
        }
    }

    private ScriptWorker() {}

    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in, 1 << 16));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 16));
        // Nothing but messages may get into the output.
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        ScriptWorker worker = new ScriptWorker();
        try {
            while (true) {
                JsonNode request = Json.MAPPER.readTree(Frames.read(in));
                String calls = new String(Frames.read(in), StandardCharsets.UTF_8);
                Frames.write(out, worker.answer(request, calls).getBytes(StandardCharsets.UTF_8));
            }
        } catch (EOFException end) {
            // The server is gone, or needs this worker no more.
            System.exit(0);
        }
    }

    /** All calls at once, and when that is cut short each by itself, so that one of them does not cost the others. */
    private String answer(JsonNode request, String calls) throws IOException {
        Run run = Run.of(request);
        Attempt all = attempt(run, calls);
        JsonNode each = Json.MAPPER.readTree(calls);
        if (all.whole() || each.size() < 2) {
            return all.results();
        }
        StringBuilder results = new StringBuilder("[");
        for (JsonNode call : each) {
            Attempt one = attempt(run, "[" + call + "]");
            results.append(results.length() == 1 ? "" : ",")
                    .append(one.results(), 1, one.results().length() - 1);
            if (one.timedOut()) {
                // The others would most likely take as long.
                break;
            }
        }
        return results.append(']').toString();
    }

    /** What a request asks for, beside its calls. */
    private record Run(String key, List<String> parameters, String body, long limitMillis, int longest) {
        static Run of(JsonNode request) {
            List<String> names = new ArrayList<>();
            request.path("parameters").forEach(name -> names.add(name.asText()));
            String body = request.path("body").asText();
            return new Run(
                    request.path("owner").asText() + "\n" + names + "\n" + body,
                    List.copyOf(names),
                    body,
                    request.path("limitMillis").asLong(),
                    request.path("outputLimit").asInt());
        }
    }

    /**
     * How far the calls came.
     *
     * @param whole whether there is a result of each
     */
    private record Attempt(String results, boolean whole, boolean timedOut) {
        static Attempt failed(String reason, int line, boolean timedOut) {
            ObjectNode json =
                    Json.MAPPER.createObjectNode().put("error", reason).put("line", line);
            json.putArray("console");
            return new Attempt("[" + json + "]", false, timedOut);
        }
    }

    private Attempt attempt(Run run, String calls) {
        Kept found = kept.get(run.key());
        try {
            if (found == null) {
                found = keep(run.key(), new Kept(new Surroundings(run.parameters(), run.body(), run.longest())));
            }
            Attempt done = new Attempt(timed(run, found.surroundings, calls), true, false);
            if (++found.uses >= MOST_USES) {
                forget(run.key());
            }
            return done;
        } catch (PolyglotException e) {
            forget(run.key());
            if (e.isCancelled()) {
                return Attempt.failed("The script took longer than " + run.limitMillis() + " ms", 0, true);
            }
            if (e.isResourceExhausted() || e.isInternalError()) {
                return Attempt.failed(
                        "The script used more memory, or called itself more deeply, than it may", 0, false);
            }
            String message = String.valueOf(e.getMessage());
            return Attempt.failed(SYNTAX.matcher(message).replaceFirst(""), line(message), false);
        } catch (IllegalStateException e) {
            // The bell rang at the very end.
            forget(run.key());
            return Attempt.failed("The script was ended at its time limit", 0, true);
        }
    }

    /** The bell is set anew before each call. */
    private String timed(Run run, Surroundings surroundings, String calls) {
        AtomicReference<ScheduledFuture<?>> bell = new AtomicReference<>(ring(run, surroundings));
        try {
            return surroundings.run(calls, () -> {
                bell.get().cancel(false);
                bell.set(ring(run, surroundings));
            });
        } finally {
            bell.get().cancel(false);
        }
    }

    private ScheduledFuture<?> ring(Run run, Surroundings surroundings) {
        return alarm.schedule(surroundings::cancel, run.limitMillis(), TimeUnit.MILLISECONDS);
    }

    /** The first line of the function is ours. */
    private static int line(String message) {
        Matcher place = SYNTAX.matcher(message);
        return place.find() ? Math.max(1, Integer.parseInt(place.group(1)) - 1) : 0;
    }

    private Kept keep(String key, Kept made) {
        if (kept.size() >= KEPT) {
            forget(kept.keySet().iterator().next());
        }
        kept.put(key, made);
        return made;
    }

    private void forget(String key) {
        Kept gone = kept.remove(key);
        if (gone != null) {
            gone.surroundings.close();
        }
    }
}

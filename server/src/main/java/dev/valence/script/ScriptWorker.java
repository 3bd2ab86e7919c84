package dev.valence.script;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.PolyglotException;
import org.jspecify.annotations.Nullable;

/**
 * The process that scripts run in. It knows no secret and has a small memory; a script that takes all of it ends this process and
 * nothing else. Reads questions from its standard input and writes their answers, one after the other, until the input ends.
 */
public final class ScriptWorker {
    /** Surroundings that are kept for the next run of the same script; those of a small one take 70 KB. */
    static final int KEPT = 100;
    /** How often they are used: what a script leaves behind may grow. */
    private static final int MOST_USES = 10_000;
    /** Most bytes of all answers to one question. */
    private static final int MOST_TOGETHER = 32 * 1024 * 1024;
    /** How long a script may take to end when it is told to. */
    private static final Duration STUBBORN = Duration.ofSeconds(1);
    /** The first byte of the output: from now on a script that is asked for runs at once. */
    static final int READY = 1;
    /** Exit status of a worker whose script does not end. */
    static final int LATE = 4;
    /** Uses what most scripts use, so that the first of them does not pay for loading it. */
    private static final String FIRST = """
            const {list, ...rest} = x;
            const rows = list.map((row, i) => ({...row, i, name: `${row.name}`.replace(/(\\w)\\d+/, '$1').toUpperCase()}));
            rows.sort((a, b) => b.i - a.i);
            for (const row of rows) if (row.day) row.day = new Date(row.day).toISOString();
            try { rest.nothing.there } catch (e) { console.log(e.message, Object.keys(rest)) }
            done(Promise.resolve(JSON.parse(JSON.stringify({rows, rest, sum: CE.md5(CE.b64('x'))}))));
            """;

    private static final String FIRST_CALL =
            "[[{\"list\": [{\"name\": \"a1\", \"day\": \"2026-01-15\"}, {\"name\": null}], \"n\": 1.5}]]";
    /** Where a script does not parse. */
    private static final Pattern SYNTAX = Pattern.compile("<function>:(\\d{1,6}):\\d+ ");

    private final Alarm alarm =
            new Alarm(Thread.ofPlatform().daemon().name("alarm").factory());
    private final Map<Script, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

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
        // Nothing but answers may get into the output.
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        ScriptWorker worker = new ScriptWorker();
        warmUp();
        out.write(READY);
        out.flush();
        try {
            while (true) {
                Answer.end(out, worker.answer(Question.read(in), out));
            }
        } catch (EOFException end) {
            // The server is gone, or needs this worker no more.
            System.exit(0);
        }
    }

    private static void warmUp() {
        Script script = new Script(ScriptKind.FORMULA, "", "", List.of("x"), FIRST);
        try (Surroundings surroundings = new Surroundings(script, 10_000)) {
            surroundings.load(FIRST_CALL);
            surroundings.run(0);
            Elapsed.start();
        }
    }

    /** Answers are written as they come, so that only one of them is in memory; returns the time that the runs took. */
    private Duration answer(Question question, DataOutputStream out) throws IOException {
        // To make the surroundings ready is not the script's time.
        @Nullable Elapsed all = null;
        int room = MOST_TOGETHER;
        @Nullable Kept loaded = null;
        for (int i = 0; i < question.count(); i++) {
            if (room < 0 || time(all).compareTo(question.together()) > 0) {
                // Who asked says of the others that they were not run.
                break;
            }
            Answer answer;
            try {
                if (loaded == null) {
                    loaded = loaded(question);
                }
                if (all == null) {
                    all = Elapsed.start();
                }
                answer = timed(question, loaded.surroundings, i, out);
                if (++loaded.uses >= MOST_USES) {
                    forget(question.script());
                    loaded = null;
                }
            } catch (PolyglotException | IllegalStateException e) {
                forget(question.script());
                loaded = null;
                failed(e, question).write(out);
                if (isLate(e)) {
                    // The others would most likely take as long.
                    break;
                }
                continue;
            }
            answer.write(out);
            room -= answer.json().length;
        }
        return time(all);
    }

    private static Duration time(@Nullable Elapsed started) {
        return started == null ? Duration.ZERO : started.time();
    }

    private Kept loaded(Question question) {
        Kept found = kept.get(question.script());
        if (found == null) {
            found = new Kept(new Surroundings(question.script(), question.longest()));
            keep(question.script(), found);
        }
        found.surroundings.load(new String(question.calls(), StandardCharsets.UTF_8));
        return found;
    }

    private Answer timed(Question question, Surroundings surroundings, int call, DataOutputStream out) {
        Elapsed elapsed = Elapsed.start();
        // To cancel waits for the script's end, and some swallow even this.
        alarm.set(
                question.limit(),
                () -> question.limit().minus(elapsed.time()),
                () -> Thread.ofPlatform().daemon().start(surroundings::cancel),
                STUBBORN,
                () -> end(out));
        try {
            return surroundings.run(call);
        } finally {
            alarm.clear();
        }
    }

    /** While the script's thread goes on and on, and so writes nothing. */
    private static void end(DataOutputStream out) {
        try {
            out.flush();
        } catch (IOException e) {
            // The server is gone.
        }
        Runtime.getRuntime().halt(LATE);
    }

    private static boolean isLate(RuntimeException failure) {
        // The other kind: the alarm rang at the very end, when nothing ran any more.
        return failure instanceof PolyglotException e ? e.isCancelled() : true;
    }

    private static Answer failed(RuntimeException failure, Question question) {
        if (isLate(failure)) {
            return Answer.failed(
                    "The script took longer than " + question.limit().toMillis() + " ms", 0);
        }
        PolyglotException e = (PolyglotException) failure;
        if (e.isResourceExhausted() || e.isInternalError()) {
            return Answer.failed("The script used more memory, or called itself more deeply, than it may", 0);
        }
        String message = String.valueOf(e.getMessage());
        return Answer.failed(SYNTAX.matcher(message).replaceFirst(""), line(message));
    }

    /** The first line of the function is ours. */
    private static int line(String message) {
        Matcher place = SYNTAX.matcher(message);
        return place.find() ? Math.max(1, Integer.parseInt(place.group(1)) - 1) : 0;
    }

    private void keep(Script script, Kept made) {
        if (kept.size() >= KEPT) {
            forget(kept.keySet().iterator().next());
        }
        kept.put(script, made);
    }

    private void forget(Script script) {
        Kept gone = kept.remove(script);
        if (gone != null) {
            gone.surroundings.close();
        }
    }
}

package dev.valence.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** One script in surroundings of its own: an interpreter without files, network, threads, other languages or classes of Java. */
final class Surroundings implements AutoCloseable {
    /** Of arrays and objects in each other; the server reads no more than a thousand. */
    private static final int MOST_LEVELS = 900;

    private static final String TOO_DEEP =
            "The result has more than " + MOST_LEVELS + " arrays and objects in each other";

    private static final Engine ENGINE = Engine.newBuilder("js")
            .option("engine.WarnInterpreterOnly", "false")
            .build();
    private static final Source PRELUDE = Source.newBuilder("js", resource("/script/prelude.js"), "prelude.js")
            .cached(true)
            .buildLiteral();
    /** Of libraries, by name; their versions are those of the class path. */
    private static final Pattern LIBRARY = Pattern.compile("(lodash|dayjs)/[A-Za-z_/.]{1,60}\\.js");

    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("js.strict", "true"),
            Map.entry("js.string-length-limit", Integer.toString(16 * 1024 * 1024)),
            Map.entry("js.java-package-globals", "false"),
            Map.entry("js.graal-builtin", "false"),
            Map.entry("js.polyglot-builtin", "false"),
            Map.entry("js.load", "false"),
            Map.entry("js.print", "false"),
            Map.entry("js.console", "false"),
            Map.entry("js.shared-array-buffer", "false"),
            Map.entry("js.webassembly", "false"),
            // A millisecond: finer clocks tell of caches and neighbours.
            Map.entry("js.timer-resolution", "1000000"),
            // What an async function throws before done is known; else it would be told as a missing done.
            Map.entry("js.unhandled-rejections", "throw"),
            Map.entry("js.stack-trace-limit", "20"));

    private final Context context;
    private final Value load;
    private final Value run;
    private final Value report;

    /**
     * Makes the surroundings and compiles the script.
     *
     * @param longest most characters of one result
     * @throws org.graalvm.polyglot.PolyglotException when it does not parse
     */
    Surroundings(Script script, int longest) {
        context = Context.newBuilder("js")
                .engine(ENGINE)
                .allowHostAccess(HostAccess.NONE)
                .allowHostClassLookup(name -> false)
                .allowIO(IOAccess.NONE)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowCreateThread(false)
                .allowCreateProcess(false)
                .allowNativeAccess(false)
                .allowExperimentalOptions(true)
                .options(OPTIONS)
                .build();
        try {
            ProxyExecutable host = arguments -> Host.call(
                    text(arguments, 0), text(arguments, 1), text(arguments, 2), text(arguments, 3), text(arguments, 4));
            ProxyExecutable library = arguments -> library(text(arguments, 0));
            Value functions = context.eval(PRELUDE)
                    .execute(host, library)
                    .execute(
                            ProxyArray.fromArray(script.parameters().toArray()),
                            script.body(),
                            longest,
                            script.kind().mayReturn());
            load = functions.getArrayElement(0);
            run = functions.getArrayElement(1);
            report = functions.getArrayElement(2);
        } catch (RuntimeException e) {
            context.close(true);
            throw e;
        }
    }

    /**
     * Takes the calls that {@link #run} runs.
     *
     * @param calls JSON: an array of arrays of arguments
     */
    void load(String calls) {
        load.executeVoid(calls);
    }

    /** Runs the script for one of the calls. */
    Answer run(int call) {
        String rejection = "";
        try {
            // When this returns, all promises that could be kept are kept.
            Value plain = run.execute(call);
            if (plain.isString()) {
                String json = plain.asString();
                return isDeep(json) ? Answer.failed(TOO_DEEP, 0) : Answer.of(true, json);
            }
        } catch (PolyglotException e) {
            if (e.isCancelled() || e.isResourceExhausted() || e.isInternalError()) {
                throw e;
            }
            rejection = String.valueOf(e.getMessage());
        }
        String json = report.execute(rejection).asString();
        return isDeep(json) ? Answer.failed(TOO_DEEP, 0) : Answer.of(false, json);
    }

    private static boolean isDeep(String json) {
        // A shorter one has not so many brackets, nor the other half of them.
        if (json.length() < 2 * MOST_LEVELS) {
            return false;
        }
        int level = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char at = json.charAt(i);
            if (quoted) {
                if (at == '\\') {
                    i++;
                } else if (at == '"') {
                    quoted = false;
                }
            } else if (at == '"') {
                quoted = true;
            } else if (at == '[' || at == '{') {
                if (++level > MOST_LEVELS) {
                    return true;
                }
            } else if (at == ']' || at == '}') {
                level--;
            }
        }
        return false;
    }

    /** From any thread: ends a script that goes on and on. */
    void cancel() {
        context.close(true);
    }

    @Override
    public void close() {
        context.close(true);
    }

    private static String library(String name) {
        Matcher known = LIBRARY.matcher(name);
        if (!known.matches() || name.contains("..")) {
            return "";
        }
        String version = known.group(1).equals("lodash") ? "4.17.21" : "1.11.19";
        return resource(
                "/META-INF/resources/webjars/" + known.group(1) + "/" + version + name.substring(name.indexOf('/')));
    }

    private static String text(Value[] arguments, int index) {
        return index < arguments.length && arguments[index].isString() ? arguments[index].asString() : "";
    }

    private static String resource(String name) {
        try (InputStream in = Surroundings.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

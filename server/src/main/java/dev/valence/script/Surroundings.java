package dev.valence.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** One script in surroundings of its own: an interpreter without files, network, threads, other languages or classes of Java. */
final class Surroundings implements AutoCloseable {
    private static final Engine ENGINE = Engine.newBuilder("js")
            .option("engine.WarnInterpreterOnly", "false")
            .build();
    private static final Source PRELUDE = Source.newBuilder("js", resource("/script/prelude.js"), "prelude.js")
            .cached(true)
            .buildLiteral();
    private static final String LODASH = "/META-INF/resources/webjars/lodash/4.17.21/lodash.min.js";

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
            Map.entry("js.stack-trace-limit", "20"));

    private final Context context;
    private final Value run;
    private Runnable next = () -> {};

    /**
     * Makes the surroundings and compiles the script.
     *
     * @param longest most characters of one result
     * @throws org.graalvm.polyglot.PolyglotException when it does not parse
     */
    Surroundings(List<String> parameters, String body, int longest) {
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
        ProxyExecutable host = arguments -> {
            String what = text(arguments, 0);
            if (what.equals("next")) {
                next.run();
                return "";
            }
            return Host.call(what, text(arguments, 1), text(arguments, 2), text(arguments, 3), text(arguments, 4));
        };
        ProxyExecutable lodash = arguments -> resource(LODASH);
        Value compile = context.eval(PRELUDE).execute(host, lodash);
        run = compile.execute(ProxyArray.fromArray(parameters.toArray()), body, longest);
    }

    /**
     * Runs the script once for each call.
     *
     * @param calls JSON: an array of arrays of arguments
     * @param beforeEach is told that the next call begins
     * @return JSON: an array with a result for each call, as the prelude makes it
     */
    String run(String calls, Runnable beforeEach) {
        next = beforeEach;
        return run.execute(calls).asString();
    }

    /** From any thread: ends a script that goes on and on. */
    void cancel() {
        context.close(true);
    }

    @Override
    public void close() {
        context.close(true);
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

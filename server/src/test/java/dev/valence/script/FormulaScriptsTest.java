package dev.valence.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts with the roots of a formula. */
class FormulaScriptsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final List<String> ROOTS = List.of("steps", "trigger", "config", "info");
    private static final Scripts SCRIPTS = scripts(MINUTE);

    @AfterAll
    static void stop() {
        SCRIPTS.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            done({id: steps.get.response.body.id, key: config['max.count'], by: info.formulaName}) | {"id":9007199254740993,"key":"5","by":"f"}
            done(trigger.args.n > 1)                                       | true
            done('true')                                                   | "true"
            done(0)                                                        | 0
            done(null)                                                     | null
            done()                                                         | null
            done({a: undefined, n: NaN})                                   | {"n":null}
            done(1); done(2)                                               | 1
            done(1); throw new Error('after done')                         | 1
            done(steps)                                                    | {"get":{"response":{"body":{"id":9007199254740993,"price":1.10}}}}
            const {price} = steps.get.response.body; done([price, price * 2]) | [1.10,2.2]
            done(Promise.resolve({n: 1}))                                  | {"n":1}
            (async () => { await null; done({n: await 2}); })()            | {"n":2}
            async function main() { done(1); throw new Error('ignored'); } main() | 1
            (async () => { for await (const n of [1, 2]) if (n === 2) done(n); })() | 2
            const o = {n: 1}; done(o); o.n = 2                             | {"n":1}
            """)
    void theValueIsWhatWasHandedToDone(String body, String value) {
        assertThat(run(body))
                .isInstanceOfSatisfying(
                        ScriptResult.Done.class,
                        done -> assertThat(new String(done.json(), StandardCharsets.UTF_8))
                                .isEqualTo(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            return 5                                                       | A script must call done            | 0
            const n = 1                                                    | A script must call done            | 0
            throw 'just words'                                             | just words                         | 0
            throw {message: 'of an object'}                                | of an object                       | 0
            throw 7                                                        | 7                                  | 0
            ~const a = 1;
            steps.missing.response~                                        | TypeError                          | 2
            (function f() { f() })()                                       | RangeError                         | 1
            done(new Promise(() => {}))                                    | never kept                         | 0
            done(Promise.reject(new Error('late')))                        | Error: late                        | 1
            (async () => { await null; throw new Error('later'); })()      | later                              | 0
            await fetch('x')                                               | SyntaxError                        | 1
            setTimeout(done, 1)                                            | setTimeout is not defined          | 1
            done = 1                                                       | A script must call done            | 0
            """)
    void aScriptThatFailsSaysWhyAndWhere(String body, String reason, int line) {
        assertThat(run(body)).isInstanceOfSatisfying(ScriptResult.Failed.class, failed -> {
            assertThat(failed.reason()).contains(reason);
            assertThat(failed.line()).isEqualTo(line);
        });
    }

    @Test
    void linesAndMailsAreHandedOut() {
        assertThat(run("""
                                console.log('first', {n: 1});
                                notify.email('a@x.example, b@x.example', 'Late', 'No. 7');
                                console.log('second');
                                notify.email('c@x.example', 'Order');
                                done({n: 1});
                                """)).isInstanceOfSatisfying(ScriptResult.Done.class, done -> {
            assertThat(done.value().toString()).isEqualTo("{\"n\":1}");
            assertThat(done.console()).containsExactly("first {\"n\":1}", "second");
            assertThat(done.mails())
                    .containsExactly(
                            new ScriptResult.Mail("a@x.example, b@x.example", "Late", "No. 7"),
                            new ScriptResult.Mail("c@x.example", "Order", ""));
        });
        assertThat(run("console.log('before'); throw new Error('x')").console()).containsExactly("before");
        assertThat(run("for (let i = 0; i < 101; i++) notify.email('a', 'b', 'c'); done(1)"))
                .isInstanceOfSatisfying(
                        ScriptResult.Failed.class,
                        failed -> assertThat(failed.reason()).contains("100 mails"));
    }

    /** The endless ones of one tenant take every seat and hold none of them for long. */
    @Test
    @Timeout(300)
    void endlessScriptsHoldUpNobodyElse() throws Exception {
        Scripts scripts = scripts(Duration.ofDays(1));
        List<Future<ScriptResult>> endless = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                endless.add(threads.submit(() -> run(scripts, "greedy", "while (true) {}")));
            }
            List<Future<ScriptResult>> short20 = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String tenant = "tenant " + i % 4;
                short20.add(threads.submit(() -> run(scripts, tenant, "done(1)")));
            }
            for (Future<ScriptResult> one : short20) {
                assertThat(one.get()).isInstanceOf(ScriptResult.Done.class);
            }
            assertThat(endless).noneMatch(Future::isDone);
            endless.forEach(one -> one.cancel(true));
        } finally {
            scripts.close();
        }
    }

    @Test
    void anEndlessScriptEndsAtItsLimit() {
        Scripts scripts = scripts(Duration.ofMillis(200));
        try {
            assertThat(run(scripts, "greedy", "while (true) {}"))
                    .isInstanceOfSatisfying(
                            ScriptResult.Failed.class,
                            failed -> assertThat(failed.reason()).contains("longer than 200 ms"));
        } finally {
            scripts.close();
        }
    }

    private static Scripts scripts(Duration limit) {
        return new Scripts(2, 4, new ScriptLimits(limit, limit, limit, 64, 4 * 1024 * 1024));
    }

    private static ScriptResult run(String body) {
        return run(SCRIPTS, "tenant", body);
    }

    private static ScriptResult run(Scripts scripts, String tenant, String body) {
        return scripts.runOnce(
                new Script(ScriptKind.FORMULA, tenant, tenant, ROOTS, body),
                List.of(
                        json("{\"get\":{\"response\":{\"body\":{\"id\":9007199254740993,\"price\":1.10}}}}"),
                        json("{\"type\":\"manual\",\"args\":{\"n\":2}}"),
                        json("{\"max.count\":\"5\"}"),
                        json("{\"formulaName\":\"f\"}")));
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

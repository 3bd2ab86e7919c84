package dev.valence.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.Unavailable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts as tenants write them. */
class ScriptsTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Scripts SCRIPTS =
            new Scripts(2, 4, new ScriptLimits(LIMIT, LIMIT, LIMIT, 64, 4 * 1024 * 1024));

    @AfterAll
    static void stop() {
        SCRIPTS.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            done({n: x.n + 1})                                                    | {"n":2}
            return {n: x.n + 1}                                                   | {"n":2}
            x.more = [1, 'a', null]; done(x)                                      | {"n":1,"big":12345678901,"more":[1,"a",null]}
            done(1); done(2); throw new Error('ignored')                          | 1
            const {n, ...rest} = x; done([...Object.keys(rest), `${n}`, x?.y ?? 0]) | ["big","1",0]
            done(CE.md5('abc'))                                                   | "900150983cd24fb0d6963f7d28e17f72"
            done(CE.b64('Ä€'))                                                    | "w4Tigqw="
            done(CE.decode64('w4TigqwK'))                                         | "Ä€\\n"
            done(CE.hmac('sha256')('HEX')('key', 'text'))                         | "6afa9046a9579cad143a384c1b564b9a250d27d6f6a63f9f20bf3a7594c9e2c6"
            done(CE.hmacSha1Base64('key', 'text') === CE.hmacSha1base64('key', 'text')) | true
            done(CE.hmac('sha256')('base64')('key', 'text'))                      | "avqQRqlXnK0UOjhMG1ZLmiUNJ9b2pj+fIL86dZTJ4sY="
            done(CE.hmac('SHA-1')('Hex')('key', 'text'))                          | "369e2959eb49450338b212748f77d8ded74847bb"
            done(CE.hmac('md5')('hex')('', ''))                                   | "74e6f7298a9c2d168935f58c001bad88"
            done(CE.hmacMd5Hex('k', 't') === CE.hmac('md5')('hex')('k', 't'))     | true
            done(CE.hmacSha256Hex('k', 't') === CE.hmac('sha256')('hex')('k', 't')) | true
            done(['Sha1', 'Sha256', 'Md5'].map(a => ['Hex', 'Base64', 'base64'].every(e => typeof CE['hmac' + a + e] === 'function'))) | [true,true,true]
            done(CE.decode64(CE.b64('a?>~')))                                     | "a?>~"
            done(CE.randomString().length + CE.randomEmail().indexOf('@'))        | 20
            done(require('lodash').sum([1, 2]) + require('lodash/size')([1]))     | 4
            done(require('lodash').get({a: [{b: 2}]}, 'a[0].b'))                  | 2
            done(require('lodash/fp').map(n => n * 2)([1, 2]))                    | [2,4]
            done(require('lodash/fp/getOr')(0)('a.b')({}))                        | 0
            const d = require('dayjs').utc('2024-02-29T10:30:00Z'); done([d.add(1, 'year').format('YYYY-MM-DD'), d.startOf('month').toISOString()]) | ["2025-02-28","2024-02-01T00:00:00.000Z"]
            done(require('dayjs').utc('31/12/2024 23:59', 'DD/MM/YYYY HH:mm').unix()) | 1735689540
            done(require('dayjs')('2024-01-31T00:00:00Z').utc().diff('2023-12-31T00:00:00Z', 'day')) | 31
            done(new Date(0).getTimezoneOffset())                                 | 0
            done(require('util').isArray([]) && require('util').inspect({a: 1}).includes('a')) | true
            const {format} = require('util'); done(format('%s:%j', 'a', {b: 1}, 'c')) | "a:{\\"b\\":1} c"
            done(require('util').format('%s is %d', 'x', 2))                      | "x is 2"
            done(typeof Java + typeof Polyglot + typeof load + typeof print + typeof Graal + typeof process + typeof fetch) | "undefinedundefinedundefinedundefinedundefinedundefinedundefined"
            done(undefined)                                                       | null
            """)
    void aScriptHandsItsResultToDone(String body, String result) {
        assertThat(run(body))
                .isInstanceOfSatisfying(
                        ScriptResult.Done.class,
                        done -> assertThat(done.value().toString()).isEqualTo(result));
    }

    @Test
    void whatIsLoggedIsKept() {
        assertThat(run("console.log('a', {b: 1}); console.error('%s!', 'c'); done(1)")
                        .console())
                .containsExactly("a {\"b\":1}", "c!");
        assertThat(run("console.log('x'.repeat(20000)); for (let i = 0; i < 1100; i++) console.log(i); done(1)")
                        .console())
                .hasSize(1000)
                .startsWith("x".repeat(10_000), "0");
        assertThat(run("for (let i = 0; i < 1000; i++) console.log('x'.repeat(10000)); done(1)"))
                .as("all of it counts as output")
                .isInstanceOf(ScriptResult.Failed.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            var = 1                                                   | SyntaxError                | 1
            done(x.y.z)                                               | TypeError                  | 1
            ~let a = 1;
            throw new Error('my words')~                              | my words                   | 2
            throw 'only words'                                        | only words                 | 0
            let a = 1                                                 | without calling done       | 0
            require('fs')                                             | is not possible here       | 1
            }); (function () { done(1)                                | SyntaxError                | 1
            throw {message: 'from an object'}                         | from an object             | 0
            throw {code: 7}                                           | {"code":7}                 | 0
            throw null                                                | null                       | 0
            CE.hmac('sha3')('hex')('a', 'b')                          | There is no HMAC with sha3 | 1
            CE.hmac('md5')('latin1')('a', 'b')                        | hex or base64, not latin1  | 1
            require('lodash/__proto__')                               | is not possible here       | 1
            require('moment')                                         | lodash, util and dayjs     | 1
            setTimeout(() => done(1), 10)                             | setTimeout is not defined  | 1
            const o = {}; o.o = o; done(o)                            | TypeError                  | 1
            done({n: 1n})                                             | TypeError                  | 1
            undeclared = 1; done(1)                                   | ReferenceError             | 1
            """)
    void aScriptThatFailsSaysWhy(String body, String words, int line) {
        assertThat(run(body)).isInstanceOfSatisfying(ScriptResult.Failed.class, failed -> {
            assertThat(failed.reason()).contains(words);
            assertThat(failed.line()).isEqualTo(line);
        });
    }

    @Test
    void manyObjectsAreOneQuestion() {
        List<List<byte[]>> calls = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            calls.add(List.of(json("{\"n\": " + i + "}")));
        }
        List<ScriptResult> results = SCRIPTS.run(
                new Script(
                        ScriptKind.TRANSFORMATION,
                        "tenant",
                        "many",
                        List.of("x"),
                        "if (x.n === 7) throw 'seven'; done(x.n * 2)"),
                calls,
                SCRIPTS.time(ScriptKind.TRANSFORMATION));
        assertThat(results).hasSize(500);
        assertThat(results.get(7)).isInstanceOf(ScriptResult.Failed.class);
        assertThat(results.get(499))
                .isInstanceOfSatisfying(
                        ScriptResult.Done.class,
                        done -> assertThat(done.value().asInt()).isEqualTo(998));
    }

    @Test
    void aHookThatHandsOnWhatItGotKeepsIdsThatLieSideBySide() {
        Script script = new Script(
                ScriptKind.HOOK, "tenant", "ids", List.of("configuration", "response_body"), "done({response_body})");
        String rows = "[{\"id\":9007199254740993},{\"id\":9007199254740992}]";
        assertThat(SCRIPTS.runOnce(script, List.of(json("{}"), json(rows))))
                .isInstanceOfSatisfying(
                        ScriptResult.Done.class,
                        done -> assertThat(done.value().path("response_body").toString())
                                .isEqualTo(rows));
    }

    /** However many lists a script is asked for, they have one time together. */
    @Test
    void whatRunsTookIsTakenOffTheTimeOfAllLists() {
        Duration limit = Duration.ofMillis(200);
        Scripts impatient = new Scripts(1, 2, new ScriptLimits(limit, limit, limit, 64, 1000));
        try {
            TimeLeft left = new TimeLeft(limit.multipliedBy(3));
            Script script = new Script(ScriptKind.TRANSFORMATION, "tenant", "endless", List.of("x"), "while (true) {}");
            List<List<byte[]>> calls = List.of(List.of(json("1")), List.of(json("2")));
            int lists = 0;
            while (!left.isOver()) {
                assertThat(impatient.run(script, calls, left)).hasSize(2);
                lists++;
            }
            assertThat(lists).isLessThanOrEqualTo(3);
            assertThat(impatient.run(script, calls, left))
                    .hasSize(2)
                    .allSatisfy(result -> assertThat(result)
                            .isInstanceOfSatisfying(
                                    ScriptResult.Failed.class,
                                    failed -> assertThat(failed.reason()).contains("not run")));
        } finally {
            impatient.close();
        }
    }

    /** With the first scripts of many, on a machine with too much to do. */
    @Test
    @Timeout(300)
    void theStartOfAWorkerIsNeitherALongRunNorTheTimeOfAScript() throws Exception {
        Duration limit = Duration.ofSeconds(2);
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        Scripts scripts = new Scripts(1, 2, new ScriptLimits(limit, limit, limit, 64, 1000), () -> {
            started.incrementAndGet();
            return new WorkerProcess(behind(gate, WorkerProcess.java(64)));
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ScriptResult>> runs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Script script = new Script(ScriptKind.HOOK, "tenant " + i, "test", List.of("x"), "done(x)");
                runs.add(threads.submit(() -> scripts.runOnce(script, List.of(json("1")))));
            }
            while (scripts.waiting() < 2 && started.get() < 2) {
                Thread.sleep(1);
            }
            // Longer than a run may take that keeps its seat.
            Thread.sleep(1_500);
            gate.countDown();
            for (Future<ScriptResult> run : runs) {
                assertThat(run.get()).isInstanceOf(ScriptResult.Done.class);
            }
        } finally {
            gate.countDown();
            scripts.close();
        }
        assertThat(started).as("no second one for those who waited").hasValue(1);
    }

    @Test
    void whoeverAsksIsToldWhenNoWorkerCanStart() {
        Scripts scripts = new Scripts(
                1,
                2,
                new ScriptLimits(LIMIT, LIMIT, LIMIT, 64, 1000),
                () -> new WorkerProcess(new ProcessBuilder("false").start()));
        Script script = new Script(ScriptKind.HOOK, "tenant", "test", List.of("x"), "done(x)");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> scripts.runOnce(script, List.of(json("1"))))
                    .as("its seat is free again")
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("the server's log says why");
        }
    }

    /** Nothing of a process is read before the gate is open. */
    private static Process behind(CountDownLatch gate, Process process) {
        return new OtherOutput(process, new FilterInputStream(process.getInputStream()) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return super.read(bytes, from, length);
            }
        });
    }

    private static ScriptResult run(String body) {
        return SCRIPTS.runOnce(
                new Script(ScriptKind.TRANSFORMATION, "tenant", "test", List.of("x"), body),
                List.of(json("{\"n\": 1, \"big\": 12345678901}")));
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

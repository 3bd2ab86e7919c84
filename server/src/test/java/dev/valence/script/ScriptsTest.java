package dev.valence.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts as tenants write them, and as those write them who want out. */
class ScriptsTest {
    private static final Scripts SCRIPTS = new Scripts(2, 64, 4 * 1024 * 1024);
    private static final Duration LIMIT = Duration.ofSeconds(1);

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
            done(CE.randomString().length + CE.randomEmail().indexOf('@'))        | 20
            done(require('lodash').sum([1, 2]) + require('lodash/size')([1]))     | 4
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
            undeclared = 1; done(1)                                   | ReferenceError             | 1
            """)
    void aScriptThatFailsSaysWhy(String body, String words, int line) {
        assertThat(run(body)).isInstanceOfSatisfying(ScriptResult.Failed.class, failed -> {
            assertThat(failed.reason()).contains(words);
            assertThat(failed.line()).isEqualTo(line);
        });
    }

    /** Endless, greedy and deep; each ends by itself, and the next script runs as if nothing had been. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "for (;;) { try { while (true) {} } catch (e) {} finally { continue; } }",
                "const f = () => { try { f(); } finally { f(); } }; f()",
                "(function f() { f(); })()",
                "/(a+)+$/.test('a'.repeat(50) + 'b'); while (true) {}",
                "Promise.resolve().then(function again() { return Promise.resolve().then(again); }); while (true) {}",
                "let s = 'x'; while (true) s += s",
                "done('x'.repeat(2 ** 28))",
                "done('x'.repeat(2 ** 30))",
                "done('x'.repeat(5 * 1024 * 1024))",
                "const a = []; while (true) a.push(new Array(1e6).fill(1))",
                "done(new Array(2 ** 27).fill(7).length)",
                "done(new ArrayBuffer(2 ** 30).byteLength)",
                "done(new Uint8Array(2 ** 30).length)",
                "const m = new Map(); for (let i = 0; ; i++) m.set(i, {i})",
                "done([...Array(5e7).keys()])",
                "let o = {}; for (let i = 0; i < 1e5; i++) o = {o}; done(o)",
                "const o = {}; o.o = o; done(o)",
                "done(10n ** 100000000n)",
                "JSON.parse('['.repeat(1e6))",
                "String.prototype.padEnd.call('', 2 ** 30); while (true) {}",
                "eval('while (true) {}')",
                "new Function('while (true) {}')()",
                "const p = new Proxy({}, {get() { while (true) {} }}); done(p)",
                "done({toJSON() { while (true) {} }})",
                "async function f() { while (true) await 0; } f(); while (true) {}"
            })
    void aScriptThatTakesTooMuchFailsAlone(String body) {
        ScriptResult result = run(body);
        assertThat(result).as(body).isInstanceOf(ScriptResult.Failed.class);
        assertThat(run("done(1)")).isInstanceOf(ScriptResult.Done.class);
    }

    /** Ways out of other sandboxes that were published: none finds a class, a process, a file or the outer function. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "done(this.constructor.constructor('return process')().mainModule.require('child_process').execSync('id').toString())",
                "done((async function () {}).constructor('return process')().env)",
                "done(CE.md5.constructor('return this')().process.version)",
                "done(Java.type('java.lang.System').getProperty('user.home'))",
                "done(done.constructor('return Java')().type('java.lang.Runtime'))",
                "done(CE.hmac.constructor.constructor('return Polyglot')().eval('js', '1'))",
                "try { null.f(); } catch (e) { done(e.constructor.constructor('return process')().pid) }",
                "const e = new Error(); e.name = Symbol(); try { e.stack; } catch (x) { done(x.constructor.constructor('return process')().pid) }",
                "Error.prepareStackTrace = (e, t) => t.map(f => f.getThis()).filter(Boolean); done(new Error().stack[0].process.pid)",
                "done(import('fs').then ? process.pid : 0)",
                "done(globalThis.java.lang.System.exit(0))",
                "done(Packages.java.lang.System.exit(0))",
                "done(load('/etc/passwd'))",
                "done(read('/etc/passwd'))",
                "done(arguments.callee.caller.arguments[0])",
                "done((function f() { return f.caller; })().arguments)",
                "done(require('lodash').template('<%= process.env %>')())",
                "done(require('child_process'))",
                "done(new WebAssembly.Memory({initial: 1}).buffer.byteLength)",
                "done(new SharedArrayBuffer(8).byteLength)",
                "done(new Worker('x'))",
                "done(XMLHttpRequest)",
                "done(quit())"
            })
    void thereIsNoWayOut(String body) {
        assertThat(run(body))
                .as(body)
                .satisfiesAnyOf(
                        result -> assertThat(result).isInstanceOf(ScriptResult.Failed.class),
                        // A promise that fails later.
                        result -> assertThat(
                                        ((ScriptResult.Done) result).value().isNull())
                                .isTrue());
        assertThat(run("done(1)")).isInstanceOf(ScriptResult.Done.class);
    }

    /** A script can spoil its own surroundings; nobody else has the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object.prototype.polluted = 1; Array.prototype.map = null; done({}.polluted)",
                "JSON.stringify = () => '\"forged\"'; JSON.parse = () => 7; done(1)",
                "Object.prototype.toJSON = () => 'forged'; done({})",
                "Function.prototype.call = null; String.prototype.toLowerCase = () => 'forged'; done(1)",
                "globalThis.left = 'behind'; done(1)"
            })
    void nothingIsLeftForAnotherOwner(String body) {
        run(body);
        assertThat(SCRIPTS.run(
                        new Script(
                                "another",
                                List.of("x"),
                                "done([{}.polluted, typeof left, [1].map(n => n), JSON.stringify({a: 1})])"),
                        List.of(List.of(json("{}"))),
                        LIMIT))
                .first()
                .isInstanceOfSatisfying(
                        ScriptResult.Done.class,
                        done -> assertThat(done.value().toString())
                                .isEqualTo("[null,\"undefined\",[1],\"{\\\"a\\\":1}\"]"));
    }

    @Test
    void manyObjectsAreOneQuestion() {
        List<List<JsonNode>> calls = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            calls.add(List.of(json("{\"n\": " + i + "}")));
        }
        List<ScriptResult> results = SCRIPTS.run(
                new Script("many", List.of("x"), "if (x.n === 7) throw 'seven'; done(x.n * 2)"), calls, LIMIT);
        assertThat(results).hasSize(500);
        assertThat(results.get(7)).isInstanceOf(ScriptResult.Failed.class);
        assertThat(results.get(499))
                .isInstanceOfSatisfying(
                        ScriptResult.Done.class,
                        done -> assertThat(done.value().asInt()).isEqualTo(998));
    }

    @Test
    void anEndlessLoopHoldsUpNobodyElse() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<ScriptResult>> all = new ArrayList<>();
            all.add(() -> run("while (true) {}"));
            for (int i = 0; i < 20; i++) {
                all.add(() -> run("done(1)"));
            }
            List<ScriptResult> results = new ArrayList<>();
            for (Future<ScriptResult> one : threads.invokeAll(all)) {
                results.add(one.get());
            }
            assertThat(results.getFirst()).isInstanceOf(ScriptResult.Failed.class);
            assertThat(results.subList(1, 21)).allMatch(ScriptResult.Done.class::isInstance);
        }
    }

    private static ScriptResult run(String body) {
        return SCRIPTS.run(
                        new Script("test", List.of("x"), body),
                        List.of(List.of(json("{\"n\": 1, \"big\": 12345678901}"))),
                        LIMIT)
                .getFirst();
    }

    private static JsonNode json(String text) {
        return Json.tree(text.getBytes(StandardCharsets.UTF_8), "test's JSON");
    }
}

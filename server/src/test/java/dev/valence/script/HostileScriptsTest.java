package dev.valence.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts as those write them who want out, or want everything. */
class HostileScriptsTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Scripts SCRIPTS = new Scripts(3, 12, new ScriptLimits(SHORT, LONG, LONG, 64, 4 * 1024 * 1024));

    /** Endless, greedy and deep. */
    private static final List<String> GREEDY = List.of(
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
            "async function f() { while (true) await 0; } f(); while (true) {}",
            "/^(?=(a+)+$)(.*)(.*)(.*)(.*)\\1$/.test('a'.repeat(5000) + 'b'); while (true) {}",
            "/(?=(x*)*y)(x*)\\2(x*)*z/.test('x'.repeat(40)); while (true) {}",
            "done('x'.repeat(2 ** 24).replace(/x/g, 'y'.repeat(1000)))",
            "done('x'.repeat(2 ** 23).split('').map(x => ({x})).length); while (true) {}",
            "done(new Float64Array(2 ** 27).length)",
            "const all = []; while (true) all.push(new Uint8Array(2 ** 20))",
            "const all = []; while (true) all.push(new ArrayBuffer(2 ** 22, {maxByteLength: 2 ** 24}))",
            "let n = 3n; while (true) n **= 3n",
            "done((2n ** 4000000n).toString())",
            "done({get x() { while (true) {} }})",
            "done({get x() { return {get x() { while (true) {} }} }})",
            "const t = () => ({toJSON: t, t}); let n = 0; done({toJSON() { return {toJSON: () => { while (true) n++; }, get z() { while (true) n++; }} }})",
            "done(new Proxy([], {get(t, k) { return k === 'length' ? 2 ** 32 : 7 }}))",
            "done({length: 1, toString() { while (true) {} }, toJSON() { throw this }})",
            "throw {get message() { while (true) {} }}",
            "throw Object.assign(new Error('x'), {toString() { while (true) {} }})",
            "done(new Promise(() => {}))",
            "done(Promise.resolve().then(() => { while (true) {} }))",
            "(async () => { for (;;) await null; })(); done(1)",
            "async function* g() { while (true) yield 1; } (async () => { for await (const n of g()) ; done(1); })()",
            "let deep = '1'; for (let i = 0; i < 20; i++) deep = '[' + deep + ',' + deep + ',' + deep + ',' + deep + ']'; done(JSON.parse(deep))",
            "let o = 1; for (let i = 0; i < 2000; i++) o = [o]; done(o)",
            "const a = []; a[2 ** 32 - 2] = 1; done(a)",
            "const a = [1]; a.concat = null; while (true) a.push(...a)",
            "for (let i = 0; i < 1e9; i++) notify.email('a', 'b', 'x'.repeat(1e6))",
            "new Array(1e8).join('abc')",
            "Array.from({length: 1e9}, () => ({}))",
            "const s = new Set(); for (let i = 0; ; i++) s.add('x'.repeat(1000) + i)",
            "Reflect.construct(Array, [2 ** 32 - 1]).fill(0)",
            "structuredClone({}); while (true) {}",
            "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
            "Date.prototype.toJSON = () => { while (true) {} }; done(new Date())",
            "const f = (n) => n <= 0 ? 0 : f(n - 1) + f(n - 2); done(f(200))",
            "const o = {}; for (let i = 0; ; i++) o['k' + i] = i",
            "Symbol.iterator; done([...{*[Symbol.iterator]() { while (true) yield 1; }}])");

    @AfterAll
    static void stop() {
        SCRIPTS.close();
    }

    /** Several at once, since most take all the time that they may; each fails by itself, while others work as ever. */
    @Test
    void aScriptThatTakesTooMuchFailsAlone() throws Exception {
        Map<String, Future<ScriptResult>> results = new LinkedHashMap<>();
        try (var threads = Executors.newFixedThreadPool(6, Thread.ofVirtual().factory())) {
            for (String body : GREEDY) {
                results.put(body, threads.submit(() -> {
                    ScriptResult result = run(ScriptKind.TRANSFORMATION, body);
                    assertOthersWork();
                    return result;
                }));
            }
        }
        for (Map.Entry<String, Future<ScriptResult>> one : results.entrySet()) {
            assertThat(one.getValue().get()).as(one.getKey()).isInstanceOf(ScriptResult.Failed.class);
        }
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
                "done(quit())",
                "const p = new Proxy({}, {get(t, k, r) { throw r; }}); try { CE.hmac(p); } catch (e) { done(e.constructor.constructor('return process')().pid) }",
                "const p = new Proxy(function () {}, {apply(t, self, args) { done(args[0].constructor.constructor('return process')().pid) }}); [1].forEach(p)",
                "const c = new Proxy(class {}, {getPrototypeOf() { done(arguments[0].constructor.constructor('return process')().pid) }}); c instanceof c",
                "class P extends Promise { static get [Symbol.species]() { return function (f) { f((v) => { throw v; }, (e) => done(e.constructor.constructor('return process')().pid)); }; } } P.reject(new Error()).then(() => {})",
                "async function f() { await null; throw new Error(); } f().catch(e => done(e.constructor.constructor('return process')().mainModule))",
                "const g = (async function* () {})(); g.return({get then() { return (f) => { throw f; }; }}).catch(f => done(f.constructor('return process')().pid))",
                "const F = Object.getPrototypeOf(async function* () {}).constructor; done(F('return process')().next().then(p => p.value.pid))",
                "const F = Object.getPrototypeOf(function* () {}).constructor; done(F('return process')().next().value.pid)",
                "const F = Reflect.getPrototypeOf(() => {}).constructor; done(F('return this')().Java.type('java.lang.Runtime'))",
                "done(import('node:fs'))",
                "done(import('java:java.lang.System'))",
                "import('child_process').then(m => done(m.execSync('id')))",
                "done((0, eval)('Java').type('java.lang.System'))",
                "done(CE.hmac('sha256')('hex').constructor('return Polyglot')().import('x'))",
                "try { CE.hmac('none')('hex')('a', 'b'); } catch (e) { done(e.getClass().forName('java.lang.Runtime')) }",
                "try { CE.hmac('none')('hex')('a', 'b'); } catch (e) { done(e.javaStackTrace || e.class || e.cause.getMessage) }",
                "try { CE.b64({toString() { throw this }}); } catch (e) { done(e.constructor.constructor('return process')().pid) }",
                "try { CE.md5(Symbol()); } catch (e) { done(e.constructor.constructor('return Packages')().java) }",
                "Function.prototype.call = Function.prototype.apply = Function.prototype.bind = function () { done(this.constructor('return process')().pid) }; CE.md5('a'); require('util'); CE.hmacMd5Hex('a', 'b'); throw 'nothing'",
                "Array.prototype[Symbol.iterator] = function* () { done(this.map(f => f('read', '/etc/passwd'))) }; CE.md5(...['a']); throw 'nothing'",
                "String.prototype.slice = function () { return process }; done(CE.md5('a').pid)",
                "Object.prototype.get = function () { return process }; done({}.get().pid)",
                "Object.defineProperty(Object.prototype, 'lodash/../../../../script/prelude', {get() { return 1 }}); done(require('lodash/../../../../script/prelude'))",
                "done(require('../../../../application.properties'))",
                "done(require('dayjs/plugin/utc'))",
                "done(require({toString: () => 'constructor'}))",
                "done(require('hasOwnProperty'))",
                "done(require('lodash').template('', {sourceURL: '\u2028}return process.env//'})().PATH)",
                "done(require('lodash').template('<%= 1 %>', {imports: {'a = process': 1}})())",
                "done(require('lodash').runInContext({Array, Date, Error, Function, Math, Object, RegExp, String, TypeError}).constructor('return process')().pid)",
                "Error.prepareStackTrace = (e, frames) => frames.map(f => f.getFunction()).filter(Boolean).map(f => f('b64', 'a')); done(new Error().stack[0].x.y)",
                "Error.prepareStackTrace = (e, frames) => frames; const f = (() => { try { CE.hmac('x')('y')('a', 'b') } catch (e) { return e.stack } })(); done(f[0].getThis().process.pid)",
                "Error.stackTraceLimit = Infinity; Error.captureStackTrace(globalThis); done(process.pid)",
                "Object.defineProperty(globalThis, Symbol.toStringTag, {get() { return process }}); done(Object.prototype.toString.call(globalThis))",
                "const ws = new WeakRef(done); done(ws.deref().constructor('return process')().pid)",
                "new FinalizationRegistry(() => {}).register({}, 1); done(process.pid)",
                "done(new ShadowRealm().evaluate('process.pid'))",
                "done(AsyncContext.Variable.name)",
                "done(Reflect.ownKeys(globalThis).filter(k => /java|polyglot|graal|load|print|read|quit|require|process|packages/i.test(String(k)))[0].length)",
                "with ({}) { done(process.pid) }",
                "done(new Function('return arguments.callee.caller')().arguments[0])",
                "done(%GetUndetectable())",
                "done(Debug.class(1))",
                "//# sourceMappingURL=file:///etc/passwd\ndone(process.pid)",
                "#!/bin/sh\ndone(1)",
                "<!-- \ndone(process.pid)",
                "done(this)",
                "done(globalThis.constructor.constructor.constructor('return this.process.pid')())"
            })
    void thereIsNoWayOut(String body) {
        assertThat(run(ScriptKind.HOOK, body))
                .as(body)
                .satisfiesAnyOf(
                        result -> assertThat(result).isInstanceOf(ScriptResult.Failed.class),
                        result -> assertThat(
                                        ((ScriptResult.Done) result).value().isEmpty())
                                .as("nothing, or an object in which nothing is seen")
                                .isTrue());
        assertOthersWork();
    }

    /** A script can spoil its own surroundings; nobody else has the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object.prototype.polluted = 1; Array.prototype.map = null; done({}.polluted)",
                "JSON.stringify = () => '\"forged\"'; JSON.parse = () => 7; done(1)",
                "Object.prototype.toJSON = () => 'forged'; done({})",
                "Function.prototype.call = null; String.prototype.toLowerCase = () => 'forged'; done(1)",
                "globalThis.left = 'behind'; done(1)",
                "Promise.prototype.then = () => 'forged'; Array.prototype[Symbol.iterator] = null; String.prototype.slice = () => 'forged'; done(1)",
                "globalThis.hog = new Array(7e6).fill(1.5); done(1)",
                "Object.freeze(Object.prototype); delete globalThis.JSON; delete globalThis.Function; done(1)"
            })
    void nothingIsLeftForAnotherOwner(String body) {
        run(ScriptKind.HOOK, body);
        assertThat(SCRIPTS.runOnce(
                        new Script(
                                ScriptKind.HOOK,
                                "another",
                                "another",
                                List.of("x"),
                                "done([{}.polluted, typeof left, [1].map(n => n), JSON.stringify({a: 1}), new Array(2e6).fill(0.5).length])"),
                        List.of(json("{}"))))
                .isInstanceOfSatisfying(
                        ScriptResult.Done.class,
                        done -> assertThat(done.value().toString())
                                .isEqualTo("[null,\"undefined\",[1],\"{\\\"a\\\":1}\",2000000]"));
    }

    @Test
    void oneEndlessObjectOfAListDoesNotCostThoseBeforeIt() {
        List<List<byte[]>> calls = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            calls.add(List.of(json("{\"n\": " + i + "}")));
        }
        Script script = new Script(
                ScriptKind.TRANSFORMATION,
                "list",
                "list",
                List.of("x"),
                "if (x.n === 3) (function f() { f(); })(); if (x.n === 7) while (true) {} done(x.n)");
        // So that the interpreter is ready.
        SCRIPTS.run(script, calls.subList(0, 1), SCRIPTS.time(script.kind()));
        List<ScriptResult> results = SCRIPTS.run(script, calls, SCRIPTS.time(script.kind()));
        assertThat(results).hasSize(10);
        assertThat(results.subList(0, 3)).allMatch(ScriptResult.Done.class::isInstance);
        assertThat(results.get(3)).isInstanceOf(ScriptResult.Failed.class);
        assertThat(results.subList(4, 7)).allMatch(ScriptResult.Done.class::isInstance);
        assertThat(results.subList(7, 10)).allMatch(ScriptResult.Failed.class::isInstance);
        assertThat(((ScriptResult.Failed) results.get(9)).reason()).contains("not run");
    }

    private static void assertOthersWork() {
        assertThat(SCRIPTS.runOnce(
                        new Script(ScriptKind.FORMULA, "others", "others", List.of("x"), "done(x.n)"),
                        List.of(json("{\"n\": 1}"))))
                .isInstanceOfSatisfying(
                        ScriptResult.Done.class,
                        done -> assertThat(done.value().asInt()).isEqualTo(1));
    }

    private static ScriptResult run(ScriptKind kind, String body) {
        // A tenant for each, so that none waits for the long runs of the others.
        return SCRIPTS.runOnce(
                new Script(kind, "tenant " + body.hashCode(), "owner " + body.hashCode(), List.of("x"), body),
                List.of(json("{\"n\": 1}")));
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

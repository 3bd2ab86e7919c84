package dev.valence.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextTest {
    private final Context context = new Context(
            Fixture.json("""
                    {"type": "manual", "args": {"name": "Launch", "big": 9007199254740993, "part": 1.50}}"""), (ObjectNode) Fixture.json("""
                    {"chat": "4711", "max.count": "5", "max": {"count": "no"}, "instanceName": "12"}"""), (ObjectNode) Fixture.json("{\"formulaId\": 3}"));

    ContextTest() {
        context.put("get-room", Fixture.json("""
                {"response": {"code": "200", "body": "{\\"items\\":[{\\"id\\":\\"a\\"},{\\"id\\":\\"b\\"}]}"}}"""));
        context.put("list", Fixture.json("[1,2,3]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ${trigger.args.name}                             | "Launch"
            ${trigger.args.big}                              | 9007199254740993
            ${trigger.args.part}                             | 1.50
            ${trigger.args}                                  | {"name":"Launch","big":9007199254740993,"part":1.50}
            ${config.chat}                                   | "4711"
            ${config.max.count}                              | "5"
            ${info.formulaId}                                | 3
            ${steps.get-room.response.body.items[1].id}      | "b"
            ${steps['get-room'].response.body.items.length}  | 2
            ${get-room.response.code}                        | "200"
            ${instanceName}                                  | "12"
            ${list[2]}                                       | 3
            Hello ${trigger.args.name} (${steps.list})       | "Hello Launch ([1,2,3])"
            none: ${steps.nothing.at.all}.                   | "none: ."
            ${ trigger.args.name }                           | "Launch"
            no reference                                     | "no reference"
            """)
    void referencesAreReplaced(String property, String expected) {
        assertThat(context.resolve(property)).hasToString(expected);
    }

    @Test
    void aReferenceToNothingIsMissing() {
        assertThat(context.resolve("${steps.nothing}").isMissingNode()).isTrue();
        assertThat(context.resolve("${steps.list[9]}").isMissingNode()).isTrue();
        assertThat(context.resolve("${}").isMissingNode()).isTrue();
        assertThat(context.text("${steps.nothing}")).isEmpty();
    }

    @Test
    void objectsAreResolvedMemberByMember() {
        assertThat(context.resolve(Fixture.json("""
                        {"a": "${config.chat}", "b": ["${list[0]}", true], "c": "${gone}", "d": 7}"""))).hasToString("{\"a\":\"4711\",\"b\":[1,true],\"d\":7}");
    }

    @ParameterizedTest
    @CsvSource({"${steps.list}", "steps.list", "list"})
    void listsAreNamedInThreeWays(String property) {
        assertThat(context.named(property)).hasToString("[1,2,3]");
    }

    @Test
    void aListMayBeWrittenOut() {
        assertThat(context.named("[\"x\"]")).hasToString("[\"x\"]");
        assertThat(context.named("nothing").isMissingNode()).isTrue();
    }
}

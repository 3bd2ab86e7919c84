package dev.valence.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"id":9007199254740993}                 | {"id":9007199254740992}            | {"id":9007199254740993}
            {"id":9007199254740993}                 | {"moved":[9007199254740992]}       | {"moved":[9007199254740993]}
            {"a":9007199254740993,"b":9007199254740992} | {"b":9007199254740992,"a":9007199254740992} | {"b":9007199254740992,"a":9007199254740993}
            {"a":9007199254740993,"b":9007199254740992} | {"c":9007199254740992}         | {"c":9007199254740992}
            {"n":1.10,"m":1}                        | {"n":1.1,"m":2}                    | {"n":1.10,"m":2}
            {"n":0.12345678901234567890123}         | {"n":0.12345678901234568}          | {"n":0.12345678901234567890123}
            {"n":1e400}                             | {"n":null}                         | {"n":1E+400}
            {"n":1e400}                             | {"m":null}                         | {"m":null}
            {"n":-0.0}                              | {"n":0}                            | {"n":0.0}
            [[18446744073709551615]]                | [[18446744073709552000]]           | [[18446744073709551615]]
            {"n":"9007199254740993"}                | {"n":"9007199254740993"}           | {"n":"9007199254740993"}
            [9007199254740993,9007199254740992]     | {"x":[9007199254740992,9007199254740992]} | {"x":[9007199254740993,9007199254740992]}
            """)
    void whatJavaScriptCannotHoldComesBackAsItWas(String given, String result, String kept) throws Exception {
        ScriptResult.Done done = new ScriptResult.Done(json(result), List.of(), List.of());
        assertThat(Digits.kept(done, List.of("x", "fromVendor"), List.of(json(given), json("true"))))
                .isInstanceOfSatisfying(
                        ScriptResult.Done.class,
                        same -> assertThat(new String(same.json(), StandardCharsets.UTF_8))
                                .isEqualTo(kept));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":[1,-2,0.5,123456.789,0,"1e5 9007199254740993 \\" 1.10"]} | false
            999999999999999                                   | false
            1234567890123456                                  | true
            [1,{"a":1e2}]                                     | true
            1.50                                              | true
            0.0000001                                         | true
            -0                                                | true
            """)
    void onlyUnusualNumbersNeedALook(String json, boolean lost) {
        assertThat(Digits.areLost(json(json))).isEqualTo(lost);
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.valence.sandbox.pair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            {"a": 1}                          ; {"a": 1, "b": 2}
            {"a": "<absent>"}                 ; {"b": 2}
            {"a": "<any>"}                    ; {"a": false}
            {"a": "<int>", "b": "<bool>"}     ; {"a": 7, "b": true}
            {"a": "<optional int>"}           ; {}
            ["<each>", {"a": 1}]              ; [{"a": 1}, {"a": 1, "b": 2}]
            ["<some>", {"a": 1}, {"a": 2}]    ; [{"a": 2}, {"a": 3}, {"a": 1}]
            ["<none>", {"a": 1}]              ; [{"a": 2}]
            [1, "<string>"]                   ; [1, ""]
            "<length 2>"                      ; [1, 2]
            "<timestamp>"                     ; "2026-01-15T09:30:00.123Z"
            "<id ROOM>"                       ; "Y2lzY29zcGFyazovL3VzL1JPT00vMjIyMjIyMjItYWFhYS0xMWVmLThjY2MtMDAwMDAwMDAwMDAx"
            "<contains <b>>"                  ; "a <b> c"
            "<matches a.c>"                   ; "abc"
            "<one a b|c>"                     ; "c"
            "<not a>"                         ; "b"
            """, ignoreLeadingAndTrailingWhitespace = true, quoteCharacter = '\'')
    void whatIsAsThePatternSaysDoesNotDiffer(String pattern, String actual) {
        assertThat(JsonPattern.differences(Sandbox.parse(pattern), Sandbox.parse(actual)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            {"a": 1}                          ; {"a": "1"}                  ; .a
            {"a": {"b": 1}}                   ; {"a": {"b": 2}}             ; .a.b
            {"a": "<absent>"}                 ; {"a": null}                 ; .a
            {"a": "<any>"}                    ; {"a": null}                 ; .a
            {"a": "<bool>"}                   ; {"a": "true"}               ; .a
            {"a": "<optional int>"}           ; {"a": "x"}                  ; .a
            ["<each>", {"a": 1}]              ; [{"a": 1}, {"a": 2}]        ; [1].a
            ["<some>", {"a": 1}]              ; [{"a": 2}]                  ; [any]
            ["<none>", {"a": 1}]              ; [{"a": 1}]                  ; no element
            [1, 2]                            ; [1]                         ; expected 2 elements
            "<length 2>"                      ; [1]                         ; <length 2>
            "<timestamp>"                     ; "2026-01-15T09:30:00Z"      ; <timestamp>
            "<id ROOM>"                       ; "Y2lzY29zcGFyazovL3VzL1RFQU0vMQ" ; <id ROOM>
            "<one a|b>"                       ; "c"                         ; <one
            {"a": 1}                          ; [1]                         ; body
            """, quoteCharacter = '\'')
    void aDifferenceNamesItsPlace(String pattern, String actual, String place) {
        assertThat(JsonPattern.differences(Sandbox.parse(pattern), Sandbox.parse(actual)))
                .singleElement()
                .asString()
                .contains(place);
    }
}

package dev.valence.sandbox.pair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference's own vectors, so that what the pairs compute is what the provider computes. */
class WorkedExamplesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PEOPLE 11111111-aaaa-4bbb-8ccc-000000000001|Y2lzY29zcGFyazovL3VzL1BFT1BMRS8xMTExMTExMS1hYWFhLTRiYmItOGNjYy0wMDAwMDAwMDAwMDE
            ORGANIZATION 99999999-aaaa-4bbb-8ccc-000000000001|Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi85OTk5OTk5OS1hYWFhLTRiYmItOGNjYy0wMDAwMDAwMDAwMDE
            ROOM 22222222-aaaa-11ef-8ccc-000000000001|Y2lzY29zcGFyazovL3VzL1JPT00vMjIyMjIyMjItYWFhYS0xMWVmLThjY2MtMDAwMDAwMDAwMDAx
            MESSAGE 44444444-aaaa-11ef-8ccc-000000000001|Y2lzY29zcGFyazovL3VzL01FU1NBR0UvNDQ0NDQ0NDQtYWFhYS0xMWVmLThjY2MtMDAwMDAwMDAwMDAx
            TEAM 33333333-aaaa-11ef-8ccc-000000000001|Y2lzY29zcGFyazovL3VzL1RFQU0vMzMzMzMzMzMtYWFhYS0xMWVmLThjY2MtMDAwMDAwMDAwMDAx
            ROOM 33333333-aaaa-11ef-8ccc-000000000001|Y2lzY29zcGFyazovL3VzL1JPT00vMzMzMzMzMzMtYWFhYS0xMWVmLThjY2MtMDAwMDAwMDAwMDAx
            MEMBERSHIP 11111111-aaaa-4bbb-8ccc-000000000001:22222222-aaaa-11ef-8ccc-000000000001|Y2lzY29zcGFyazovL3VzL01FTUJFUlNISVAvMTExMTExMTEtYWFhYS00YmJiLThjY2MtMDAwMDAwMDAwMDAxOjIyMjIyMjIyLWFhYWEtMTFlZi04Y2NjLTAwMDAwMDAwMDAwMQ
            WEBHOOK 55555555-aaaa-4bbb-8ccc-000000000001|Y2lzY29zcGFyazovL3VzL1dFQkhPT0svNTU1NTU1NTUtYWFhYS00YmJiLThjY2MtMDAwMDAwMDAwMDAx
            """)
    void anIdIsTheBase64OfItsPlainForm(String typeAndUuid, String id) {
        assertThat(new Values().fill("{id " + typeAndUuid + "}")).isEqualTo(id);
        assertThat(TextPattern.matches("<id " + typeAndUuid.split(" ", 2)[0] + ">", id))
                .isTrue();
    }

    @Test
    void aSignatureIsTheHexOfTheBodysHmac() {
        assertThat(Check.signature(
                        "sandbox-secret",
                        "{\"id\":\"w1\",\"resource\":\"messages\",\"event\":\"created\",\"data\":{\"id\":\"m1\"}}"))
                .isEqualTo("2ae760aa42a1ee2120578e1cf2487ffd0bcdba55");
    }
}

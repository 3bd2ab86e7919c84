package dev.valence.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.BadRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingPathTest {
    @Test
    void everyPathIsUnderstood() {
        assertThat(MappingPaths.all()).hasSize(102).allSatisfy(call -> {
            String path = call.substring(call.indexOf(' ') + 1);
            if (path.startsWith("/vdrs") || path.startsWith("/common-resources")) {
                VdrPath vdr = VdrPath.parse(path).orElseThrow();
                assertThat(vdr.vdr().isPresent()).as(path).isEqualTo(path.contains("{idOrName}"));
                assertThat(vdr.transformation().isPresent()).as(path).isEqualTo(path.contains("{transformationId}"));
                return;
            }
            MappingPath parsed = MappingPath.parse(path).orElseThrow();
            assertThat(parsed.owner().isPresent()).as(path).isEqualTo(path.contains("{id}"));
        });
        assertThat(MappingPath.parse("/accounts/7/elements/ciscospark/transformations/crew"))
                .hasValueSatisfying(path -> {
                    assertThat(path.kind()).isEqualTo(MappingPath.Kind.TRANSFORMATION);
                    assertThat(path.level()).isEqualTo(Level.ACCOUNT);
                    assertThat(path.owner()).contains("7");
                    assertThat(path.element()).contains("ciscospark");
                    assertThat(path.name()).contains("crew");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/objects",
                "/objects/definitions",
                "/objects/crew/metadata",
                "/instances/7",
                "/instances/7/events",
                "/instances/7/objects",
                "/organizations/objects",
                "/organizations/transformations",
                "/instances/elements/x/transformations",
                "/transformations/x/execute",
                "/organizations/objects/a/b/definitions",
                "/accounts/1/2/objects/definitions",
                "organizations/objects/definitions"
            })
    void anyOtherPathIsSomebodyElses(String path) {
        assertThat(MappingPath.parse(path)).isEmpty();
        assertThat(VdrPath.parse(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/vdrsx",
                "/vdrs/",
                "/vdrs/1/",
                "/vdrs/1/fields",
                "/vdrs/1/clone/2",
                "/vdrs/1/transformations/2/3"
            })
    void belowVdrsThereIsNothingElse(String path) {
        assertThat(VdrPath.parse(path)).isEmpty();
    }

    @Test
    void namesInPathsAreDecodedOrRefused() {
        assertThat(Scopes.decoded("a+b%20c")).isEqualTo("a+b c");
        assertThatThrownBy(() -> Scopes.decoded("%zz")).isInstanceOf(BadRequest.class);
    }
}

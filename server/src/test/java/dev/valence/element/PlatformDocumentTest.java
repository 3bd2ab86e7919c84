package dev.valence.element;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.valence.mapping.MappingPaths;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document of the platform's own resources, held to the code that serves them. */
class PlatformDocumentTest {
    private static final String API = "/elements/api-v2";

    private static final Pattern CHOICE = Pattern.compile("\\{\\w+:([^{}]+)\\}");

    private final JsonNode document = PlatformDocument.read();

    @Test
    void itTellsOfEveryResourceAndOfNoOther() {
        Set<String> served = new TreeSet<>(MappingPaths.all());
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.valence")) {
            if (type.isAnnotatedWith(Path.class)
                    && type.getAnnotationOfType(Path.class).value().equals(API)) {
                type.getMethods().forEach(method -> add(method, served));
            }
        }
        Set<String> told = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(member -> {
                    if (!member.equals("parameters")) {
                        told.add(member.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        assertThat(served).hasSizeGreaterThan(60);
        assertThat(told).isEqualTo(served);
    }

    @Test
    void itIsValidByTheOfficialSchemaAndItsReferencesLeadSomewhere() throws IOException {
        try (InputStream in = PlatformDocumentTest.class.getResourceAsStream("/openapi/schemas/v3.1/schema.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(ElementYaml.read("schema.yaml", text).json())
                            .validate(document))
                    .isEmpty();
        }
        assertThat(document.findValuesAsText("$ref"))
                .hasSizeGreaterThan(100)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void thePartAboutOneKindOfResourceHasItsPathsAlone() {
        JsonNode part = PlatformDocument.about("instances").orElseThrow();
        assertThat(part.path("paths").properties())
                .extracting(Map.Entry::getKey)
                .contains("/instances", "/instances/{id}/configuration")
                .allSatisfy(path -> assertThat(path).matches("/instances(/.*)?"));
        assertThat(part.path("components")).isEqualTo(document.path("components"));
        assertThat(PlatformDocument.about("instance")).isEmpty();
    }

    @Test
    void everyOperationHasAnIdOfItsOwn() {
        assertThat(document.path("paths").findValuesAsText("operationId"))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(60);
    }

    private static void add(JavaMethod method, Set<String> served) {
        method.getAnnotations().stream()
                .filter(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class))
                .forEach(verb -> paths(method.getAnnotationOfType(Path.class).value())
                        .forEach(path -> served.add(verb.getRawType().getSimpleName() + " /" + path)));
    }

    /** One path for each of the words that a parameter such as {@code {kind:triggers|steps}} stands for. */
    private static Stream<String> paths(String template) {
        Matcher choice = CHOICE.matcher(template);
        return choice.find() ? Stream.of(choice.group(1).split("\\|")).map(choice::replaceFirst) : Stream.of(template);
    }
}

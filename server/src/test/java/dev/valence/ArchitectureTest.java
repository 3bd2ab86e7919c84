package dev.valence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the arrows of the design: a package uses packages below it and none above. */
class ArchitectureTest {
    /** From the top; packages of one row do not know each other. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("execution"),
            List.of("formula", "bulk", "connect"),
            List.of("reception", "polling"),
            List.of("delivery"),
            List.of("event"),
            List.of("job", "notification"),
            List.of("hub"),
            List.of("mapping"),
            List.of("instance"),
            List.of("credential"),
            List.of("element"),
            List.of("tenant"),
            List.of("activity"),
            List.of("script", "provider", "vault"),
            List.of("store"),
            List.of("http"));

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.valence");

    @Test
    void aPackageUsesOnlyPackagesBelowIt() {
        LayeredArchitecture floors = layeredArchitecture().consideringOnlyDependenciesInAnyPackage("dev.valence..");
        for (List<String> floor : FLOORS) {
            for (String name : floor) {
                floors = floors.optionalLayer(name).definedBy("dev.valence." + name);
            }
        }
        for (int i = 0; i < FLOORS.size(); i++) {
            String[] above = FLOORS.subList(0, i).stream().flatMap(List::stream).toArray(String[]::new);
            for (String name : FLOORS.get(i)) {
                floors = above.length == 0
                        ? floors.whereLayer(name).mayNotBeAccessedByAnyLayer()
                        : floors.whereLayer(name).mayOnlyBeAccessedByLayers(above);
            }
        }
        floors.ignoreDependency(
                        com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage("dev.valence"),
                        com.tngtech.archunit.base.DescribedPredicate.alwaysTrue())
                .check(classes);
    }

    @Test
    void everyPackageIsOnAFloor() {
        List<String> known = new ArrayList<>(FLOORS.stream()
                .flatMap(List::stream)
                .map(name -> "dev.valence." + name)
                .toList());
        known.add("dev.valence");
        classes().should().resideInAnyPackage(known.toArray(String[]::new)).check(classes);
    }

    /** The framework picks the class by the longest path first and never looks back, so no path may begin with another. */
    @Test
    void everyRestResourceHasOneOfThreeDisjointPathsOnItsClass() {
        classes()
                .that()
                .areAnnotatedWith(jakarta.ws.rs.Path.class)
                .and()
                .doNotHaveSimpleName("SessionResource")
                .should()
                .beAnnotatedWith(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "the path of the API, the console or the connect flow",
                        annotation -> annotation.getRawType().isEquivalentTo(jakarta.ws.rs.Path.class)
                                && List.of("/elements/api-v2", "/console", "/connect")
                                        .contains(annotation.get("value").orElse(""))))
                .check(classes);
    }

    @Test
    void noTimeIsReadButFromTheClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.valence.activity",
                        "dev.valence.tenant",
                        "dev.valence.credential",
                        "dev.valence.instance",
                        "dev.valence.hub",
                        "dev.valence.event",
                        "dev.valence.delivery",
                        "dev.valence.reception",
                        "dev.valence.polling",
                        "dev.valence.formula",
                        "dev.valence.connect")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .check(classes);
    }

    /** An element is data: the server's code does not know any vendor. */
    @Test
    void noSourceNamesAVendor() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(path -> path.toString().endsWith(".java"))
                            .filter(ArchitectureTest::namesAVendor)
                            .toList())
                    .isEmpty();
        }
    }

    private static boolean namesAVendor(Path source) {
        try {
            String text = Files.readString(source).toLowerCase(Locale.ROOT);
            return Stream.of("spark", "webex", "slack").anyMatch(text::contains);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

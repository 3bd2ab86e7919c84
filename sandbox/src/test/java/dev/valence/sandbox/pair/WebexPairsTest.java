package dev.valence.sandbox.pair;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Plays every pair; {@code -Dpairs=resources/3} plays those in files whose path contains this text. */
@QuarkusTest
@TestInstance(Lifecycle.PER_CLASS)
class WebexPairsTest {
    private final Letterbox letterbox;

    WebexPairsTest() throws IOException {
        letterbox = new Letterbox();
    }

    @AfterAll
    void close() {
        letterbox.close();
    }

    @TestFactory
    Stream<DynamicContainer> theSandboxAnswersAsTheReferenceSays() {
        Sandbox sandbox = new Sandbox(
                "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class));
        return PairFiles.matching(System.getProperty("pairs", "")).entrySet().stream()
                .map(file -> DynamicContainer.dynamicContainer(
                        file.getKey(),
                        file.getValue().stream()
                                .map(pair -> DynamicTest.dynamicTest(
                                        pair.name(), () -> new Play(sandbox, letterbox, pair).run()))));
    }
}

package dev.valence.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.sandbox.NodeProject.Ended;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A browser walks through the page: {@code src/test/page/walk.test.js}. It needs Node 20 and the system's Chromium, found
 * on the PATH or by {@code VALENCE_CHROMIUM}; its pictures are in {@code target/page}.
 */
@QuarkusTest
class PageWalkTest {
    private static final NodeProject WALK = NodeProject.in("src/test/page");
    private static final Duration WALKING = Duration.ofMinutes(8);

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        WALK.install();
    }

    @Test
    void aPersonFindsTheirWayThroughThePage() throws IOException, InterruptedException {
        Ended walked = WALK.run(
                WALKING,
                Map.of("SANDBOX_URL", Browser.root()),
                List.of("node", "--test", "--test-reporter=spec", "walk.test.js"));
        assertThat(walked.status()).as(walked.output()).isZero();
        assertThat(walked.output()).containsPattern("pass [1-9]\\d");
    }
}

package dev.valence.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestIdTest {
    @Test
    void anIdHas24HexDigitsThatBeginWithTheTime() {
        long before = System.currentTimeMillis() / 1000;
        String id = RequestId.next();

        assertThat(id).matches("[0-9a-f]{24}");
        assertThat(Long.parseLong(id.substring(0, 8), 16)).isBetween(before, before + 5);
    }

    @Test
    void idsAreUniqueOverThreads() {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 200_000).parallel().forEach(i -> ids.add(RequestId.next()));

        assertThat(ids).hasSize(200_000);
    }
}

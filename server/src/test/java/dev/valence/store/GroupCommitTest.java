package dev.valence.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.http.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger commits = new AtomicInteger();

    @Test
    void whatWaitsMeanwhileIsCommittedTogetherAndInOrder() {
        try (GroupCommit<Integer, Integer> group = new GroupCommit<>("test", 100, this::doubled)) {
            List<CompletableFuture<Integer>> all =
                    IntStream.range(0, 50).mapToObj(group::submit).toList();
            gate.countDown();
            for (int i = 0; i < 50; i++) {
                assertThat(all.get(i)).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(2 * i);
            }
            assertThat(commits).hasValueLessThan(4);
        }
    }

    @Test
    void oneBadEntryHarmsNoOther() {
        try (GroupCommit<Integer, Integer> group = new GroupCommit<>("test", 100, this::doubled)) {
            CompletableFuture<Integer> first = group.submit(1);
            CompletableFuture<Integer> bad = group.submit(-1);
            CompletableFuture<Integer> last = group.submit(3);
            gate.countDown();
            assertThat(first).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(2);
            assertThat(last).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(6);
            assertThat(bad).failsWithin(Duration.ofSeconds(5));
        }
    }

    /** Each try may wait for a connection; 200 of them one after the other would hold up everybody for very long. */
    @Test
    void aDatabaseThatIsDownFailsTheWholeBatchAfterTwoTries() {
        try (GroupCommit<Integer, Integer> group = new GroupCommit<>("test", 500, this::doubled)) {
            List<CompletableFuture<Integer>> all =
                    IntStream.range(0, 200).mapToObj(i -> group.submit(-1 - i)).toList();
            gate.countDown();
            all.forEach(one -> assertThat(one).failsWithin(Duration.ofSeconds(5)));
            assertThat(commits).hasValueLessThan(10);
        }
    }

    /** Memory can be short for a moment; the one thread that writes has to outlive it. */
    @Test
    void anErrorEndsTheEntryAndNotTheThread() {
        try (GroupCommit<Integer, Integer> group = new GroupCommit<>("test", 1, this::doubledOrError)) {
            assertThat(group.submit(-1)).failsWithin(Duration.ofSeconds(5));
            assertThat(group.submit(4)).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(8);
        }
    }

    @Test
    void whatIsHandedInAtTheEndIsAnsweredToo() throws InterruptedException {
        gate.countDown();
        for (int round = 0; round < 30; round++) {
            GroupCommit<Integer, Integer> group = new GroupCommit<>("test", 10, this::doubled);
            List<CompletableFuture<Integer>> taken = new CopyOnWriteArrayList<>();
            List<Thread> posts = IntStream.range(0, 8)
                    .mapToObj(i -> Thread.startVirtualThread(() -> submitUntilRefused(group, taken)))
                    .toList();
            Thread.sleep(2);
            group.close();
            for (Thread post : posts) {
                post.join();
            }
            for (CompletableFuture<Integer> one : taken) {
                assertThat(one.handle((value, failure) -> true)).succeedsWithin(Duration.ofSeconds(5));
            }
        }
    }

    private static void submitUntilRefused(
            GroupCommit<Integer, Integer> group, List<CompletableFuture<Integer>> taken) {
        try {
            while (taken.size() < 100_000) {
                taken.add(group.submit(1));
                LockSupport.parkNanos(20_000);
            }
        } catch (Unavailable closed) {
            return;
        }
    }

    private List<Integer> doubledOrError(List<Integer> values) {
        if (values.contains(-1)) {
            throw new OutOfMemoryError("not really");
        }
        return values.stream().map(value -> 2 * value).toList();
    }

    private List<Integer> doubled(List<Integer> values) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        commits.incrementAndGet();
        if (values.stream().anyMatch(value -> value < 0)) {
            throw new IllegalStateException("refused");
        }
        return values.stream().map(value -> 2 * value).toList();
    }
}

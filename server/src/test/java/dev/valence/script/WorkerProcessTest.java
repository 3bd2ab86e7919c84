package dev.valence.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkerProcessTest {
    private static final Duration DAY = Duration.ofDays(1);

    /** As when the server has no memory for an answer. */
    @Test
    @Timeout(60)
    void whoAsksIsToldWhenAnswersCannotBeRead() {
        CountDownLatch asked = new CountDownLatch(1);
        Unreadable process = new Unreadable(asked);
        WorkerProcess worker = new WorkerProcess(process);
        Question question = new Question(
                new Script(ScriptKind.HOOK, "tenant", "test", List.of(), "done()"), DAY, DAY, 10, 0, new byte[] {
                    '[', ']'
                });
        assertThatThrownBy(() -> worker.ask(question, DAY, () -> {}, DAY, new ArrayList<>()))
                .isInstanceOf(WorkerProcess.Ended.class);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    @Timeout(60)
    void itIsReadyWhenItSaysSoWhateverItsJavaSaysBefore() throws Exception {
        try (WorkerProcess worker = shell("echo '[warning] no archive'; printf '\\001'; cat")) {
            worker.awaitReady(DAY);
            assertThat(worker.isAlive()).isTrue();
        }
    }

    @Test
    @Timeout(60)
    void whoStartsOneIsToldThatItEndedOrTookTooLong() throws Exception {
        try (WorkerProcess ends = shell("echo 'Could not reserve enough space'; exit 1");
                WorkerProcess waits = shell("cat")) {
            assertThatThrownBy(() -> ends.awaitReady(DAY))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no memory");
            assertThatThrownBy(() -> waits.awaitReady(Duration.ofSeconds(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not ready after 1 s");
        }
    }

    @Test
    @Timeout(60)
    void whatCannotGetReadyIsEnded() throws Exception {
        Process silent = new ProcessBuilder("cat").start();
        Workers workers = new Workers(1, () -> new WorkerProcess(silent));
        Thread.currentThread().interrupt();
        assertThatThrownBy(workers::fresh).isInstanceOf(InterruptedException.class);
        assertThat(silent.waitFor()).isNotZero();
    }

    private static WorkerProcess shell(String script) throws IOException {
        return new WorkerProcess(new ProcessBuilder("sh", "-c", script).start());
    }

    /** Its output cannot be read once something was asked. */
    private static final class Unreadable extends Process {
        private final CountDownLatch asked;
        private volatile boolean alive = true;

        Unreadable(CountDownLatch asked) {
            this.asked = asked;
        }

        @Override
        public OutputStream getOutputStream() {
            return new OutputStream() {
                @Override
                public void write(int b) {
                    asked.countDown();
                }
            };
        }

        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() {
                    try {
                        asked.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new OutOfMemoryError("for the test");
                }

                @Override
                public int read(byte[] bytes, int from, int length) {
                    return read();
                }
            };
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public int waitFor() {
            return 0;
        }

        @Override
        public boolean waitFor(long timeout, TimeUnit unit) {
            return false;
        }

        @Override
        public int exitValue() {
            return 0;
        }

        @Override
        public boolean isAlive() {
            return alive;
        }

        @Override
        public void destroy() {
            alive = false;
        }

        @Override
        public Process destroyForcibly() {
            alive = false;
            return this;
        }
    }
}

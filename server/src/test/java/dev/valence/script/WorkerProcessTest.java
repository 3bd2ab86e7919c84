package dev.valence.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    /** As when the server has no memory for an answer. */
    @Test
    @Timeout(60)
    void whoAsksIsToldWhenAnswersCannotBeRead() {
        CountDownLatch asked = new CountDownLatch(1);
        Unreadable process = new Unreadable(asked);
        WorkerProcess worker = new WorkerProcess(process);
        Duration day = Duration.ofDays(1);
        Question question = new Question(
                new Script(ScriptKind.HOOK, "tenant", "test", List.of(), "done()"), day, day, 10, 0, new byte[] {
                    '[', ']'
                });
        assertThatThrownBy(() -> worker.ask(question, day, () -> {}, day, new ArrayList<>()))
                .isInstanceOf(WorkerProcess.Ended.class);
        assertThat(process.isAlive()).isFalse();
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

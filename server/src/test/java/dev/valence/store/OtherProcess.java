package dev.valence.store;

import java.nio.file.Path;

/** A process of its own that uses a data folder until it is killed. */
final class OtherProcess {
    static final String COMMITTED = "committed";

    private OtherProcess() {}

    public static void main(String... arguments) throws InterruptedException {
        try {
            Database database = new Database(DatabaseSettings.embedded(Path.of(arguments[0])));
            EmbeddedDatabaseTest.remember(database.jdbi(), "by another process");
            System.out.println(COMMITTED);
            Thread.currentThread().join();
        } catch (StartupFailure e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }
}

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;

/**
 * Runs the SQL of standard input in the embedded database of a running server. The embedded PostgreSQL brings no psql, but
 * the server brings the driver:
 *
 * <pre>java -cp org.postgresql.postgresql-VERSION.jar Sql.java DATA_FOLDER &lt; statements.sql</pre>
 */
class Sql {
    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[0]);
        List<String> postmaster = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
        String password = Files.readString(data.resolve("postgres.password")).strip();
        // The fourth line is the port: PostgreSQL, Database File Layout.
        String url = "jdbc:postgresql://127.0.0.1:" + postmaster.get(3).strip() + "/postgres";
        try (var connection = DriverManager.getConnection(url, "valence", password);
                var statement = connection.createStatement()) {
            statement.execute(new String(System.in.readAllBytes()));
        }
    }
}

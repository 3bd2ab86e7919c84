package dev.valence.store;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The account under which PostgreSQL runs, which must own its files and must not be root.
 *
 * <p>An ordinary user's process runs it as itself. A process of root (usual in containers) has two ways: a user namespace
 * ({@code unshare -U}), in which root's files belong to an unnamed account, or, where that is forbidden, the account
 * {@code postgres} or {@code nobody}. A folder that already belongs to another account decides for that account.
 *
 * @param uid the numeric owner of PostgreSQL's files
 * @param gid the numeric group of PostgreSQL's files
 */
record PostgresAccount(Commands commands, int uid, int gid) {
    private static final int ROOT = 0;

    static PostgresAccount choose(Path cluster) throws IOException {
        UnixSystem me = new UnixSystem();
        int uid = (int) me.getUid();
        int owner =
                Files.exists(cluster) ? (int) Files.getAttribute(cluster, "unix:uid", LinkOption.NOFOLLOW_LINKS) : uid;
        if (uid != ROOT) {
            if (owner != uid) {
                throw new StartupFailure("the database folder " + cluster + " belongs to another account ("
                        + Files.getOwner(cluster) + "); start Valence as that account, or choose another folder with"
                        + " --data DIR (VALENCE_DATA)");
            }
            return new PostgresAccount(Commands.PLAIN, uid, (int) me.getGid());
        }
        if (owner != ROOT) {
            int group = (int) Files.getAttribute(cluster, "unix:gid", LinkOption.NOFOLLOW_LINKS);
            return as(owner, group, cluster);
        }
        Commands namespace = new Commands(List.of("unshare", "-U"));
        if (namespace.succeeds("test", "-x", cluster.resolveSibling("").toString())) {
            return new PostgresAccount(namespace, ROOT, ROOT);
        }
        return unprivileged(cluster);
    }

    /** The account {@code postgres} or {@code nobody}. */
    static PostgresAccount unprivileged(Path cluster) throws IOException {
        for (String name : List.of("postgres", "nobody")) {
            Optional<Integer> uid = Commands.answer("id", "-u", name).map(Integer::valueOf);
            Optional<Integer> gid = Commands.answer("id", "-g", name).map(Integer::valueOf);
            if (uid.isPresent() && gid.isPresent()) {
                return as(uid.get(), gid.get(), cluster);
            }
        }
        throw refused("and there is no account postgres or nobody");
    }

    /** Makes the files those of this account. */
    void own(Path tree) throws IOException {
        if (new UnixSystem().getUid() != ROOT || uid == ROOT) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                return give(folder);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return give(file);
            }
        });
    }

    private FileVisitResult give(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        return FileVisitResult.CONTINUE;
    }

    private static PostgresAccount as(int uid, int gid, Path cluster) throws IOException {
        List<List<String>> ways = List.of(
                List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups"),
                // Where setpriv is missing or small, as on Alpine.
                List.of("su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", name(uid), "--"));
        Commands commands = ways.stream()
                .map(Commands::new)
                .filter(way -> way.succeeds("test", "-d", "/"))
                .findFirst()
                .orElseThrow(() -> refused("and neither unshare nor setpriv nor su could change the account"));
        String parent = cluster.resolveSibling("").toString();
        Predicate<String> reaches = path -> commands.succeeds("test", "-x", path);
        if (!reaches.test(parent)) {
            throw refused("and the account " + name(uid) + " may not pass through the folders to " + parent);
        }
        PostgresAccount account = new PostgresAccount(commands, uid, gid);
        if (Files.exists(cluster)) {
            account.own(cluster);
        }
        return account;
    }

    private static String name(int uid) {
        return Commands.answer("id", "-nu", Integer.toString(uid)).orElse(Integer.toString(uid));
    }

    private static StartupFailure refused(String why) {
        return new StartupFailure("PostgreSQL does not run as root, " + why + "; start Valence as an ordinary user, or"
                + " choose a folder that all may pass through with --data DIR, or set VALENCE_DATABASE_URL");
    }
}

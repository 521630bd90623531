package dev.steward.delivery;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

import dev.steward.testing.FrailLine;

/**
 * Two PostgreSQL servers, one the synchronous standby of the other, each at the end of a line of its own. Who is which changes with
 * each failover.
 */
final class DatabasePair implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** What a base backup leaves out, apart from the folder itself. */
    private static final Set<String> EMPTY = Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial",
            "pg_snapshots", "pg_stat_tmp", "pg_subtrans");
    private static final Set<String> ABSENT = Set.of("postmaster.pid", "postmaster.opts", "postgresql.auto.conf");

    /** How a primary is lost. */
    enum Loss {
        /** Its processes are killed: its machine says that nobody listens there. */
        DEAD,
        /** Its processes stand still: connections are accepted, and nothing is answered. */
        HUNG,
        /** Nothing comes through to it and from it any more, while it lives on. */
        SILENT
    }

    private final List<Server> servers;
    private Server primary;

    DatabasePair(Path folder) throws Exception {
        Path data = folder.resolve("postgres");
        Path other = folder.resolve("postgres-other");
        try (var first = new FrailDatabase(folder)) {
            servers = List.of(new Server(first.control(data, folder.resolve("one.log"))),
                    new Server(first.control(other, folder.resolve("other.log"))));
        }
        primary = servers.getFirst();
        primary.start();
        attachStandby();
    }

    /** Both, as Steward is told of them. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + servers.get(0).line.port() + ",127.0.0.1:" + servers.get(1).line.port()
                + "/steward?user=postgres";
    }

    Connection connect() throws SQLException {
        return primary.connect();
    }

    void lose(Loss how) throws Exception {
        switch (how) {
            case DEAD -> primary.kill();
            case HUNG -> primary.freeze();
            case SILENT -> primary.line.stop();
        }
    }

    /** As whoever watches over the two does when it takes the primary for lost. */
    void promote() throws Exception {
        Server standby = standby();
        standby.control.run("promote");
        primary = standby;
    }

    /** What was lost becomes the standby of the other, from a copy of its data. */
    void attachStandby() throws Exception {
        Server standby = standby();
        standby.kill();
        standby.line.heal();
        FileSystemUtils.deleteRecursively(standby.data());
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('standby', true)");
            copy(primary.data(), standby.data());
            try (ResultSet backup = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                backup.next();
                Files.writeString(standby.data().resolve("backup_label"), backup.getString(1));
            }
            Files.writeString(standby.data().resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=" + primary.port + " user=postgres'\n");
            Files.createFile(standby.data().resolve("standby.signal"));
            standby.start();
            statement.execute("alter system set synchronous_standby_names = '*'");
            statement.execute("select pg_reload_conf()");
            await("in step").atMost(PATIENCE).until(() -> {
                try (ResultSet row = statement.executeQuery(
                        "select count(*) from pg_stat_replication where state = 'streaming' and sync_state = 'sync'")) {
                    row.next();
                    return row.getInt(1) == 1;
                }
            });
        }
    }

    private Server standby() {
        return servers.get(0) == primary ? servers.get(1) : servers.get(0);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path name = from.relativize(file);
                if (!EMPTY.contains(name.getName(0).toString()) && !ABSENT.contains(name.toString())) {
                    try {
                        Files.copy(file, to.resolve(name));
                    } catch (NoSuchFileException goneMeanwhile) {
                        // the log that the standby reads says so too
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws Exception {
        for (Server server : servers) {
            server.kill();
            server.line.close();
        }
    }

    private static final class Server {
        private final PostgresControl control;
        private final int port = freePort();
        private final FrailLine line = new FrailLine(port);

        Server(PostgresControl control) {
            this.control = control;
        }

        Path data() {
            return control.data();
        }

        void start() throws IOException, InterruptedException {
            control.run("start", "-o", "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
                    + "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c wal_keep_size=256MB");
        }

        Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/steward?user=postgres");
        }

        void kill() throws IOException {
            List<ProcessHandle> processes = processes();
            processes.forEach(ProcessHandle::destroyForcibly);
            processes.forEach(process -> process.onExit().join());
        }

        /** The one that starts others first. */
        void freeze() throws IOException, InterruptedException {
            for (int round = 0; round < 2; round++) {
                List<String> command = new ArrayList<>(List.of("kill", "-STOP"));
                processes().forEach(process -> command.add(Long.toString(process.pid())));
                new ProcessBuilder(command).start().waitFor();
            }
        }

        private List<ProcessHandle> processes() throws IOException {
            Path file = data().resolve("postmaster.pid");
            return Files.exists(file)
                    ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().trim())).stream()
                            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants())).toList()
                    : List.of();
        }

        private static int freePort() {
            try {
                return SandboxProcess.freePort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

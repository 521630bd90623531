package dev.steward.boot;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL of Steward's own, for a start with no datasource. As durable as any: what was committed survives the end of the
 * process, however it ends. It listens on loopback only and wants a password.
 */
final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    /** In the folder's name, because another major version could not read the data. */
    private static final String MAJOR_VERSION = "18";
    private static final String PASSWORD_FILE = "steward.password";
    private static final String PID_FILE = "postmaster.pid";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DataHome home;
    private final Path data;
    private String password = "";
    private @Nullable EmbeddedPostgres postgres;
    private boolean open = true;

    private EmbeddedDatabase(DataHome home) {
        this.home = home;
        this.data = home.path().resolve("postgres-" + MAJOR_VERSION);
    }

    /** Starts the database kept in {@code folder}, after making it if there is none yet; refuses if it is in use. */
    static EmbeddedDatabase start(Path folder) {
        var database = new EmbeddedDatabase(DataHome.hold(folder));
        boolean started = false;
        try {
            // the context closes it in good order, but one that is told to stop while it starts is not closed
            SpringApplication.getShutdownHandlers().add(database::close);
            database.open();
            started = true;
            return database;
        } catch (IOException | SQLException | IllegalStateException | ExceptionInInitializerError e) {
            throw new Refusal("The embedded PostgreSQL does not start (" + e.getMessage() + "); see "
                    + logFile(database.home.path()) + ", or set SPRING_DATASOURCE_URL to use another database.", e);
        } finally {
            if (!started) {
                database.close();
            }
        }
    }

    private synchronized void open() throws IOException, SQLException {
        if (!open) {
            throw new IllegalStateException("Steward is being stopped");
        }
        if (!Files.exists(data)) {
            make(home, data);
        }
        stopOrphan(data);
        password = Files.readString(data.resolve(PASSWORD_FILE));
        postgres = run(home, data, password);
        log.info("PostgreSQL {} started, its data is in {}", MAJOR_VERSION, home.path());
    }

    synchronized String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + Objects.requireNonNull(postgres).getPort() + "/steward";
    }

    String username() {
        return "steward";
    }

    synchronized String password() {
        return password;
    }

    /** Waits for a start under way, which a stop has cut short, and stops whatever runs by then. */
    @Override
    public synchronized void close() {
        if (!open) {
            return;
        }
        open = false;
        boolean interrupted = Thread.interrupted();
        try {
            if (postgres != null) {
                postgres.close();
                log.info("PostgreSQL stopped");
            } else {
                stopRunning(unfinished(data));
                stopRunning(data);
            }
            home.close();
        } catch (IOException | IllegalStateException e) {
            log.warn("PostgreSQL did not stop; the next start will see to it", e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Under another name until it is whole, so that a first start that was cut short leaves nothing behind that looks like a database. */
    private static void make(DataHome home, Path data) throws IOException, SQLException {
        Path unfinished = unfinished(data);
        if (Files.exists(unfinished)) {
            stopOrphan(unfinished);
            FileSystemUtils.deleteRecursively(unfinished);
        }
        String password = UUID.randomUUID().toString();
        log.info("Making a PostgreSQL database in {}, which takes a moment once", home.path());
        Path passwordFile = Files.writeString(home.path().resolve("password.new"), password);
        try (EmbeddedPostgres postgres = run(home, unfinished, password);
                Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role steward login password '" + password + "'");
            statement.execute("create database steward owner steward");
        }
        Files.move(passwordFile, unfinished.resolve(PASSWORD_FILE));
        Files.move(unfinished, data, ATOMIC_MOVE);
    }

    private static Path unfinished(Path data) {
        return data.resolveSibling(data.getFileName() + ".new");
    }

    private static EmbeddedPostgres run(DataHome home, Path data, String password) throws IOException {
        Path output = logFile(home.path());
        if (Files.exists(output) && Files.size(output) > 10_000_000) {
            Files.delete(output);
        }
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                // not in the temporary folder: anybody may write there, and it is swept while we run
                .setOverrideWorkingDirectory(home.path().resolve("binaries").toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(PATIENCE)
                .setOutputRedirector(Redirect.appendTo(output.toFile()))
                .setErrorRedirector(Redirect.appendTo(output.toFile()))
                // the library starts it with -F and synchronous_commit=off; what is set here comes later and wins (ADR 0002)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100")
                // further options of initdb, which come after the library's own "-A trust" and win
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("auth-local", "scram-sha-256")
                .setLocaleConfig("pwfile", home.path().resolve("password.new").toString())
                .setLocaleConfig("locale-provider", "icu")
                .setLocaleConfig("icu-locale", "und")
                .setConnectConfig("password", password);
        characterClasses().ifPresent(locale -> builder.setLocaleConfig("lc-ctype", locale));
        return builder.start();
    }

    /** pg_trgm asks the C library what a letter is; in the plain C locale no letter beyond ASCII is one. */
    private static Optional<String> characterClasses() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return Optional.empty();
        }
        return Optional.of(system.startsWith("mac") ? "en_US.UTF-8" : "C.UTF-8");
    }

    /**
     * A process killed outright leaves its database running. Holding the lock, we know that nobody uses it; it is stopped in good
     * order and started anew. A process number that now belongs to something else would keep PostgreSQL from starting.
     */
    private static void stopOrphan(Path data) throws IOException {
        Path pidFile = data.resolve(PID_FILE);
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> process = process(data);
        if (process.flatMap(EmbeddedDatabase::postgres).isPresent()) {
            log.info("Stopping the database process {} that an earlier Steward left behind", process.get().pid());
            stopRunning(data);
        } else if (process.isPresent()) {
            Files.delete(pidFile);
        }
    }

    private static void stopRunning(Path data) throws IOException {
        Optional<Path> executable = process(data).flatMap(EmbeddedDatabase::postgres);
        if (executable.isPresent()) {
            stop(data, executable.get().resolveSibling("pg_ctl"));
        }
    }

    /** Which the data says is running on it. */
    private static Optional<ProcessHandle> process(Path data) throws IOException {
        Path pidFile = data.resolve(PID_FILE);
        List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
        // negative while initdb is at work, which ends by itself
        long id = lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().trim());
        return id > 0 ? ProcessHandle.of(id).filter(ProcessHandle::isAlive) : Optional.empty();
    }

    /** Its executable, where it is a PostgreSQL. */
    private static Optional<Path> postgres(ProcessHandle process) {
        return process.info().command().map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith("postgres"));
    }

    private static void stop(Path data, Path pgCtl) throws IOException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) { // as the library starts it, because PostgreSQL refuses to run as root
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(pgCtl.toString(), "-D", data.toString(), "stop", "-m", "fast", "-w", "-t",
                Long.toString(PATIENCE.toSeconds())));
        Process stopping = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD)
                .start();
        try {
            if (!stopping.waitFor(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS) || stopping.exitValue() != 0) {
                throw new IllegalStateException("an earlier Steward's database process cannot be stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Path logFile(Path home) {
        return home.resolve("postgres.log");
    }
}

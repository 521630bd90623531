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
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
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
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DataHome home;
    private final EmbeddedPostgres postgres;
    private final String password;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private EmbeddedDatabase(DataHome home, EmbeddedPostgres postgres, String password) {
        this.home = home;
        this.postgres = postgres;
        this.password = password;
    }

    /** Starts the database kept in {@code folder}, after making it if there is none yet; refuses if it is in use. */
    static EmbeddedDatabase start(Path folder) {
        DataHome home = DataHome.hold(folder);
        try {
            Path data = home.path().resolve("postgres-" + MAJOR_VERSION);
            if (!Files.exists(data)) {
                make(home, data);
            }
            stopOrphan(data);
            String password = Files.readString(data.resolve(PASSWORD_FILE));
            EmbeddedPostgres postgres = run(home, data, password);
            log.info("PostgreSQL {} started, its data is in {}", MAJOR_VERSION, home.path());
            EmbeddedDatabase database = new EmbeddedDatabase(home, postgres, password);
            // the context closes it in good order, but one interrupted while it starts is not closed
            SpringApplication.getShutdownHandlers().add(database::close);
            return database;
        } catch (IOException | SQLException | IllegalStateException | ExceptionInInitializerError e) {
            closeQuietly(home);
            throw new Refusal("The embedded PostgreSQL does not start (" + e.getMessage() + "); see "
                    + logFile(home.path()) + ", or set SPRING_DATASOURCE_URL to use another database.", e);
        }
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/steward";
    }

    String username() {
        return "steward";
    }

    String password() {
        return password;
    }

    @Override
    public void close() {
        if (!open.getAndSet(false)) {
            return;
        }
        try {
            postgres.close();
            home.close();
            log.info("PostgreSQL stopped");
        } catch (IOException e) {
            log.warn("PostgreSQL did not stop; the next start will see to it", e);
        }
    }

    /** Under another name until it is whole, so that a first start that was cut short leaves nothing behind that looks like a database. */
    private static void make(DataHome home, Path data) throws IOException, SQLException {
        Path unfinished = data.resolveSibling(data.getFileName() + ".new");
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
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        Optional<ProcessHandle> process = lines.isEmpty()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().trim())).filter(ProcessHandle::isAlive);
        Optional<Path> executable = process.flatMap(p -> p.info().command()).map(Path::of);
        if (executable.isPresent() && executable.get().getFileName().toString().startsWith("postgres")) {
            log.info("Stopping the database process {} that an earlier Steward left behind", lines.getFirst().trim());
            stop(data, executable.get().resolveSibling("pg_ctl"));
        } else if (process.isPresent()) {
            Files.delete(pidFile);
        }
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

    private static void closeQuietly(DataHome home) {
        try {
            home.close();
        } catch (IOException e) {
            log.debug("The lock will go with the process", e);
        }
    }
}

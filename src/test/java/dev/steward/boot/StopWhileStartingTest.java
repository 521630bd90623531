package dev.steward.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.steward.StewardApplication;

/** Told to stop (SIGTERM) in the middle of a first start, Steward leaves no database process behind. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("StopWhileStartingTest")
class StopWhileStartingTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource
    void nothingIsLeftRunning(Moment moment) throws Exception {
        Process steward = start();
        try {
            await(moment.name()).atMost(PATIENCE).pollInterval(Duration.ofMillis(5))
                    .until(() -> moment.came.test(home));
            steward.destroy();

            assertThat(steward.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(() -> read(log(home))).isTrue();
            // initdb ends by itself, a server does not
            await("nothing is left").atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(databases()).as(() -> read(log(home))).isEmpty());
        } finally {
            steward.destroyForcibly();
            databases().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private Process start() throws IOException {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                StewardApplication.class.getName()).redirectErrorStream(true).redirectOutput(log(home).toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(SLACK|STEWARD|SPRING|SERVER|MANAGEMENT)_.*"));
        builder.environment().put("STEWARD_HOME", home.toString());
        builder.environment().put("SERVER_PORT", "0");
        return builder.start();
    }

    private List<ProcessHandle> databases() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().filter(path -> path.startsWith(home.toString()))
                        .isPresent())
                .toList();
    }

    private static Path log(Path home) {
        return home.resolve("steward.log");
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    enum Moment {
        MAKES_A_DATABASE(home -> read(log(home)).contains("Making a PostgreSQL")), RUNS_THE_NEW_ONE(
                home -> Files.exists(home.resolve("postgres-18.new/postmaster.pid"))), RUNS_THE_WHOLE_ONE(
                        home -> Files.exists(home.resolve("postgres-18/postmaster.pid"))), MIGRATES(
                                home -> read(log(home)).contains("PostgreSQL 18 started"));

        private final Predicate<Path> came;

        Moment(Predicate<Path> came) {
            this.came = came;
        }
    }
}

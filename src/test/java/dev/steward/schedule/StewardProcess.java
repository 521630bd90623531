package dev.steward.schedule;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

import org.springframework.jdbc.core.JdbcTemplate;

/** An {@link Instance} in a process of its own, which can be killed. It notes whose timers it handled. */
final class StewardProcess {
    static final TimerType COUNT = new TimerType("test.count");
    private static final String NAME = "steward.instance";

    public static void main(String[] args) throws InterruptedException {
        System.setProperty(NAME, args[1]);
        Instance instance = new Instance(args[0], Clock.systemUTC(), Counting.class).running();
        instance.jdbc.update("insert into running values (?)", args[1]);
        new CountDownLatch(1).await();
    }

    static Process start(String url, String name) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                StewardProcess.class.getName(), url, name).redirectErrorStream(true)
                .redirectOutput(Redirect.to(new File("target/" + name + ".log"))).start();
    }

    static void tables(JdbcTemplate jdbc) {
        jdbc.execute("create table counted (subject uuid, instance text)");
        jdbc.execute("create table running (instance text)");
    }

    /** Writes down each one, and would write down a second time as well. */
    static final class Counting implements TimerHandler {
        private final JdbcTemplate jdbc;

        Counting(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        @Override
        public TimerType type() {
            return COUNT;
        }

        @Override
        public void handle(DueTimer timer) {
            jdbc.update("insert into counted values (?, ?)", timer.subject(), System.getProperty(NAME, "here"));
        }
    }

    private StewardProcess() {}
}

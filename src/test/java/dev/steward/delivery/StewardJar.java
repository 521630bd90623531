package dev.steward.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The jar of this build, to be run as processes that die with the test. It is unpacked as in the image, and its classes are kept
 * in an archive by the first process that ends in good order: both halve the time of a start.
 */
public final class StewardJar implements AutoCloseable {
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Path folder;
    private final Queue<Process> started = new ConcurrentLinkedQueue<>();
    private final Thread lastWill = new Thread(() -> started.forEach(Process::destroy));

    public StewardJar(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        String jar = Path.of(System.getProperty("steward.jar", "target/steward.jar")).toAbsolutePath().toString();
        Process unpacking = new ProcessBuilder(JAVA, "-Djarmode=tools", "-jar", jar, "extract", "--destination",
                folder.resolve("unpacked").toString()).redirectErrorStream(true)
                .redirectOutput(log("unpacking").toFile()).start();
        assertThat(unpacking.waitFor()).as(() -> output("unpacking")).isZero();
        Runtime.getRuntime().addShutdownHook(lastWill);
    }

    /** @param name whose log the output is added to */
    Process start(String name, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m",
                "--enable-native-access=ALL-UNNAMED", "-XX:+AutoCreateSharedArchive", "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off", "-XX:SharedArchiveFile=" + folder.resolve("classes.jsa"), "-jar",
                folder.resolve("unpacked/steward.jar").toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log(name).toFile()));
        builder.environment().keySet()
                .removeIf(variable -> variable.matches("(SLACK|STEWARD|SPRING|SERVER|MANAGEMENT|LOGGING)_.*"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    public Path folder() {
        return folder;
    }

    String output(String name) {
        try {
            return Files.exists(log(name)) ? Files.readString(log(name)) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
        Runtime.getRuntime().removeShutdownHook(lastWill);
    }
}

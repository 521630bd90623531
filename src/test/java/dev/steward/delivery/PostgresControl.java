package dev.steward.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.zonky.test.db.postgres.util.LinuxUtils;

/** PostgreSQL's own {@code pg_ctl}, for one data folder. */
record PostgresControl(Path executable, Path data, Path log) {
    void run(String... action) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) { // as the library starts it, because PostgreSQL refuses to run as root
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(executable.toString(), "-D", data.toString(), "-w", "-l", log.toString()));
        command.addAll(List.of(action));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as(String.join(" ", action)).isZero();
    }
}

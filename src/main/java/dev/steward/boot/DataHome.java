package dev.steward.boot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.jspecify.annotations.Nullable;

/** The folder with everything Steward keeps on this machine, held by one process at a time and for as long as it lives. */
final class DataHome implements AutoCloseable {
    /** Far behind the content, so that where locks are mandatory the content can still be read. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path path;
    private final FileChannel lock;

    private DataHome(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** The operating system lets go of the lock when the process ends, however it ends. */
    static DataHome hold(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
            FileChannel channel = FileChannel.open(path.resolve("lock"), CREATE, READ, WRITE);
            if (tryLock(channel) == null) {
                String holder = read(channel);
                channel.close();
                throw new Refusal("Another Steward" + (holder.isEmpty() ? "" : " (process " + holder + ")")
                        + " is running with its data in " + path
                        + "; stop it first, or start this one in another folder.");
            }
            channel.truncate(0);
            channel.write(US_ASCII.encode(Long.toString(ProcessHandle.current().pid())), 0);
            return new DataHome(path, channel);
        } catch (IOException e) {
            throw new Refusal("Steward keeps its data in " + path + " and cannot write there.", e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException heldByThisVeryProcess) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(20);
        channel.read(content, 0);
        return US_ASCII.decode(content.flip()).toString();
    }
}

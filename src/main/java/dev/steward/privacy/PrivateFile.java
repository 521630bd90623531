package dev.steward.privacy;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;

/**
 * A temporary file that nobody else can open: it stands in a directory of its own that only this user may enter, and where the system
 * can, has no name any more once it is open. So it is gone when it is closed, and also when Steward is killed.
 */
final class PrivateFile implements Closeable {
    private final Path directory;
    private final FileChannel channel;
    private final MessageDigest digest = ExportArchive.sha256();
    private long size;

    private PrivateFile(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    static PrivateFile create() throws IOException {
        Path directory = Files.createTempDirectory("steward-export-");
        try {
            return new PrivateFile(directory, FileChannel.open(directory.resolve("export.zip"),
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE)));
        } finally {
            // on Linux the file's name is gone by now; elsewhere the directory goes when it is closed
            delete(directory);
        }
    }

    private static void delete(Path directory) {
        try {
            Files.deleteIfExists(directory);
        } catch (IOException notEmpty) {
            // its file is open
        }
    }

    /** What it is written through, from its beginning on. @param most bytes that may be written */
    OutputStream output(long most) {
        OutputStream to = Channels.newOutputStream(channel);
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[]{(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (size + length > most) {
                    throw new TooLarge();
                }
                to.write(bytes, from, length);
                digest.update(bytes, from, length);
                size += length;
            }
        };
    }

    long size() {
        return size;
    }

    /** Of all that was written; asked once. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** All of it; closing that closes the file. */
    InputStream input() throws IOException {
        return Channels.newInputStream(channel.position(0));
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            delete(directory);
        }
    }

    /** More was to be written than may be. */
    @SuppressWarnings("serial")
    static final class TooLarge extends RuntimeException {
        TooLarge() {
            super("the file is too large", null, false, false);
        }
    }
}

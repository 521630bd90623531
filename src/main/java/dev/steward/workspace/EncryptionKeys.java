package dev.steward.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;

import org.springframework.core.env.Environment;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;

/**
 * The keys of this deployment: the first encrypts, all decrypt. The first is {@code STEWARD_ENCRYPTION_KEY}; without it a Slack secret, which
 * never stands in the database either; in the sandbox, which has none, a file beside the database's data. The others are those that may have
 * been the first before.
 */
@Component
class EncryptionKeys {
    static final String OWN = "STEWARD_ENCRYPTION_KEY";
    static final String FORMER = "STEWARD_DECRYPTION_KEYS";
    /** The bot token last: it is what changes most. Earlier versions took it before the signing secret. */
    private static final List<String> SLACK_SECRETS = List.of("SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET",
            "SLACK_APP_TOKEN", "SLACK_BOT_TOKEN");
    private static final String FILE = "the key file";

    private final SequencedMap<String, String> nameByKey = new LinkedHashMap<>();
    private final boolean former;

    EncryptionKeys(Environment environment) {
        Map<String, String> given = new LinkedHashMap<>();
        Stream.concat(Stream.of(OWN, FORMER), SLACK_SECRETS.stream()).forEach(name -> {
            String value = environment.getProperty(name);
            if (value != null && !value.isBlank()) {
                given.put(name, value);
            }
        });
        String own = given.remove(OWN);
        if (own != null) {
            nameByKey.put(own, OWN);
        }
        String others = given.remove(FORMER);
        former = others != null;
        SLACK_SECRETS.stream().filter(given::containsKey)
                .forEach(name -> nameByKey.putIfAbsent(Objects.requireNonNull(given.get(name)), name));
        Path file = Path.of(environment.getProperty("steward.home", ".steward")).resolve("key");
        if (nameByKey.isEmpty() || Files.exists(file)) {
            nameByKey.putIfAbsent(read(file), FILE);
        }
        if (others != null) {
            // one with a comma in it is a key, too
            Stream.concat(Stream.of(others.split(",")), Stream.of(others)).map(String::strip)
                    .filter(key -> !key.isEmpty()).forEach(key -> nameByKey.putIfAbsent(key, FORMER));
        }
    }

    /** The first encrypts. */
    List<String> all() {
        return List.copyOf(nameByKey.keySet());
    }

    /** Where the first one comes from, as an operator knows it. */
    String source() {
        return nameByKey.firstEntry().getValue();
    }

    /** Whether the first one is something that is there for another purpose, and changes with that. */
    boolean borrowed() {
        return SLACK_SECRETS.contains(source());
    }

    /** Whether any are given only to decrypt with. */
    boolean former() {
        return former;
    }

    private static String read(Path file) {
        try {
            Path home = file.toAbsolutePath().getParent();
            if (home != null) {
                Files.createDirectories(home);
            }
            try {
                Files.writeString(file, KeyGenerators.string().generateKey() + KeyGenerators.string().generateKey(),
                        StandardOpenOption.CREATE_NEW);
                if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
            } catch (FileAlreadyExistsException kept) {
                // the key of an earlier start
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the encryption key in " + file, e);
        }
    }
}

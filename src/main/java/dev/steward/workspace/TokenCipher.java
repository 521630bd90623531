package dev.steward.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.security.crypto.encrypt.Encryptors;
import org.springframework.security.crypto.encrypt.TextEncryptor;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;

/**
 * Encrypts what must not lie open in the database (AES-256-GCM). The key comes from {@code STEWARD_ENCRYPTION_KEY}; without it
 * from a Slack secret of this deployment, which never stands in the database either; in the sandbox, which has neither, from a
 * file beside the database's data.
 */
@Component
public class TokenCipher {
    private static final String SALT = "7374657761726421";

    private final TextEncryptor encryptor;

    TokenCipher(Environment environment) {
        String key = Stream.of("STEWARD_ENCRYPTION_KEY", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN")
                .map(environment::getProperty).filter(TokenCipher::present).findFirst()
                .orElseGet(() -> keyFile(Path.of(environment.getProperty("steward.home", ".steward"))));
        this.encryptor = Encryptors.delux(key, SALT);
    }

    /** Encrypted differently each time. */
    public String encrypt(String clear) {
        return encryptor.encrypt(clear);
    }

    /** @throws IllegalStateException when the key is not the one it was encrypted with, or the text was tampered with */
    public String decrypt(String ciphertext) {
        return encryptor.decrypt(ciphertext);
    }

    private static boolean present(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    private static String keyFile(Path home) {
        Path file = home.resolve("key");
        try {
            Files.createDirectories(home);
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

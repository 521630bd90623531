package dev.steward.workspace;

import java.util.List;
import java.util.Optional;

import org.springframework.security.crypto.encrypt.Encryptors;
import org.springframework.security.crypto.encrypt.TextEncryptor;
import org.springframework.stereotype.Component;

/**
 * Encrypts what must not lie open in the database (AES-256-GCM), with the first of {@link EncryptionKeys}. The column of what it encrypts is
 * declared so in the module's data inventory, or it is not encrypted anew when the key changes.
 */
@Component
public class TokenCipher {
    private static final String SALT = "7374657761726421";

    private final List<TextEncryptor> keys;

    TokenCipher(EncryptionKeys keys) {
        this.keys = keys.all().stream().map(key -> Encryptors.delux(key, SALT)).toList();
    }

    /** Encrypted differently each time. */
    public String encrypt(String clear) {
        return keys.getFirst().encrypt(clear);
    }

    /** @throws IllegalStateException when it was encrypted with none of the keys, or was tampered with */
    public String decrypt(String ciphertext) {
        return keys.stream().flatMap(key -> decrypt(key, ciphertext).stream()).findFirst()
                .orElseThrow(() -> new IllegalStateException("None of the keys fits"));
    }

    /** Whether any of the keys fits. */
    boolean readable(String ciphertext) {
        return keys.stream().anyMatch(key -> decrypt(key, ciphertext).isPresent());
    }

    /** Whether it is encrypted with the key that encrypts now. */
    boolean current(String ciphertext) {
        return decrypt(keys.getFirst(), ciphertext).isPresent();
    }

    private static Optional<String> decrypt(TextEncryptor key, String ciphertext) {
        try {
            return Optional.of(key.decrypt(ciphertext));
        } catch (IllegalStateException | IllegalArgumentException another) {
            return Optional.empty();
        }
    }
}

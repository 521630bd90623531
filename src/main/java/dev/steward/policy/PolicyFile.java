package dev.steward.policy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;

import dev.steward.policy.PolicyText.Reading;
import dev.steward.workspace.Sha256;

/** The file that {@code steward.policies} names, read once, at the start. Steward does not start with one it cannot read. */
@Component
class PolicyFile {
    private static final String PROPERTY = "steward.policies";

    private final Optional<Content> content;

    /** @throws InvalidConfigurationPropertyValueException with the sentences for whoever starts Steward */
    PolicyFile(@Value("${" + PROPERTY + ":}") String file) {
        this.content = file.isBlank() ? Optional.empty() : Optional.of(read(Path.of(file.strip())));
    }

    /** @param hash SHA-256 of its bytes, in hexadecimal */
    record Content(String source, String hash) {}

    /** Empty where no file is configured. */
    Optional<Content> content() {
        return content;
    }

    private static Content read(Path file) {
        byte[] bytes;
        String text;
        try {
            bytes = Files.readAllBytes(file);
            text = YamlText.normal(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw refuse(file, "The policy in " + file + " is not in UTF-8: save it so.", e);
        } catch (IOException e) {
            throw refuse(file,
                    "The policy in " + file + " cannot be read: correct STEWARD_POLICIES, or let Steward read it.",
                    e);
        }
        if (PolicyText.read(text) instanceof Reading.Bad(var mistakes)) {
            throw refuse(file, "The policy in " + file + " has mistakes:\n"
                    + mistakes.stream().map(one -> "  " + one).collect(Collectors.joining("\n")), null);
        }
        return new Content(text, Sha256.hex(bytes));
    }

    private static InvalidConfigurationPropertyValueException refuse(Path file, String sentence,
            @Nullable Throwable cause) {
        return new InvalidConfigurationPropertyValueException(PROPERTY, file, sentence, cause);
    }
}

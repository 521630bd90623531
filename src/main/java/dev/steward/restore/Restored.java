package dev.steward.restore;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;

/**
 * The backup that Steward's database was restored from, as an operator says for a while afterwards. What Steward did between the backup
 * and the restore is done and said, though its database knows nothing of it.
 */
@Component
public class Restored {
    private static final String SETTING = "steward.restored-from";
    /** How much too early the time of the backup may be told. */
    private static final Duration ROUGHLY = Duration.ofMinutes(10);

    private final @Nullable Instant from;

    public Restored(@Value("${" + SETTING + ":}") String from, Clock clock) {
        this.from = from.isBlank() ? null : parse(from.strip(), clock.instant());
    }

    /** When the backup was made; empty: nothing was restored. */
    public Optional<Instant> from() {
        return Optional.ofNullable(from);
    }

    /** Whether the backup knew of this thing, so that something may have been said about it which the database has lost. */
    public boolean knew(UUID thing) {
        // the first 48 bits of a UUIDv7 are the milliseconds at which it was made; any other may be of any age
        return from != null
                && (thing.version() != 7 || thing.getMostSignificantBits() >>> 16 <= from.plus(ROUGHLY).toEpochMilli());
    }

    private static Instant parse(String text, Instant now) {
        try {
            Instant from = OffsetDateTime.parse(text).toInstant();
            if (from.isAfter(now)) {
                throw refused(text, "STEWARD_RESTORED_FROM is the time of a backup, and lies in the future.");
            }
            return from;
        } catch (DateTimeException e) {
            throw refused(text, "STEWARD_RESTORED_FROM must be the time of the backup with its zone, such as "
                    + "2026-11-30T22:00:00Z.");
        }
    }

    private static InvalidConfigurationPropertyValueException refused(String text, String sentence) {
        return new InvalidConfigurationPropertyValueException(SETTING, text, sentence);
    }
}

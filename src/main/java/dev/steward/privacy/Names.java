package dev.steward.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.Member;

/**
 * What somebody or something is called, and is looked for by in texts.
 *
 * @param shown  what people call it; of a person, their display name; null where nothing is looked for, or nobody has told it
 * @param real   a person's full name in Slack; null where Slack has not told it
 * @param handle a person's user name in Slack; null where Slack has not told it
 * @param email  a person's address; null where Slack has not told it
 */
record Names(@Nullable String shown, @Nullable String real, @Nullable String handle, @Nullable String email) {
    static final Names NONE = new Names(null, null, null, null);

    Names {
        shown = tidy(shown);
        real = tidy(real);
        handle = tidy(handle);
        email = tidy(email);
    }

    private static @Nullable String tidy(@Nullable String name) {
        return name == null || name.isBlank() ? null : name.strip();
    }

    static Names of(Member member) {
        // of somebody without any name Slack's id stands for it
        String shown = member.name().equals(member.id().value()) ? null : member.name();
        return new Names(shown, member.realName(), member.handle(), member.email());
    }

    /** Of something that is no person. */
    static Names of(@Nullable String name) {
        return new Names(name, null, null, null);
    }

    /** Each name once, whatever the case; without the address. */
    List<String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        Stream.of(shown, real, handle).filter(Objects::nonNull)
                .filter(name -> name.codePoints().anyMatch(Character::isLetterOrDigit))
                .forEach(name -> all.putIfAbsent(name.toLowerCase(Locale.ROOT), name));
        return List.copyOf(all.values());
    }

    /** Whether it is what they are called, not only their user name. */
    boolean spoken(String name) {
        return name.equals(shown) || name.equals(real);
    }
}

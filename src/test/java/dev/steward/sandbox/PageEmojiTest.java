package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class PageEmojiTest {
    /** Names of one word look like other things that stand between colons. */
    private static final Pattern SHORTCODE = Pattern.compile("(?<![:\\w]):([a-z]+(?:_[a-z]+)+):(?!\\w)");

    @Test
    void everyEmojiThatStewardSaysIsKnownToThePage() throws IOException {
        List<String> said;
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            said = sources.filter(source -> source.toString().endsWith(".java")).flatMap(PageEmojiTest::shortcodes)
                    .distinct().toList();
        }

        assertThat(said).contains("white_check_mark")
                .allSatisfy(name -> assertThat(PageEmoji.unicode(name)).as(name).isPresent());
    }

    private static Stream<String> shortcodes(Path source) {
        try {
            return SHORTCODE.matcher(Files.readString(source)).results().map((MatchResult found) -> found.group(1))
                    .toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

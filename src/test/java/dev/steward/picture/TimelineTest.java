package dev.steward.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.steward.picture.Timeline.Row;
import dev.steward.picture.Timeline.Tone;

class TimelineTest {
    private static final Style STYLE = TimelineLayout.NAME;

    @Test
    void aPictureIsAsWideAsPromisedAndShowsEachMarkInItsColour() throws Exception {
        var timeline = Timelines.approval();
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(timeline.png()));
        var layout = TimelineLayout.of(timeline, Letters.BUNDLED);

        assertThat(picture.getWidth()).isEqualTo(1_600);
        assertThat(picture.getHeight()).isEqualTo((int) Math.ceil(2 * layout.height()));
        assertThat(layout.points()).hasSize(12 + Tone.values().length);
        // one stands behind another, half an hour later
        assertThat(layout.points().stream().filter(point -> colour(picture, point.x(), point.y())
                .equals(Drawing.of(point.tone())))).hasSizeGreaterThanOrEqualTo(layout.points().size() - 1);
        assertThat(layout.bands().stream().filter(band -> band.fill() == TimelineLayout.Fill.WORKING)
                .map(band -> colour(picture, band.x() + band.width() / 2, band.y() + 3))).contains(Drawing.WORKING);
        assertThat(colour(picture, 2, 2)).isEqualTo(Drawing.PAPER);
    }

    @Test
    void textIsThere() throws Exception {
        var timeline = Timelines.approval();
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(timeline.png()));

        for (var text : TimelineLayout.of(timeline, Letters.BUNDLED).texts()) {
            int ink = 0;
            for (double x = text.x(); x < text.x() + text.width(); x += 0.5) {
                for (double y = text.y() - text.style().capitals(); y < text.y(); y += 0.5) {
                    ink += luminance(colour(picture, x, y)) < 150 ? 1 : 0;
                }
            }
            assertThat(ink).as(text.words()).isGreaterThan((int) (text.width() * 2));
        }
    }

    @Test
    void theSameTimelineGivesTheSamePicture() {
        assertThat(Timelines.approval().png()).isEqualTo(Timelines.approval().png());
    }

    @Test
    void whatNoFontHasIsWrittenInLatinLettersAndWhatHasNoneIsTold() {
        assertThat(drawable("Zoë Ñandú Łukasz Đặng")).isEqualTo("Zoë Ñandú Łukasz Đặng");
        assertThat(drawable("Ελένη Юлия Հայկ ליאור")).isEqualTo("Ελένη Юлия Հայկ ליאור");
        assertThat(drawable("राजेश")).isEqualTo("Rājēśa");
        assertThat(drawable("김민준")).isEqualTo("Gimminjun");
        assertThat(drawable("さくら")).isEqualTo("Sakura");
        assertThat(drawable("Ada 🦊")).isEqualTo("Ada");
        assertThat(drawable("🦊")).isEqualTo("fox face");
        assertThat(drawable("a\n\tb")).isEqualTo("a b");
        assertThat(drawable("")).isEmpty();
        assertThat(drawable("\uD800")).isNotNull();
    }

    @Test
    void everyScriptLeavesInk() {
        for (String name : List.of("Maya", "山田太郎", "राजेश", "ليلى", "ליאור", "สมชาย", "김민준", "🦊", "ᚠᚢᚦ", "𞤀𞤣")) {
            assertThat(Letters.BUNDLED.outline(name, STYLE).getBounds2D().getWidth()).as(name).isGreaterThan(5);
            assertThat(Letters.BUNDLED.width(name, STYLE)).as(name).isGreaterThan(5);
        }
    }

    @Test
    void anArabicNameStandsFromRightToLeftWithItsLettersJoined() {
        double joined = Letters.BUNDLED.width("ليلى", STYLE);
        double apart = "ليلى".chars().mapToDouble(letter -> Letters.BUNDLED.width(Character.toString(letter), STYLE))
                .sum();

        assertThat(joined).isLessThan(0.9 * apart);
        // alef stands up straight where it begins, at the right
        assertThat(Letters.BUNDLED.outline("اب", STYLE).contains(Letters.BUNDLED.width("اب", STYLE) - 2.5, -6, 1, 1))
                .isTrue();
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeline("T", Timelines.LISBON, List.of(), null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Timeline("T", Timelines.LISBON,
                List.of(new Row("Maya", "", List.of(), List.of())), null));
    }

    /** Where there is no font and no fontconfig, Java's own text would fail; the second run shows that this would be noticed. */
    @Test
    void noFontOfTheSystemIsAskedFor(@TempDir Path folder) throws Exception {
        assertThat(fontClasses(folder, "shapes")).isEmpty();
        assertThat(ImageIO.read(folder.resolve("shapes.png").toFile()).getWidth()).isEqualTo(1_600);
        assertThat(fontClasses(folder, "text")).isNotEmpty();
    }

    private static List<String> fontClasses(Path folder, String way) throws Exception {
        Path loaded = folder.resolve(way + ".log");
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true", "-Dsun.java2d.fontpath=", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "-Xlog:class+load:file=" + loaded, "-cp", System.getProperty("java.class.path"),
                DrawAlone.class.getName(), way, folder.resolve(way + ".png").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve(way + ".out").toFile());
        File nothing = Files.createDirectories(folder.resolve("nothing")).toFile();
        builder.environment().clear();
        builder.environment().put("FONTCONFIG_PATH", nothing.toString());
        builder.environment().put("FONTCONFIG_FILE", new File(nothing, "fonts.conf").toString());
        builder.environment().put("HOME", nothing.toString());
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        if (way.equals("shapes")) {
            assertThat(process.exitValue()).as(Files.readString(folder.resolve(way + ".out"))).isZero();
        }
        try (var lines = Files.lines(loaded)) {
            return lines.filter(
                    line -> line.matches(".*\\ssun\\.(font\\.\\w*FontManager|awt\\.\\w*FontConfiguration)\\b.*"))
                    .toList();
        }
    }

    private static String drawable(String text) {
        return Letters.BUNDLED.drawable(text, STYLE);
    }

    private static Color colour(BufferedImage picture, double x, double y) {
        return new Color(picture.getRGB((int) Math.round(2 * x), (int) Math.round(2 * y)));
    }

    private static int luminance(Color colour) {
        return (colour.getRed() * 2 + colour.getGreen() * 7 + colour.getBlue()) / 10;
    }
}

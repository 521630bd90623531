package dev.steward.picture;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.ibm.icu.text.ArabicShaping;
import com.ibm.icu.text.ArabicShapingException;
import com.ibm.icu.text.Bidi;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.Transliterator;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Text as outlines, from fonts that come with Steward. A server has none, and Java's own way to text fails there before it has drawn
 * a letter, so nothing here asks for a font of the system.
 *
 * <p>What no font has is written in Latin letters; what has none is told by its name.
 */
final class Letters implements Measure {
    static final Letters BUNDLED = new Letters();

    private static final String LATO = "com/mpobjects/jasperreports/fonts/lato/Lato-";
    private static final String DEJAVU = "net/sf/jasperreports/fonts/dejavu/DejaVuSans";
    private static final Transliterator LATIN = Transliterator.getInstance("Any-Latin; Any-Title; NFC");

    private final List<Face> regular = List.of(new Face(LATO + "Regular.ttf"), new Face(DEJAVU + ".ttf"));
    private final List<Face> bold = List.of(new Face(LATO + "Bold.ttf"), new Face(DEJAVU + "-Bold.ttf"));

    private Letters() {}

    @Override
    public double width(String text, Style style) {
        double width = 0;
        for (int letter : visual(text, style).codePoints().toArray()) {
            width += face(letter, style).advance(letter) * style.size();
        }
        return width;
    }

    /** The outlines of a line that begins at 0 and stands on 0. */
    Path2D outline(String text, Style style) {
        var all = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double x = 0;
        for (int letter : visual(text, style).codePoints().toArray()) {
            Face face = face(letter, style);
            var place = AffineTransform.getTranslateInstance(x, 0);
            // outlines grow upwards
            place.scale(style.size(), -style.size());
            all.append(face.outline(letter).getPathIterator(place), false);
            x += face.advance(letter) * style.size();
        }
        return all;
    }

    /** The letters from left to right, each of which a font has. */
    private String visual(String text, Style style) {
        String drawable = drawable(text, style);
        if (!Bidi.requiresBidi(drawable.toCharArray(), 0, drawable.length())) {
            return drawable;
        }
        String joined = drawable;
        try {
            joined = new ArabicShaping(ArabicShaping.LETTERS_SHAPE | ArabicShaping.TEXT_DIRECTION_LOGICAL)
                    .shape(drawable);
        } catch (ArabicShapingException asItIs) {
            // letters that stand alone can be read too
        }
        var bidi = new Bidi(has(joined, style) ? joined : drawable, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        return bidi.writeReordered(Bidi.DO_MIRRORING | Bidi.REMOVE_BIDI_CONTROLS | Bidi.KEEP_BASE_COMBINING);
    }

    /** What the fonts have of it; the rest in Latin letters, or left out; never nothing where there was something. */
    String drawable(String text, Style style) {
        String plain = Normalizer2.getNFCInstance().normalize(text).replaceAll("\\s+", " ").strip();
        if (has(plain, style)) {
            return plain;
        }
        String latin = LATIN.transliterate(plain);
        String left = letters(latin, style);
        if (!left.isBlank() || plain.isEmpty()) {
            return left;
        }
        return letters(plain.codePoints().filter(letter -> !joins(letter)).limit(3).mapToObj(Character::getName)
                .map(name -> name == null ? "?" : name.toLowerCase(Locale.ROOT))
                .collect(java.util.stream.Collectors.joining(", ")), style);
    }

    private String letters(String text, Style style) {
        return text.codePoints().filter(letter -> find(letter, style) != null)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString()
                .replaceAll("\\s+", " ").strip();
    }

    private boolean has(String text, Style style) {
        return text.codePoints().allMatch(letter -> find(letter, style) != null);
    }

    /** Whether it only says something about the letters beside it. */
    private static boolean joins(int letter) {
        int type = Character.getType(letter);
        return type == Character.FORMAT || type == Character.NON_SPACING_MARK || type == Character.MODIFIER_SYMBOL;
    }

    private Face face(int letter, Style style) {
        Face face = find(letter, style);
        return face == null ? faces(style).getFirst() : face;
    }

    private @org.jspecify.annotations.Nullable Face find(int letter, Style style) {
        for (Face face : faces(style)) {
            if (face.has(letter)) {
                return face;
            }
        }
        return null;
    }

    private List<Face> faces(Style style) {
        return style.bold() ? bold : regular;
    }

    /** One font. Its parser is not made for several threads at once. */
    private static final class Face {
        private final TrueTypeFont font;
        private final CmapLookup glyphs;
        private final double unit;
        private final Map<Integer, Glyph> known = new ConcurrentHashMap<>();

        Face(String resource) {
            try (InputStream in = Letters.class.getClassLoader().getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("The font " + resource + " is missing");
                }
                font = new TTFParser().parse(new RandomAccessReadBuffer(in));
                glyphs = font.getUnicodeCmapLookup();
                unit = 1.0 / font.getUnitsPerEm();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean has(int letter) {
            return glyph(letter).number > 0;
        }

        double advance(int letter) {
            return glyph(letter).advance;
        }

        Path2D outline(int letter) {
            return glyph(letter).outline;
        }

        private Glyph glyph(int letter) {
            Glyph glyph = known.get(letter);
            return glyph == null ? read(letter) : glyph;
        }

        private synchronized Glyph read(int letter) {
            return known.computeIfAbsent(letter, each -> {
                try {
                    int number = glyphs.getGlyphId(each);
                    var data = font.getGlyph().getGlyph(number);
                    var outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
                    if (data != null) {
                        outline.append(data.getPath().getPathIterator(AffineTransform.getScaleInstance(unit, unit)),
                                false);
                    }
                    return new Glyph(number, font.getAdvanceWidth(number) * unit, outline);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** @param number 0: the font has none */
    private record Glyph(int number, double advance, Path2D outline) {}
}

package dev.steward.workspace;

import java.text.Normalizer;

/**
 * Names as people write them whose keyboards lack their letters: without accents, {@code ø} as {@code o} and {@code ß} as {@code ss}.
 */
public final class PlainLetters {
    private PlainLetters() {}

    /** The same text in plain letters; the case stays. */
    public static String of(String text) {
        String bare = withoutAccents(text);
        var plain = new StringBuilder(bare.length());
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            switch (c) {
                case 'ß' -> plain.append("ss");
                case 'ẞ' -> plain.append("SS");
                case 'ø' -> plain.append('o');
                case 'Ø' -> plain.append('O');
                case 'ł' -> plain.append('l');
                case 'Ł' -> plain.append('L');
                case 'đ', 'ð' -> plain.append('d');
                case 'Đ', 'Ð' -> plain.append('D');
                case 'æ' -> plain.append("ae");
                case 'Æ' -> plain.append("Ae");
                case 'œ' -> plain.append("oe");
                case 'Œ' -> plain.append("Oe");
                case 'þ' -> plain.append("th");
                case 'Þ' -> plain.append("Th");
                case 'ı' -> plain.append('i');
                default -> plain.append(c);
            }
        }
        return plain.toString();
    }

    /** The same text without its accents, but with the letters that are letters of their own. */
    public static String withoutAccents(String text) {
        return Normalizer.normalize(Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("[\\u0300-\\u036f]", ""),
                Normalizer.Form.NFC);
    }
}

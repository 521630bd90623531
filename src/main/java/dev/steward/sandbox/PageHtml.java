package dev.steward.sandbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * HTML that can only be made of known tags, known attributes and escaped text, so that nothing an app or a person writes
 * becomes markup.
 */
sealed interface PageHtml {

    Set<String> TAGS = Set.of("a", "article", "b", "blockquote", "br", "button", "code", "del", "details", "div", "em",
            "fieldset", "figcaption", "figure", "footer", "form", "h2", "h3", "header", "hr", "i", "img", "input",
            "label", "legend", "li", "ol", "output", "p", "pre", "section", "span", "strong", "summary", "table",
            "tbody", "td", "template", "textarea", "th", "thead", "time", "tr", "u", "ul");
    Set<String> ATTRIBUTES = Set.of("accept", "alt", "autocomplete", "autofocus", "checked", "class", "datetime", "dir",
            "disabled", "enctype", "for", "height", "hidden", "href", "id", "inputmode", "loading", "max", "maxlength",
            "method", "min", "minlength", "multiple", "name", "novalidate", "open", "placeholder", "readonly", "rel",
            "required", "role", "rows", "scope", "spellcheck", "src", "start", "step", "tabindex", "target", "title",
            "type", "value", "width");
    Set<String> VOID = Set.of("br", "hr", "img", "input");

    void writeTo(StringBuilder out);

    static Element tag(String name) {
        return new Element(name);
    }

    /** A tag with its class and children. */
    static Element tag(String name, String classes, PageHtml... children) {
        return new Element(name).classes(classes).with(children);
    }

    static PageHtml text(String text) {
        return new Text(text);
    }

    static PageHtml all(List<? extends PageHtml> parts) {
        return new Parts(List.copyOf(parts));
    }

    static PageHtml none() {
        return Parts.NONE;
    }

    default boolean isEmpty() {
        return this instanceof Parts parts && parts.parts.stream().allMatch(PageHtml::isEmpty)
                || this instanceof Text text && text.text.isEmpty();
    }

    default String html() {
        var out = new StringBuilder();
        writeTo(out);
        return out.toString();
    }

    /** An address safe to follow: http, https or mailto, else nothing. */
    static Optional<String> link(String address) {
        var trimmed = address.strip();
        try {
            var scheme = new URI(encoded(trimmed)).getScheme();
            return scheme != null && Set.of("http", "https", "mailto").contains(scheme.toLowerCase(Locale.ROOT))
                    ? Optional.of(trimmed)
                    : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    private static String encoded(String address) {
        // A browser forgives what java.net.URI does not; only the scheme matters here, and that must not be mended.
        int colon = address.indexOf(':');
        return colon < 0 ? address : address.substring(0, colon) + ":x";
    }

    /** Text, escaped when written. */
    record Text(String text) implements PageHtml {
        @Override
        public void writeTo(StringBuilder out) {
            escape(text, out);
        }
    }

    /** Several parts in a row. */
    record Parts(List<? extends PageHtml> parts) implements PageHtml {
        private static final Parts NONE = new Parts(List.of());

        @Override
        public void writeTo(StringBuilder out) {
            parts.forEach(part -> part.writeTo(out));
        }
    }

    /** One tag, filled step by step. */
    final class Element implements PageHtml {
        private final String name;
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private final List<PageHtml> children = new ArrayList<>();

        private Element(String name) {
            if (!TAGS.contains(name)) {
                throw new IllegalArgumentException("unknown tag " + name);
            }
            this.name = name;
        }

        Element classes(String classes) {
            return classes.isEmpty() ? this : attribute("class", classes);
        }

        Element attribute(String attribute, @Nullable String value) {
            boolean known = ATTRIBUTES.contains(attribute) || attribute.startsWith("aria-")
                    || attribute.startsWith("data-") || attribute.startsWith("hx-") && !attribute.startsWith("hx-on");
            if (!known) {
                throw new IllegalArgumentException("unknown attribute " + attribute);
            }
            if (value == null || (attribute.equals("href") || attribute.equals("src")) && !safe(value)) {
                attributes.remove(attribute);
            } else {
                attributes.put(attribute, value);
            }
            return this;
        }

        Element flag(String attribute, boolean on) {
            return on ? attribute(attribute, "") : this;
        }

        Element with(PageHtml... more) {
            return with(List.of(more));
        }

        Element with(List<? extends PageHtml> more) {
            children.addAll(more);
            return this;
        }

        Element with(String text) {
            children.add(new Text(text));
            return this;
        }

        private static boolean safe(String address) {
            boolean own = address.startsWith("/") && !address.startsWith("//") && !address.startsWith("/\\");
            return own || link(address).isPresent();
        }

        @Override
        public void writeTo(StringBuilder out) {
            out.append('<').append(name);
            attributes.forEach((attribute, value) -> {
                out.append(' ').append(attribute).append("=\"");
                escape(value, out);
                out.append('"');
            });
            out.append('>');
            if (!VOID.contains(name)) {
                if (name.equals("pre") || name.equals("textarea")) {
                    // The parser drops the first newline in these; give it one of ours to drop.
                    out.append('\n');
                }
                children.forEach(child -> child.writeTo(out));
                out.append("</").append(name).append('>');
            }
        }
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\0' -> out.append('\uFFFD');
                default -> out.append(c);
            }
        }
    }
}

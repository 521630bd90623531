package dev.steward.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import dev.steward.policy.Shape.Entry;

/** What can stand where: words, one of a few words, lists, named parts. */
final class Kinds {
    private static final Pattern CURLY = Pattern
            .compile("^[\u201c\u201d\u2018\u2019\u201e](.*)[\u201c\u201d\u2018\u2019]$");

    private Kinds() {}

    /** A value, and where it stands. */
    record Placed<T>(T value, Node at) {}

    /** How a value is made of what was typed; the message of what is thrown is not shown. */
    @FunctionalInterface
    interface FromText<T> {
        /** Null after the mistake was told. */
        @Nullable
        T read(String typed, Node at, Findings findings);
    }

    /** Text on one line of its own: not empty, without line breaks. */
    static Kind<String> words(int most) {
        return words("words", most);
    }

    /** @param what as the reference calls them */
    static Kind<String> words(String what, int most) {
        return text(what, (typed, at, findings) -> {
            if (typed.length() > most) {
                findings.mistake(at, "This has " + typed.length() + " characters, and at most " + most + " fit here.",
                        "Please shorten it.");
                return null;
            }
            return typed;
        });
    }

    /** A short name for use in commands. */
    static Kind<String> handle(int most) {
        Pattern pattern = Pattern.compile("[a-z][a-z0-9-]{0," + (most - 1) + "}");
        return text("a name of lower case letters, digits and hyphens", (typed, at, findings) -> {
            if (pattern.matcher(typed).matches()) {
                return typed;
            }
            String fit = typed.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
            findings.mistake(at, "`" + typed + "` is no name for a gate: it begins with a letter and has lower case"
                    + " letters, digits and hyphens, at most " + most + ".",
                    pattern.matcher(fit).matches() ? Guess.didYouMean(fit) : null);
            return null;
        });
    }

    static <T> Kind<T> text(String words, FromText<T> from) {
        return new Kind<>() {
            @Override
            public String words() {
                return words;
            }

            @Override
            public @Nullable T read(Node node, Findings findings) {
                if (!(node instanceof ScalarNode)) {
                    findings.mistake(node, "Here stands a " + (node instanceof SequenceNode ? "list" : "group of keys")
                            + ", not " + words + ".", null);
                    return null;
                }
                String typed = plain(node);
                if (typed.isEmpty()) {
                    findings.mistake(node, "Nothing stands here.", "Say something, or leave the whole line out.");
                    return null;
                }
                var curly = CURLY.matcher(typed);
                if (curly.matches()) {
                    findings.mistake(node, "These quotes are curly, so they would belong to the words.",
                            "Use straight ones: `\"" + curly.group(1) + "\"`.");
                    return null;
                }
                return from.read(typed, node, findings);
            }
        };
    }

    /** One of a few words. */
    static <T> Kind<T> oneOf(T[] values, Function<T, String> word) {
        List<String> allowed = Arrays.stream(values).map(word).toList();
        Kind<T> read = text("one word", (typed, at, findings) -> {
            Optional<T> found = Arrays.stream(values).filter(one -> word.apply(one).equalsIgnoreCase(typed))
                    .findFirst();
            if (found.isEmpty()) {
                findings.mistake(at, "`" + typed + "` is not known here.", Guess.suggestion(typed, allowed));
            }
            return found.orElse(null);
        });
        return new Kind<>() {
            @Override
            public String words() {
                return read.words();
            }

            @Override
            public @Nullable T read(Node node, Findings findings) {
                return read.read(node, findings);
            }

            @Override
            public List<String> allowed() {
                return allowed;
            }
        };
    }

    static Kind<Boolean> yesOrNo() {
        List<String> allowed = List.of("yes", "no");
        Kind<Boolean> words = text("one word", (typed, at, findings) -> switch (typed.toLowerCase(Locale.ROOT)) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> {
                findings.mistake(at, "`" + typed + "` is not known here.", Guess.suggestion(typed, allowed));
                yield null;
            }
        });
        return new Kind<>() {
            @Override
            public String words() {
                return words.words();
            }

            @Override
            public @Nullable Boolean read(Node node, Findings findings) {
                return words.read(node, findings);
            }

            @Override
            public List<String> allowed() {
                return allowed;
            }
        };
    }

    /** A list in brackets or of lines with dashes; one alone needs neither. */
    static <T> Kind<List<Placed<T>>> listOf(Kind<T> kind, int most) {
        return listOf(kind, 1, most);
    }

    /** As above; with nothing in it ({@code []}) where {@code least} is 0. */
    static <T> Kind<List<Placed<T>>> listOf(Kind<T> kind, int least, int most) {
        return new Kind<>() {
            @Override
            public String words() {
                return (kind.shape() == null ? "a list of " : "a list, each entry ") + kind.words() + " (at most "
                        + most + ")";
            }

            @Override
            public @Nullable List<Placed<T>> read(Node node, Findings findings) {
                List<Node> nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
                if (nodes.size() < least) {
                    findings.mistake(node, "This list is empty.",
                            "Put something into it, or leave the whole line out.");
                    return null;
                }
                if (nodes.size() > most) {
                    findings.mistake(nodes.get(most), "This list has " + nodes.size() + " entries, and at most " + most
                            + " fit here.", null);
                    return null;
                }
                List<Placed<T>> values = new ArrayList<>();
                Set<T> seen = new HashSet<>();
                for (Node one : nodes) {
                    T value = kind.read(one, findings);
                    if (value != null && seen.add(value)) {
                        values.add(new Placed<>(value, one));
                    } else if (value != null) {
                        findings.mistake(one, "`" + plain(one) + "` stands in this list twice.", "Please keep one.");
                    }
                }
                return values.size() == nodes.size() ? values : null;
            }

            @Override
            public List<String> allowed() {
                return kind.allowed();
            }

            @Override
            public @Nullable Shape shape() {
                return kind.shape();
            }
        };
    }

    /** Parts that each have a name, which is their key. */
    static <T> Kind<Map<Placed<String>, T>> named(Kind<String> name, Kind<T> kind, int most) {
        return new Kind<>() {
            @Override
            public String words() {
                return "at most " + most + " names, each with " + kind.words();
            }

            @Override
            public @Nullable Map<Placed<String>, T> read(Node node, Findings findings) {
                if (!(node instanceof MappingNode mapping)) {
                    findings.mistake(node, "Here stand names, each with a colon after it.", null);
                    return null;
                }
                if (mapping.getValue().size() > most) {
                    findings.mistake(mapping.getValue().get(most).getKeyNode(),
                            "At most " + most + " fit here.", null);
                    return null;
                }
                Map<Placed<String>, T> values = new LinkedHashMap<>();
                Set<String> seen = new HashSet<>();
                boolean whole = true;
                for (NodeTuple tuple : mapping.getValue()) {
                    Node at = tuple.getKeyNode();
                    String key = name.read(at, findings);
                    T value = kind.read(tuple.getValueNode(), findings);
                    if (key != null && !seen.add(key.toLowerCase(Locale.ROOT))) {
                        findings.mistake(at, "`" + key + "` stands here twice.", "Please keep one.");
                        whole = false;
                    } else if (key != null && value != null) {
                        values.put(new Placed<>(key, at), value);
                    } else {
                        whole = false;
                    }
                }
                return whole ? values : null;
            }

            @Override
            public @Nullable Shape shape() {
                return kind.shape();
            }
        };
    }

    static Kind<Entry> section(Shape shape) {
        return new Kind<>() {
            @Override
            public String words() {
                return shape.name();
            }

            @Override
            public @Nullable Entry read(Node node, Findings findings) {
                return shape.read(node, findings);
            }

            @Override
            public Shape shape() {
                return shape;
            }
        };
    }

    /** What was typed, on one line; empty for anything but words. */
    static String plain(Node node) {
        return node instanceof ScalarNode scalar
                ? scalar.getValue().strip().replaceAll("\\s*[\\n\\u0085\\u2028\\u2029]\\s*", " ")
                : "";
    }

    /** With a capital. */
    static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}

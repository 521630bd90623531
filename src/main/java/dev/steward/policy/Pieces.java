package dev.steward.policy;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Cuts a policy's text where people think it has parts: at each key at the left edge and at each rule. A rule stands without its dash and
 * its indentation, so that nothing breaks when spaces at the beginning of a text get lost. Comments stay with what follows them.
 */
final class Pieces {
    private Pieces() {}

    /**
     * One part of the text.
     *
     * @param rule whether it is one rule, or several with their dashes
     */
    record Piece(boolean rule, String label, String text) {
        boolean blank() {
            return text.lines().allMatch(line -> line.isBlank() || comment(line));
        }
    }

    /** @param source a policy without mistakes */
    static List<Piece> of(String source) {
        Node root = YamlText.read(source, new Findings());
        List<String> lines = source.lines().toList();
        if (!(root instanceof MappingNode mapping) || mapping.getFlowStyle() == FlowStyle.FLOW) {
            return List.of(new Piece(false, "The whole policy", source.stripTrailing()));
        }
        List<Piece> parts = new ArrayList<>();
        List<Piece> rules = new ArrayList<>();
        int from = 0;
        for (NodeTuple tuple : mapping.getValue()) {
            String key = Kinds.plain(tuple.getKeyNode());
            int end = isLast(mapping, tuple) ? lines.size() : lastLine(tuple.getValueNode()) + 1;
            if (key.equals(Language.RULES.name()) && tuple.getValueNode() instanceof SequenceNode list
                    && list.getFlowStyle() != FlowStyle.FLOW) {
                addRules(rules, list, lines, from, tuple.getKeyNode().getStartMark().getLine(), end);
            } else {
                parts.add(new Piece(false, Kinds.sentence(key), text(lines.subList(from, end))));
            }
            from = end;
        }
        parts.addAll(rules);
        return parts;
    }

    private static void addRules(List<Piece> rules, SequenceNode list, List<String> lines, int from, int keyLine,
            int end) {
        // what stands above and beside "rules:" goes with the first rule
        List<String> above = new ArrayList<>(lines.subList(from, keyLine));
        String keyText = lines.get(keyLine);
        if (keyText.contains("#")) {
            above.add(keyText.substring(keyText.indexOf('#')));
        }
        int start = keyLine + 1;
        for (Node item : list.getValue()) {
            int last = item == list.getValue().getLast() ? end : lastLine(item) + 1;
            List<String> own = new ArrayList<>(above);
            own.addAll(lines.subList(start, last));
            rules.add(new Piece(true, "Rule " + (rules.size() + 1) + ": " + name(item), rule(own, item, lines)));
            above.clear();
            start = last;
        }
    }

    private static String rule(List<String> own, Node item, List<String> lines) {
        int column = item.getStartMark().getColumn();
        String first = lines.get(item.getStartMark().getLine());
        boolean besideItsDash = first.stripLeading().startsWith("-");
        List<String> text = new ArrayList<>();
        boolean begun = false;
        for (String line : own) {
            if (!begun && (line.isBlank() || comment(line))) {
                text.add(line.strip());
            } else if (!begun && besideItsDash) {
                begun = true;
                text.add(line.substring(line.offsetByCodePoints(0, column)));
            } else {
                begun = true;
                text.add(outdent(line, besideItsDash ? column : indentation(own)));
            }
        }
        return text(text);
    }

    private static int indentation(List<String> lines) {
        return lines.stream().filter(line -> !line.isBlank() && !comment(line))
                .mapToInt(line -> line.length() - line.stripLeading().length()).min().orElse(0);
    }

    private static String outdent(String line, int most) {
        int spaces = 0;
        while (spaces < most && spaces < line.length() && line.charAt(spaces) == ' ') {
            spaces++;
        }
        return line.substring(spaces);
    }

    /** Without empty lines around it. */
    private static String text(List<String> lines) {
        int from = 0;
        while (from < lines.size() && lines.get(from).isBlank()) {
            from++;
        }
        return String.join("\n", lines.subList(from, lines.size())).stripTrailing();
    }

    private static String name(Node rule) {
        if (rule instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (Kinds.plain(tuple.getKeyNode()).equals(Language.RULE_NAME.name())) {
                    return Kinds.plain(tuple.getValueNode());
                }
            }
        }
        return "";
    }

    private static boolean isLast(MappingNode mapping, NodeTuple tuple) {
        return mapping.getValue().getLast() == tuple;
    }

    /** The line a value ends on, without the comments that follow it. */
    private static int lastLine(Node node) {
        return switch (node) {
            case ScalarNode scalar -> {
                boolean block = scalar.getScalarStyle() == ScalarStyle.LITERAL
                        || scalar.getScalarStyle() == ScalarStyle.FOLDED;
                int line = scalar.getEndMark().getLine();
                yield block && scalar.getEndMark().getColumn() == 0 && line > scalar.getStartMark().getLine()
                        ? line - 1
                        : line;
            }
            case CollectionNode<?> flow when flow.getFlowStyle() == FlowStyle.FLOW -> flow.getEndMark().getLine();
            case MappingNode mapping -> lastLine(mapping.getValue().getLast().getValueNode());
            case SequenceNode list -> lastLine(list.getValue().getLast());
            default -> node.getEndMark().getLine();
        };
    }

    static boolean comment(String line) {
        return line.strip().startsWith("#");
    }

    /** Fewer pieces, by putting neighbouring rules into one, as long as each stays within so many characters. */
    static List<Piece> packed(List<Piece> pieces, int most, int characters) {
        if (pieces.size() <= most) {
            return pieces;
        }
        List<Piece> packed = new ArrayList<>();
        @Nullable
        Piece open = null;
        int first = 0;
        int number = 0;
        for (Piece piece : pieces) {
            if (!piece.rule()) {
                packed.add(piece);
                continue;
            }
            number++;
            String text = withDash(piece.text());
            if (open == null || open.text().length() + text.length() + 2 > characters) {
                if (open != null) {
                    packed.add(open);
                }
                first = number;
                open = new Piece(true, piece.label(), text);
            } else {
                open = new Piece(true, "Rules " + first + " to " + number, open.text() + "\n\n" + text);
            }
        }
        if (open != null) {
            packed.add(open);
        }
        return packed;
    }

    private static String withDash(String rule) {
        var text = new StringBuilder();
        new Join(List.of(new Piece(true, "", rule))).ruleLines(0,
                (line, shift) -> text.append(outdent(line, 2)).append('\n'));
        return text.toString().stripTrailing();
    }
}

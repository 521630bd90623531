package dev.steward.policy;

import java.io.StringReader;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * YAML as a tree that knows where everything stands; nothing in it is turned into Java objects. Of YAML only what people write by hand
 * is taken: no anchors, no tags, one document.
 */
final class YamlText {
    /** With room for a hundred rules, and small enough to be edited in one form, which holds 250 kB in all. */
    static final int MOST_CHARACTERS = 60_000;
    /** So that every line fits into a field of a form. */
    static final int LONGEST_LINE = 1_000;
    private static final int DEEPEST = 20;

    private static final Pattern OPENS_BLOCK = Pattern.compile("(?<key>[\\w ]+):\\s+(?<value>[>|].*?)\\s*$");

    private YamlText() {}

    /** Line ends as everywhere else, no mark at the beginning, one line end at the end. */
    static String normal(String text) {
        String plain = text.replace("\r\n", "\n").replace('\r', '\n');
        plain = plain.startsWith("\ufeff") ? plain.substring(1) : plain;
        return plain.endsWith("\n") ? plain : plain + "\n";
    }

    /** The root of the tree, or null when there is none; why not is among the mistakes then. */
    static @Nullable Node read(String text, Findings findings) {
        if (text.length() > MOST_CHARACTERS) {
            findings.mistake(1, 1, "This has " + text.length() + " characters, and a policy has at most "
                    + MOST_CHARACTERS + ".", null);
            return null;
        }
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].length() > LONGEST_LINE) {
                findings.mistake(i + 1, LONGEST_LINE + 1, "This line has " + lines[i].length()
                        + " characters, and a line has at most " + LONGEST_LINE + ".", "Please break it.");
            }
        }
        try {
            for (Event event : yaml().parse(new StringReader(text))) {
                refuse(event, findings);
            }
            if (!findings.none()) {
                return null;
            }
            Node root = yaml().compose(new StringReader(text));
            if (root == null) {
                findings.mistake(1, 1, "There is nothing here.", null);
            }
            return root;
        } catch (MarkedYAMLException e) {
            explain(e, lines, findings);
        } catch (ReaderException e) {
            String before = text.substring(0, Math.min(e.getPosition(), text.length()));
            int start = before.lastIndexOf('\n') + 1;
            findings.mistake((int) before.chars().filter(c -> c == '\n').count() + 1, before.length() - start + 1,
                    "A character stands here that cannot be seen (U+" + String.format("%04X", e.getCodePoint())
                            + ").",
                    "Please delete it.");
        } catch (YAMLException e) {
            findings.mistake(1, 1, "This is not well-formed YAML: " + e.getMessage() + ".", null);
        }
        return null;
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(MOST_CHARACTERS + 1);
        return new Yaml(options);
    }

    private static void refuse(Event event, Findings findings) {
        if (event instanceof AliasEvent alias) {
            findings.mistake(event.getStartMark(), "`*" + alias.getAnchor() + "` would repeat what stands elsewhere.",
                    "Write it out; or put it in quotes if the asterisk is part of the words.");
        } else if (event instanceof NodeEvent named && named.getAnchor() != null) {
            findings.mistake(event.getStartMark(),
                    "`&" + named.getAnchor() + "` would name this part to repeat it elsewhere.",
                    "Write it out where it is needed; or put it in quotes if the ampersand is part of the words.");
        }
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : null;
        if (tag != null) {
            findings.mistake(event.getStartMark(), "`" + (tag.startsWith("!") ? tag : "!!" + tag.replaceAll("^.*:", ""))
                    + "` would say what type this is, and a policy needs none.",
                    "Leave it out; or put it in quotes if the exclamation mark is part of the words.");
        }
    }

    /** What the parser says, in words for people who never read its specification. */
    private static void explain(MarkedYAMLException e, String[] lines, Findings findings) {
        String problem = Objects.requireNonNullElse(e.getProblem(), "");
        String context = Objects.requireNonNullElse(e.getContext(), "");
        Mark at = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        if (at == null) {
            findings.mistake(1, 1, "This is not well-formed YAML: " + problem + ".", null);
            return;
        }
        String line = at.getLine() < lines.length ? lines[at.getLine()] : "";
        Mark opened = e.getContextMark();
        if (problem.contains("(TAB)")) {
            findings.mistake(at, "A tab stands here.", "Please indent with spaces.");
        } else if (problem.contains("that cannot start any token")) {
            String word = line.substring(Math.min(offset(line, at), line.length())).replaceAll("[,\\]}#].*$", "")
                    .strip();
            findings.mistake(at, word.startsWith("`")
                    ? "Words cannot begin with a backtick here."
                    : "Words cannot begin with `" + word.substring(0, Math.min(1, word.length())) + "` here.",
                    "Put them in quotes: `\"" + word + "\"`.");
        } else if (problem.contains("expected a comment or a line break") || context.contains("block scalar")) {
            Matcher block = OPENS_BLOCK.matcher(line);
            findings.mistake(at, "`>` and `|` have a meaning of their own at the beginning.", block.find()
                    ? "Put it in quotes: `" + block.group("key").strip() + ": \"" + block.group("value") + "\"`."
                    : "Put it in quotes.");
        } else if (problem.contains("mapping values are not allowed")) {
            String before = line.substring(0, Math.min(offset(line, at), line.length()));
            if (before.contains(":")) {
                findings.mistake(at, "A colon cannot stand in the middle of words.", "Put the words in quotes.");
            } else {
                misplaced(at.getLine(), before, findings);
            }
        } else if (problem.contains("could not find expected ':'")) {
            findings.mistake(opened == null ? at : opened, "A colon is missing on this line.",
                    "Write `key: value`, with a space after the colon.");
        } else if (problem.contains("expected ',' or ']'") && opened != null) {
            findings.mistake(opened, "The list that begins here is not closed.",
                    "Close it with `]`, and put commas in between.");
        } else if (problem.contains("expected ',' or '}'") && opened != null) {
            findings.mistake(opened, "The braces that open here are not closed.",
                    "Close them with `}`, and put commas in between.");
        } else if (context.contains("quoted scalar") && opened != null) {
            findings.mistake(opened, "The quote that opens here is never closed.", null);
        } else if (problem.contains("expected <block end>")) {
            misplaced(at.getLine(), line, findings);
        } else if (problem.contains("but found another document")) {
            findings.mistake(at, "A second document begins here, and a policy is one.",
                    "Please delete the line `---`.");
        } else {
            findings.mistake(at, "This is not well-formed YAML: " + problem + ".", null);
        }
    }

    private static void misplaced(int line, String text, Findings findings) {
        findings.mistake(line + 1, text.length() - text.stripLeading().length() + 1,
                "This line does not begin where those it belongs to begin.",
                "Let it begin exactly under the one above; or two spaces further in, where that one ends with a colon.");
    }

    private static int offset(String line, Mark at) {
        return at.getColumn() <= line.codePointCount(0, line.length())
                ? line.offsetByCodePoints(0, at.getColumn())
                : line.length();
    }
}

package dev.steward.release;

import java.util.ArrayList;
import java.util.List;

import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.jspecify.annotations.Nullable;

import dev.steward.release.ProseBlock.Kind;
import dev.steward.release.ProseBlock.Run;

/** Reads a document of {@link TameMarkdown} into the blocks Slack can show. */
final class ProseBlocks extends AbstractVisitor {
    private static final String[] BULLETS = {"• ", "◦ ", "▪ "};
    private static final String STEP = "    ";
    /** As wide as a bullet. */
    private static final String HANGING = "   ";

    private final List<ProseBlock> blocks = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private int style;
    private @Nullable String url;
    private int quotes;
    private int lists;
    private int number = -1;
    /** What the next block of an item begins with. */
    private String bullet = "";

    private ProseBlocks() {}

    static List<ProseBlock> of(Node document) {
        var reader = new ProseBlocks();
        document.accept(reader);
        return reader.blocks;
    }

    /** The words below a node. */
    static String text(Node node) {
        var reader = new ProseBlocks();
        reader.visitChildren(node);
        reader.end(Kind.PARAGRAPH);
        return reader.blocks.isEmpty() ? "" : reader.blocks.getFirst().text();
    }

    @Override
    public void visit(Paragraph paragraph) {
        visitChildren(paragraph);
        end(lists > 0 ? Kind.ITEM : Kind.PARAGRAPH);
    }

    @Override
    public void visit(Heading heading) {
        styled(Run.BOLD, heading);
        end(lists > 0 ? Kind.ITEM : Kind.HEADING);
    }

    @Override
    public void visit(BlockQuote quote) {
        quotes++;
        visitChildren(quote);
        quotes--;
    }

    @Override
    public void visit(BulletList list) {
        list(list, -1);
    }

    @Override
    public void visit(OrderedList list) {
        Integer start = list.getMarkerStartNumber();
        list(list, start == null ? 1 : start);
    }

    private void list(Node list, int start) {
        int outer = number;
        number = start;
        lists++;
        visitChildren(list);
        lists--;
        number = outer;
    }

    @Override
    public void visit(ListItem item) {
        bullet += number < 0 ? BULLETS[Math.min(lists, BULLETS.length) - 1] : number++ + ". ";
        visitChildren(item);
        bullet = "";
    }

    @Override
    public void visit(FencedCodeBlock code) {
        code(code.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        code(code.getLiteral());
    }

    private void code(String literal) {
        String shown = literal.replaceFirst("^(?:[\\h\\v]*\n)+", "").stripTrailing();
        if (!shown.isBlank()) {
            if (!bullet.isEmpty()) {
                add(Kind.ITEM, List.of());
            }
            blocks.add(new ProseBlock(Kind.CODE, false, "", "", List.of(new Run(shown, 0, null))));
        }
    }

    @Override
    public void visit(ThematicBreak line) {
        add("———");
        end(Kind.PARAGRAPH);
    }

    @Override
    public void visit(CustomNode node) {
        switch (node) {
            case Strikethrough struck -> styled(Run.STRIKE, struck);
            case TableRow row -> {
                visitChildren(row);
                end(Kind.ROW);
            }
            case TableCell cell -> {
                if (cell.getPrevious() != null && cell.getFirstChild() != null && !runs.isEmpty()) {
                    add(" · ");
                }
                styled(cell.isHeader() ? Run.BOLD : 0, cell);
            }
            default -> visitChildren(node);
        }
    }

    @Override
    public void visit(StrongEmphasis strong) {
        styled(Run.BOLD, strong);
    }

    @Override
    public void visit(Emphasis emphasis) {
        styled(Run.ITALIC, emphasis);
    }

    private void styled(int more, Node node) {
        int outer = style;
        style |= more;
        visitChildren(node);
        style = outer;
    }

    @Override
    public void visit(Link link) {
        url = link.getDestination();
        visitChildren(link);
        url = null;
    }

    @Override
    public void visit(Code code) {
        style |= Run.CODE;
        add(code.getLiteral());
        style &= ~Run.CODE;
    }

    @Override
    public void visit(Text text) {
        add(text.getLiteral());
    }

    /** People who press return mean it. */
    @Override
    public void visit(SoftLineBreak line) {
        add("\n");
    }

    @Override
    public void visit(HardLineBreak line) {
        add("\n");
    }

    private void add(String text) {
        Run last = runs.isEmpty() ? null : runs.getLast();
        if (last != null && last.like(style, url)) {
            runs.set(runs.size() - 1, new Run(last.text() + text, style, url));
        } else if (!text.isEmpty()) {
            runs.add(new Run(text, style, url));
        }
    }

    private void end(Kind kind) {
        if (runs.stream().allMatch(run -> run.text().isBlank())) {
            runs.clear();
            return;
        }
        add(kind, List.copyOf(runs));
        runs.clear();
    }

    private void add(Kind kind, List<Run> words) {
        String indent = STEP.repeat(Math.max(0, lists - 1));
        String hanging = lists > 0 ? indent + HANGING : indent;
        String quote = quotes > 0 ? "> " : "";
        blocks.add(new ProseBlock(kind, quotes > 0, quote + (bullet.isEmpty() ? hanging : indent + bullet),
                quote + hanging, words));
        bullet = "";
    }
}

package dev.steward.release;

import java.util.Optional;
import java.util.regex.Pattern;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Takes out of Markdown what does not belong on a page of somebody else's: HTML becomes words, pictures links, and links honest. */
final class TameMarkdown extends AbstractVisitor {
    /** Above them stand the page, the month and the release. */
    private static final int HEADINGS_ABOVE = 3;
    private static final int LOWEST_HEADING = 6;
    private static final Pattern COMMENT = Pattern.compile("<!--.*?(?:-->|$)", Pattern.DOTALL);
    private static final Pattern BREAK = Pattern.compile("(?i)<br\\s*/?>");

    @Override
    public void visit(Heading heading) {
        heading.setLevel(Math.min(LOWEST_HEADING, heading.getLevel() + HEADINGS_ABOVE));
        visitChildren(heading);
    }

    /** What was typed as an entity is seen only now. */
    @Override
    public void visit(Text text) {
        text.setLiteral(Prose.clean(text.getLiteral()));
    }

    /** Comments were written not to be seen: GitHub's generated notes begin with one. */
    @Override
    public void visit(HtmlInline html) {
        String literal = html.getLiteral();
        if (BREAK.matcher(literal).matches()) {
            html.insertBefore(new HardLineBreak());
        } else if (!literal.startsWith("<!--")) {
            html.insertBefore(new Text(literal.replace('\n', ' ')));
        }
        html.unlink();
    }

    @Override
    public void visit(HtmlBlock html) {
        String shown = COMMENT.matcher(html.getLiteral()).replaceAll("").strip();
        if (!shown.isEmpty()) {
            var paragraph = new Paragraph();
            for (String line : shown.split("\n", -1)) {
                if (paragraph.getFirstChild() != null) {
                    paragraph.appendChild(new SoftLineBreak());
                }
                paragraph.appendChild(new Text(line.strip()));
            }
            html.insertBefore(paragraph);
        }
        html.unlink();
    }

    @Override
    public void visit(Image image) {
        visitChildren(image);
        if (inLink(image)) {
            unwrap(image);
            return;
        }
        var link = new Link(image.getDestination(), null);
        image.insertBefore(link);
        moveChildren(image, link);
        image.unlink();
        if (ProseBlocks.text(link).isBlank()) {
            link.appendChild(new Text("picture"));
        }
        tame(link);
    }

    @Override
    public void visit(Link link) {
        visitChildren(link);
        if (inLink(link)) {
            unwrap(link);
        } else {
            tame(link);
        }
    }

    private static void tame(Link link) {
        String label = ProseBlocks.text(link);
        Optional<WebAddress> address = WebAddress.of(link.getDestination());
        if (address.isEmpty()) {
            if (!label.contains(link.getDestination())) {
                link.appendChild(new Text(" (" + link.getDestination() + ")"));
            }
            unwrap(link);
            return;
        }
        link.setDestination(address.get().url());
        link.setTitle(null);
        if (label.isBlank()) {
            link.appendChild(new Text(address.get().shown()));
        } else if (address.get().disguisedBy(label)) {
            link.appendChild(new Text(" (" + address.get().shown() + ")"));
        }
    }

    private static boolean inLink(Node node) {
        for (Node above = node.getParent(); above != null; above = above.getParent()) {
            if (above instanceof Link || above instanceof Image) {
                return true;
            }
        }
        return false;
    }

    private static void unwrap(Node node) {
        for (Node child = node.getFirstChild(); child != null; child = node.getFirstChild()) {
            node.insertBefore(child);
        }
        node.unlink();
    }

    private static void moveChildren(Node from, Node to) {
        for (Node child = from.getFirstChild(); child != null; child = from.getFirstChild()) {
            to.appendChild(child);
        }
    }
}

package dev.steward.release;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.UUID;

import com.rometools.rome.feed.atom.Content;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.feed.atom.Person;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedOutput;
import org.jdom2.output.Format;
import org.jdom2.output.XMLOutputter;

import dev.steward.release.Changelogs.Changelog;

/** The changelog as an Atom feed (RFC 4287). Ids stay the same whatever is edited and wherever the feed is. */
final class ChangelogFeed {
    private ChangelogFeed() {}

    /** @param page the address of the changelog's page, without a query */
    static String write(Changelog changelog, List<Told> releases, String page) {
        var feed = new Feed("atom_1.0");
        String title = Told.line(changelog.title());
        feed.setId(urn(UUID.nameUUIDFromBytes(
                ("changelog of " + changelog.workspace().value()).getBytes(StandardCharsets.UTF_8))));
        feed.setTitle(title);
        feed.setUpdated(Date.from(releases.stream().map(Told::edited).max(Comparator.naturalOrder())
                .orElse(changelog.openedAt())));
        feed.setAlternateLinks(List.of(link("alternate", "text/html", page)));
        feed.setOtherLinks(List.of(link("self", "application/atom+xml", page + ".atom")));
        var author = new Person();
        author.setName(title);
        feed.setAuthors(List.of(author));
        feed.setEntries(releases.stream().map(release -> entry(release, page)).toList());
        try {
            // ROME's own way of writing would take the line breaks out of code
            return new XMLOutputter(Format.getRawFormat()).outputString(new WireFeedOutput().outputJDom(feed));
        } catch (FeedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Entry entry(Told release, String page) {
        var entry = new Entry();
        entry.setId(urn(release.id()));
        entry.setTitle(release.version().isEmpty() ? release.title() : release.title() + " " + release.version());
        entry.setPublished(date(release.published()));
        entry.setUpdated(date(release.edited()));
        entry.setAlternateLinks(
                List.of(link("alternate", "text/html", page + "?from=" + release.id() + "#" + release.anchor())));
        var content = new Content();
        content.setType(Content.HTML);
        var html = new StringBuilder();
        for (Told.Part part : release.parts()) {
            if (!part.label().isEmpty()) {
                html.append("<h4>").append(part.label()).append("</h4>\n");
            }
            html.append(part.html());
        }
        content.setValue(html.toString());
        entry.setContents(List.of(content));
        return entry;
    }

    private static Link link(String relation, String type, String address) {
        var link = new Link();
        link.setRel(relation);
        link.setType(type);
        link.setHref(address);
        return link;
    }

    private static String urn(UUID id) {
        return "urn:uuid:" + id;
    }

    private static Date date(Instant at) {
        return Date.from(at);
    }
}

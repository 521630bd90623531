package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import dev.steward.release.Changelogs.Changelog;
import dev.steward.release.Release.Facts;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

class ChangelogFeedTest {
    private static final Instant AT = Instant.parse("2026-11-21T09:00:00Z");
    private static final UserId ANA = new UserId("U0ANA");
    private static final WorkspaceId WORKSPACE = new WorkspaceId(new UUID(1, 1));

    @Property(tries = 500)
    void anyContentIsWellFormed(@ForAll("texts") String title, @ForAll("texts") String version,
            @ForAll("texts") String changed, @ForAll("texts") String why) throws Exception {
        var content = new Content(title, version, 1, null, List.of(), List.of(), changed, why, "", "", List.of(),
                List.of(), true, true, List.of());
        Release release = Release.draft(new Facts(new ReleaseId(new UUID(2, 2)), WORKSPACE, new Reference(4), AT), ANA,
                content, new When.Now());

        String feed = ChangelogFeed.write(new Changelog(WORKSPACE, title, ANA, AT),
                List.of(Told.of(release, AT, AT.plusSeconds(60))), "https://steward.example.com/changelog/abc");

        Document read = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(feed.getBytes(StandardCharsets.UTF_8)));
        var entry = (Element) read.getElementsByTagNameNS("http://www.w3.org/2005/Atom", "entry").item(0);
        assertThat(text(entry, "id")).isEqualTo("urn:uuid:" + new UUID(2, 2));
        assertThat(text(entry, "updated")).isEqualTo("2026-11-21T09:01:00Z");
        assertThat(text(entry, "published")).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(text(entry, "content").lines().toList()).isEqualTo(
                (Prose.html(changed) + (why.isBlank() ? "" : "<h4>Why it matters</h4>\n" + Prose.html(why))).lines()
                        .toList());
        assertThat(feed).doesNotContain(ANA.value());
    }

    private static String text(Element entry, String name) {
        return entry.getElementsByTagNameNS("http://www.w3.org/2005/Atom", name).item(0).getTextContent();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of("<", ">", "&", "]]>", "<![CDATA[", "<?x?>", "&#0;", "&#xfffe;", "\"",
                "'",
                "\u0000", "\u0008", "\ufffe", "\ud800", "\udc00", "😀", "**b**", "`c`", "\n", "<script>", "--", "&amp;",
                "\u0085",
                "[a](https://a.example)");
        return Arbitraries.oneOf(pieces.list().ofMaxSize(15).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(60));
    }
}

package dev.steward.release;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.slack.Spelling;

/** Keeps what releases are found by, in the transaction that changes what they say. */
@Component
class KeepWords {
    private static final int LONGEST_TITLE = 250;

    private final Releases releases;
    private final JdbcTemplate jdbc;

    KeepWords(Releases releases, JdbcTemplate jdbc) {
        this.releases = releases;
        this.jdbc = jdbc;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void written(ReleaseWritten event) {
        releases.find(event.workspace(), event.release()).ifPresent(release -> {
            Content content = release.content();
            String title = Spelling.fold(content.name());
            String words = Stream.of(release.facts().reference().toString(), content.title(), content.version(),
                    content.changed(), content.why(), content.affected(), content.action(),
                    content.audiences().stream().map(Addressed::wording).collect(Collectors.joining("\n")),
                    String.join(" ", content.feedback())).collect(Collectors.joining("\n"));
            jdbc.update("""
                    insert into release_text (workspace_id, release_id, title_folded, terms)
                    values (?, ?, ?, array_to_tsvector(?))
                    on conflict (workspace_id, release_id)
                    do update set title_folded = excluded.title_folded, terms = excluded.terms
                    """, event.workspace().value(), event.release().value(),
                    title.substring(0, Math.min(LONGEST_TITLE, title.length())),
                    Spelling.terms(words).toArray(String[]::new));
        });
    }
}

package dev.steward.release;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.delivery.DeliveryStatus;
import dev.steward.release.Question.Standing;
import dev.steward.release.Readers.Count;
import dev.steward.release.ReportCard.Done;
import dev.steward.release.ReportCard.Readership;
import dev.steward.release.ReportCard.Report;
import dev.steward.workspace.WorkspaceId;

/** Finds what a report shows. */
@Component
class ShowReport {
    private final Releases releases;
    private final Copies copies;
    private final DeliveryStatus status;
    private final Readers readers;
    private final Questions questions;
    private final Audiences audiences;
    private final Digests digests;

    ShowReport(Releases releases, Copies copies, DeliveryStatus status, Readers readers, Questions questions,
            Audiences audiences, Digests digests) {
        this.releases = releases;
        this.copies = copies;
        this.status = status;
        this.readers = readers;
        this.questions = questions;
        this.audiences = audiences;
        this.digests = digests;
    }

    Arrival arrival(Release release) {
        WorkspaceId workspace = release.facts().workspace();
        ReleaseId id = release.facts().id();
        return Arrival.of(copies.of(workspace, id), status.of(workspace, id.value(), ReleaseCards.NAME));
    }

    Report of(Release release) {
        WorkspaceId workspace = release.facts().workspace();
        ReleaseId id = release.facts().id();
        Map<Standing, Integer> asked = questions.counts(workspace, id);
        int open = asked.getOrDefault(Standing.OPEN, 0);
        return new Report(release, arrival(release), lastEdit(release), retracted(release), readers(release), open,
                asked.values().stream().mapToInt(Integer::intValue).sum() - open,
                status.standing(workspace, digests.with(workspace, id), DigestCards.NAME));
    }

    private List<Readership> readers(Release release) {
        List<Count> counts = readers.counts(release.facts().workspace(), release.facts().id(), release.edition());
        Map<AudienceId, Audience> known = audiences.find(release.facts().workspace(),
                counts.stream().map(Count::audience).flatMap(Stream::ofNullable).toList());
        return counts.stream()
                .map(count -> new Readership(name(count, known), count.readers(), count.latest(), count.outsiders()))
                .toList();
    }

    private static @Nullable String name(Count count, Map<AudienceId, Audience> known) {
        if (count.audience() == null) {
            return null;
        }
        Audience audience = known.get(count.audience());
        return audience == null ? "an audience that is gone" : audience.name();
    }

    private @Nullable Done lastEdit(Release release) {
        return release.edition() < 2
                ? null
                : releases.editions(release.facts().workspace(), release.facts().id()).stream()
                        .reduce((one, later) -> later).map(edition -> new Done(edition.by(), edition.at()))
                        .orElse(null);
    }

    private @Nullable Done retracted(Release release) {
        return release.state() != State.RETRACTED
                ? null
                : releases.history(release.facts().workspace(), release.facts().id()).stream()
                        .filter(each -> each.kind() == Happening.Kind.RETRACTED).findFirst()
                        .map(each -> new Done(each.by(), each.at())).orElse(null);
    }
}

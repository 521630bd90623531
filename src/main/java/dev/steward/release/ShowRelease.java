package dev.steward.release;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.initiative.Initiative;
import dev.steward.initiative.InitiativeId;
import dev.steward.initiative.Initiatives;
import dev.steward.slack.Message;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.WorkspaceId;

/** Finds what stands on a release's cards beside the release itself. */
@Component
class ShowRelease {
    private final Areas areas;
    private final Initiatives initiatives;
    private final Reaches reaches;
    private final CheckReach check;

    ShowRelease(Areas areas, Initiatives initiatives, Reaches reaches, CheckReach check) {
        this.areas = areas;
        this.initiatives = initiatives;
        this.reaches = reaches;
        this.check = check;
    }

    Message copy(Release release, Copy copy) {
        return ReleaseCard.of(shown(release, copy.audience()));
    }

    /** As the channels of an audience would see it if it went out now; of none, as others would. */
    Message preview(Release release, @Nullable AudienceId audience) {
        return ReleaseCard.preview(shown(release, audience));
    }

    Message secondCard(Release release) {
        Reach reach = reaches.of(release.facts().workspace(), release.content());
        return SecondCard.of(shown(release, null), reach,
                check.known(release.facts().workspace(), reach, release.content().changelog()));
    }

    private Shown shown(Release release, @Nullable AudienceId audience) {
        WorkspaceId workspace = release.facts().workspace();
        Content content = release.content();
        String area = content.area() == null
                ? null
                : areas.find(workspace, content.area()).map(Area::name).orElse(null);
        Map<InitiativeId, Initiative> about = content.initiatives().isEmpty()
                ? Map.of()
                : initiatives.find(workspace, content.initiatives());
        return new Shown(release, content.changedFor(audience), area, content.initiatives().stream()
                .map(about::get).filter(java.util.Objects::nonNull).toList());
    }
}

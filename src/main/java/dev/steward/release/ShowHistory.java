package dev.steward.release;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.slack.api.model.view.View;
import org.springframework.stereotype.Component;

import dev.steward.initiative.Initiative;
import dev.steward.initiative.InitiativeId;
import dev.steward.initiative.Initiatives;
import dev.steward.release.EditionDifference.Change;
import dev.steward.release.EditionDifference.Names;
import dev.steward.release.Happening.Kind;
import dev.steward.release.HistoryView.Entry;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Areas;
import dev.steward.workspace.WorkspaceId;

/** Finds what a release's history shows. */
@Component
class ShowHistory {
    private final Releases releases;
    private final Areas areas;
    private final Audiences audiences;
    private final Initiatives initiatives;

    ShowHistory(Releases releases, Areas areas, Audiences audiences, Initiatives initiatives) {
        this.releases = releases;
        this.areas = areas;
        this.audiences = audiences;
        this.initiatives = initiatives;
    }

    /** @param from how many newer things are left out */
    View of(Release release, int from) {
        WorkspaceId workspace = release.facts().workspace();
        List<Edition> editions = releases.editions(workspace, release.facts().id());
        List<Entry> entries = entries(releases.history(workspace, release.facts().id()), editions,
                names(workspace, editions));
        Collections.reverse(entries);
        return HistoryView.of(release, entries, from);
    }

    /** Each edition was made by the publication or by an edit after it, in that order. */
    static List<Entry> entries(List<Happening> history, List<Edition> editions, Names names) {
        List<Entry> entries = new ArrayList<>();
        int made = 0;
        for (Happening happening : history) {
            boolean makesOne = happening.kind() == Kind.PUBLISHED || happening.kind() == Kind.EDITED && made > 0;
            if (!makesOne || made == editions.size()) {
                entries.add(new Entry(happening, 0, List.of()));
                continue;
            }
            Edition edition = editions.get(made);
            List<Change> changes = made == 0
                    ? List.of()
                    : EditionDifference.between(editions.get(made - 1).content(), edition.content(), names);
            made++;
            entries.add(new Entry(happening, edition.number(), changes));
        }
        return entries;
    }

    private Names names(WorkspaceId workspace, List<Edition> editions) {
        Set<InitiativeId> wanted = new LinkedHashSet<>();
        editions.forEach(edition -> wanted.addAll(edition.content().initiatives()));
        Map<InitiativeId, Initiative> known = wanted.isEmpty() ? Map.of() : initiatives.find(workspace, wanted);
        Map<AudienceId, String> called = audiences.all(workspace).stream()
                .collect(Collectors.toMap(Audience::id, Audience::name));
        return new Names() {
            @Override
            public String area(AreaId area) {
                return areas.find(workspace, area).map(Area::name).orElse("an area that is gone");
            }

            @Override
            public String audience(AudienceId audience) {
                return called.getOrDefault(audience, "an audience that is gone");
            }

            @Override
            public String initiative(InitiativeId initiative) {
                Initiative one = known.get(initiative);
                return one == null ? "an initiative that is gone" : one.reference() + " " + one.name();
            }
        };
    }
}

package dev.steward.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.steward.initiative.InitiativeId;
import dev.steward.release.WordDifference.Piece;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** What an edition of a release says otherwise than another one, part by part, in the order of the form. */
final class EditionDifference {
    private EditionDifference() {}

    /** What is called how, as typed by people; of what is not there any more, something that says so. */
    interface Names {
        String area(AreaId area);

        String audience(AudienceId audience);

        String initiative(InitiativeId initiative);
    }

    /** One part that is not as it was. @param label may name an audience: as typed */
    sealed interface Change {
        String label();

        /** A text. */
        record Words(String label, List<Piece> pieces) implements Change {}

        /** A choice, or a list of what was chosen: what is not in it any more, and what is new. */
        record Choice(String label, List<Item> gone, List<Item> come) implements Change {}
    }

    /** What was chosen. */
    sealed interface Item {
        /** @param text as typed by people */
        record Named(String text) implements Item {}

        record Channel(ChannelId id) implements Item {}

        record Person(UserId id) implements Item {}
    }

    static List<Change> between(Content before, Content after, Names names) {
        List<Change> changes = new ArrayList<>();
        words(changes, "Title", before.title(), after.title());
        words(changes, "Version", before.version(), after.version());
        choice(changes, "Tier", List.of(before.tier()), List.of(after.tier()),
                tier -> new Item.Named(Integer.toString(tier)));
        choice(changes, "Area", some(before.area()), some(after.area()), area -> new Item.Named(names.area(area)));
        choice(changes, "Initiatives", before.initiatives(), after.initiatives(),
                initiative -> new Item.Named(names.initiative(initiative)));
        choice(changes, "Feedback", before.feedback(), after.feedback(), Item.Named::new);
        words(changes, "What changed", before.changed(), after.changed());
        words(changes, "Why it matters", before.why(), after.why());
        words(changes, "Who is affected", before.affected(), after.affected());
        words(changes, "What you need to do", before.action(), after.action());
        audiences(changes, before, after, names);
        choice(changes, "Other channels", before.channels(), after.channels(), Item.Channel::new);
        choice(changes, "In digests", List.of(before.digests()), List.of(after.digests()), EditionDifference::yesNo);
        choice(changes, "On the public changelog page", List.of(before.changelog()), List.of(after.changelog()),
                EditionDifference::yesNo);
        choice(changes, "Who may edit it", before.editors(), after.editors(), Item.Person::new);
        return changes;
    }

    private static void audiences(List<Change> changes, Content before, Content after, Names names) {
        Map<AudienceId, String> old = wordings(before);
        Map<AudienceId, String> now = wordings(after);
        choice(changes, "Audiences", List.copyOf(old.keySet()), List.copyOf(now.keySet()),
                audience -> new Item.Named(names.audience(audience)));
        Set<AudienceId> all = new LinkedHashSet<>(now.keySet());
        all.addAll(old.keySet());
        for (AudienceId audience : all) {
            words(changes, "Wording for " + names.audience(audience), old.getOrDefault(audience, ""),
                    now.getOrDefault(audience, ""));
        }
    }

    private static Map<AudienceId, String> wordings(Content content) {
        Map<AudienceId, String> wordings = new LinkedHashMap<>();
        content.audiences().forEach(each -> wordings.putIfAbsent(each.audience(), each.wording()));
        return wordings;
    }

    private static void words(List<Change> changes, String label, String before, String after) {
        if (!before.equals(after)) {
            changes.add(new Change.Words(label, WordDifference.between(before, after)));
        }
    }

    /** The order of what was chosen is no change. */
    private static <T> void choice(List<Change> changes, String label, List<T> before, List<T> after,
            Function<T, Item> item) {
        List<Item> gone = before.stream().filter(each -> !after.contains(each)).distinct().map(item).toList();
        List<Item> come = after.stream().filter(each -> !before.contains(each)).distinct().map(item).toList();
        if (!gone.isEmpty() || !come.isEmpty()) {
            changes.add(new Change.Choice(label, gone, come));
        }
    }

    private static Item yesNo(boolean yes) {
        return new Item.Named(yes ? "yes" : "no");
    }

    private static <T> List<T> some(@Nullable T one) {
        return one == null ? List.of() : List.of(Objects.requireNonNull(one));
    }
}

package dev.steward.release;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What releases of each tier take in workspaces that have said nothing else.
 *
 * @param tier1 of the greatest
 */
@ConfigurationProperties("steward.releases.checklists")
record ChecklistProperties(@DefaultValue List<Item> tier1, @DefaultValue List<Item> tier2,
        @DefaultValue List<Item> tier3) {

    /**
     * One of them.
     *
     * @param owner {@code release-owner} or {@code area-owner}
     * @param due   {@code 3 before}, {@code on the day} or {@code 2 after}, in working days
     */
    record Item(String title, String owner, String due) {
        private ChecklistItem read(String where) {
            if (title.isBlank() || title.length() > ChecklistItem.LONGEST_TITLE) {
                throw new IllegalArgumentException(where + ".title is 1 to " + ChecklistItem.LONGEST_TITLE
                        + " characters long");
            }
            if (!(Assignee.of(owner) instanceof Assignee.Role role)) {
                throw new IllegalArgumentException(where + ".owner is " + Assignee.RELEASE_OWNER.key() + " or "
                        + Assignee.AREA_OWNER.key() + ", not " + owner);
            }
            Offset offset = Offset.parse(due).orElseThrow(() -> new IllegalArgumentException(
                    where + ".due is as in \"3 before\", \"on the day\" or \"2 after\", not " + due));
            return new ChecklistItem(UUID.nameUUIDFromBytes(where.getBytes(StandardCharsets.UTF_8)), title.strip(),
                    role, offset, 0);
        }
    }

    /** @throws IllegalArgumentException when one of them cannot be read */
    ChecklistProperties {
        read(1, tier1);
        read(2, tier2);
        read(3, tier3);
    }

    /** In order, with ids that are the same wherever this is configured. */
    List<ChecklistItem> of(int tier) {
        return read(tier, tier == 1 ? tier1 : tier == 2 ? tier2 : tier3);
    }

    private static List<ChecklistItem> read(int tier, List<Item> items) {
        List<ChecklistItem> read = new ArrayList<>();
        Set<String> titles = new TreeSet<>();
        for (Item item : items) {
            String where = "steward.releases.checklists.tier" + tier + "[" + read.size() + "]";
            ChecklistItem one = item.read(where);
            if (!titles.add(one.title().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(where + ".title stands in the list already");
            }
            read.add(one);
        }
        return read;
    }
}

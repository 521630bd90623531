package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.steward.release.ChecklistProperties.Item;

class ChecklistPropertiesTest {
    @Test
    void whatIsConfiguredKeepsItsOrderAndItsIds() {
        List<Item> items = List.of(new Item("Sales briefed", "release-owner", "5 before"),
                new Item("Docs", "area-owner", "on the day"));
        var properties = new ChecklistProperties(items, List.of(), items);

        assertThat(properties.of(1)).extracting(ChecklistItem::title).containsExactly("Sales briefed", "Docs");
        assertThat(properties.of(2)).isEmpty();
        assertThat(properties.of(1)).isEqualTo(new ChecklistProperties(items, items, List.of()).of(1));
        assertThat(properties.of(3)).extracting(ChecklistItem::id)
                .doesNotContainAnyElementsOf(properties.of(1).stream().map(ChecklistItem::id).toList());
    }

    @Test
    void mistakesSayWhereTheyAre() {
        refused("tier2[0].owner is release-owner or area-owner, not sales", new Item("Docs", "sales", "1 before"));
        refused("tier2[0].due is as in", new Item("Docs", "area-owner", "soon"));
        refused("tier2[0].title is 1 to 150 characters long", new Item(" ", "area-owner", "1 before"));
        refused("tier2[1].title stands in the list already", new Item("Docs", "area-owner", "1 before"),
                new Item("DOCS", "area-owner", "2 before"));
    }

    private static void refused(String sentence, Item... items) {
        assertThatThrownBy(() -> new ChecklistProperties(List.of(), List.of(items), List.of()))
                .hasMessageContaining("steward.releases.checklists." + sentence);
    }
}

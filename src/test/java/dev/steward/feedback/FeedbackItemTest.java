package dev.steward.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import dev.steward.feedback.FeedbackItem.Details;
import dev.steward.feedback.FeedbackItem.Person;
import dev.steward.feedback.FeedbackItem.Refusal;
import dev.steward.workspace.Role;

class FeedbackItemTest {
    private final FeedbackItem item = Examples.item(1, "The export is broken");
    private final FeedbackItem other = Examples.item(2, "Export fails");

    @Test
    void isOpenOnceCaptured() {
        assertThat(item.isOpen()).isTrue();
        assertThat(item.version()).isZero();
        assertThat(item.changedAt()).isEqualTo(Examples.NOON);
    }

    @Test
    void detailsAreAdded() {
        var edited = item.edited(Details.of(Said.only("The CSV export is broken"), null),
                Examples.NOON.plusSeconds(60));
        assertThat(edited.details().words()).isEqualTo("The CSV export is broken");
        assertThat(edited.origin()).isEqualTo(item.origin());
        assertThat(edited.changedAt()).isEqualTo(Examples.NOON.plusSeconds(60));
    }

    @Test
    void countsForAnotherForGood() {
        var joined = item.joined(other, Examples.NOON);
        assertThat(joined.isOpen()).isFalse();
        assertThat(joined.joinedInto()).isEqualTo(other.id());
        assertThatThrownBy(() -> joined.joined(other, Examples.NOON)).isInstanceOf(Refusal.class)
                .hasMessage("FB-1 already counts for another item.");
        assertThatThrownBy(() -> joined.edited(item.details(), Examples.NOON)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> other.joined(joined, Examples.NOON)).isInstanceOf(Refusal.class)
                .hasMessage("FB-1 counts for another item now. Please choose that one.");
    }

    @Test
    void cannotCountForItself() {
        assertThatThrownBy(() -> item.joined(item, Examples.NOON)).isInstanceOf(Refusal.class);
    }

    @Test
    void isChangedByWhoFiledItItsAreasOwnerOpsAndAdmins() {
        assertThat(item.mayChange(new Person(Examples.ANA, Role.MEMBER), null)).isTrue();
        assertThat(item.mayChange(new Person(Examples.BEN, Role.MEMBER), Examples.BEN)).isTrue();
        assertThat(item.mayChange(new Person(Examples.BEN, Role.OPS), null)).isTrue();
        assertThat(item.mayChange(new Person(Examples.BEN, Role.ADMIN), null)).isTrue();
        assertThat(item.mayChange(new Person(Examples.BEN, Role.MEMBER), Examples.ANA)).isFalse();
        assertThat(Examples.item(3, Said.only("x"), null).mayChange(new Person(Examples.BEN, Role.MEMBER), null))
                .isFalse();
    }
}

package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.steward.initiative.InitiativeId;
import dev.steward.release.EditionDifference.Change;
import dev.steward.release.EditionDifference.Item;
import dev.steward.release.EditionDifference.Names;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

class EditionDifferenceTest {
    private static final AudienceId SALES = new AudienceId(new UUID(1, 1));
    private static final AudienceId CUSTOMERS = new AudienceId(new UUID(1, 2));
    private static final Names NAMES = new Names() {
        @Override
        public String area(AreaId area) {
            return "Area " + area.value().getLeastSignificantBits();
        }

        @Override
        public String audience(AudienceId audience) {
            return audience.equals(SALES) ? "Sales" : "Customers";
        }

        @Override
        public String initiative(InitiativeId initiative) {
            return "INIT-" + initiative.value().getLeastSignificantBits();
        }
    };

    @Test
    void whatIsTheSameIsNoDifference() {
        assertThat(EditionDifference.between(full(), full(), NAMES)).isEmpty();
    }

    @Test
    void everyPartThatCanDifferIsShownInTheOrderOfTheForm() {
        assertThat(EditionDifference.between(Content.EMPTY, full(), NAMES)).extracting(Change::label).containsExactly(
                "Title", "Version", "Tier", "Area", "Initiatives", "Feedback", "What changed", "Why it matters",
                "Who is affected", "What you need to do", "Audiences", "Wording for Sales", "Other channels",
                "In digests", "On the public changelog page", "Who may edit it");
    }

    @Test
    void whatIsChosenIsShownByNameWithoutWhatStays() {
        Content before = audiences(List.of(new Addressed(SALES, "")), List.of("C1", "C2"));
        Content after = audiences(List.of(new Addressed(CUSTOMERS, "")), List.of("C2", "C3"));

        assertThat(EditionDifference.between(before, after, NAMES)).containsExactly(
                new Change.Choice("Audiences", List.of(new Item.Named("Sales")), List.of(new Item.Named("Customers"))),
                new Change.Choice("Other channels", List.of(new Item.Channel(new ChannelId("C1"))),
                        List.of(new Item.Channel(new ChannelId("C3")))));
    }

    @Test
    void anotherOrderIsNoDifference() {
        assertThat(EditionDifference.between(audiences(List.of(), List.of("C1", "C2")),
                audiences(List.of(), List.of("C2", "C1")), NAMES)).isEmpty();
    }

    @Test
    void theWordingOfAnAudienceIsComparedWordByWord() {
        Content before = audiences(List.of(new Addressed(SALES, "Tell them now.")), List.of());
        Content after = audiences(List.of(new Addressed(SALES, "Tell them later.")), List.of());

        assertThat(EditionDifference.between(before, after, NAMES)).singleElement()
                .isEqualTo(new Change.Words("Wording for Sales",
                        WordDifference.between("Tell them now.", "Tell them later.")));
    }

    private static Content audiences(List<Addressed> audiences, List<String> channels) {
        return new Content("Ledger export", "", 2, null, List.of(), List.of(), "You can export.", "", "", "", audiences,
                channels.stream().map(ChannelId::new).toList(), true, true, List.of());
    }

    private static Content full() {
        return new Content("Ledger export", "2.14", 1, new AreaId(new UUID(0, 7)),
                List.of(new InitiativeId(new UUID(0, 3))), List.of("FB-12"), "You can export.", "It saves time.",
                "Everyone", "Nothing", List.of(new Addressed(SALES, "Tell them.")), List.of(new ChannelId("C1")), false,
                true, List.of(new UserId("U1")));
    }
}

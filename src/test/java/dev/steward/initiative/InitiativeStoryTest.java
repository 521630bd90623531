package dev.steward.initiative;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.workspace.UserId;

/** Initiatives as people meet them, through Slack and back. */
@SandboxTest
class InitiativeStoryTest {
    @Autowired
    private SandboxSlack slack;

    @Autowired
    private Initiatives initiatives;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aProductManagerBeginsAnInitiativeAndSeesHowFarItIs() {
        slack.as(PM).types("/initiative").seesModal("New initiative").fills("Name", "Exports that <end>")
                .chooses("Area", "Export").fills("Objective", "A million rows within a minute, so that *nobody* waits")
                .submits().seesModal("Saved").sees("INIT-1").closes();

        var maya = slack.as(PM).types("/initiative INIT-1").sees("Exports that <end>");
        assertThat(maya.whisper().text()).contains("*discovery* → definition → execution → validation → done",
                PM.id().mention(),
                "Export", "so that *nobody* waits", "Begun", "Edit");

        assertThat(move(Phase.DISCOVERY, Phase.DEFINITION, "DEC-1")).isTrue();
        slack.as(SELLER).types("/initiative show init-1").sees("✓ discovery → *definition* → execution")
                .sees("discovery → definition by DEC-1").seesNo("Edit");
        slack.settles();
        slack.hadNoTrouble();
    }

    @Test
    void mistakesStandAtTheirFieldAndNothingTypedIsLost() {
        begin("Dark mode");
        var maya = slack.as(PM).types("/initiative new DARK  mode").fills("Objective", "Kept").submits()
                .seesFieldError("Name", "There is already an initiative with this name.");
        assertThat(maya.field("Objective")).isEqualTo("Kept");
        assertThat(maya.field("Name")).isEqualTo("DARK mode");
        maya.fills("Name", "  ").submits().seesFieldError("Name", "Give it a name.");
        maya.fills("Name", "Night mode").chooses("Who answers for it?", OUTSIDER.id().value()).submits()
                .seesFieldError("Who answers for it?", "Choose somebody who works in this workspace.");
        maya.chooses("Who answers for it?", SELLER.id().value()).submits().seesModal("Saved").sees("INIT-2");
        assertThat(initiatives.find(slack.workspace(), "INIT-2").orElseThrow().owner()).isEqualTo(SELLER.id());
    }

    @Test
    void itsOwnerEditsItAndOthersAreToldWhoMay() {
        begin("Dark mode");
        slack.as(SELLER).types("/initiative edit INIT-1").sees("Only *INIT-1*'s owner, ops and admins can change it.");

        slack.as(PM).types("/initiative INIT-1").presses("Edit").seesModal("Edit INIT-1")
                .sees("Phase: discovery. Only gates move it.").fills("Name", "Night mode")
                .chooses("Who answers for it?", SELLER.id().value()).submits().seesModal("Changed").closes();

        slack.as(SELLER).types("/initiative edit INIT-1").fills("Objective", "Rest for the eyes").submits()
                .seesModal("Changed").closes();
        assertThat(initiatives.find(slack.workspace(), "INIT-1")).hasValueSatisfying(now -> {
            assertThat(now.name()).isEqualTo("Night mode");
            assertThat(now.objective()).isEqualTo("Rest for the eyes");
            assertThat(now.owner()).isEqualTo(SELLER.id());
        });
    }

    @Test
    void whoEditsAnOldVersionIsToldAndLosesNothing() {
        begin("Dark mode");
        var maya = slack.as(PM).types("/initiative edit INIT-1").fills("Name", "Maya's");
        slack.as(OPS).types("/initiative edit INIT-1").fills("Name", "Jonas's").submits().seesModal("Changed");

        maya.submits().sees("Somebody else changed *INIT-1* while you were here.");
        assertThat(maya.field("Name")).isEqualTo("Maya's");
        maya.submits().seesModal("Changed");
        assertThat(initiatives.find(slack.workspace(), "INIT-1").orElseThrow().name()).isEqualTo("Maya's");
    }

    @Test
    void theFormStaysOpenWhileTheDatabaseIsAway() {
        var maya = slack.as(PM).types("/initiative new Dark mode");
        jdbc.sql("alter table initiative rename to initiative_away").update();
        try {
            maya.submits().seesModal("New initiative");
            assertThat(maya.field("Name")).isEqualTo("Dark mode");
        } finally {
            jdbc.sql("alter table initiative_away rename to initiative").update();
        }
        maya.submits().seesModal("Saved");
        assertThat(initiatives.find(slack.workspace(), "INIT-1")).isPresent();
    }

    @Test
    void listsFilterSearchAndTurnTheirPages() {
        for (int i = 1; i <= 12; i++) {
            begin("Name " + i);
        }
        var maya = slack.as(PM).types("/initiative list").sees("10 initiatives");
        assertThat(maya.whisper().text()).contains("INIT-12", "INIT-3", "discovery").doesNotContain("INIT-2*");
        maya.presses("Older").sees("Name 1\n").sees("Newer");
        maya.presses("Newer").sees("INIT-12");
        maya.types("/initiative search name 7");
        assertThat(maya.whisper().text()).contains("Name 7").doesNotContain("Name 8");
        maya.presses("Show").sees("Objective");
        maya.types("/initiative list owner:me area:Export").sees("Nothing found.");
        maya.types("/initiative list owner:diego").sees("Nothing found.");
        maya.types("/initiative list owner:Nobody").sees("Nobody here is called “Nobody”.");
        maya.types("/initiative list phase:launched").sees("is no phase");
        maya.types("/steward initiative list phase:any").sees("10 initiatives");
        maya.types("/initiative INIT-99").sees("There is no INIT-99 here.");
        maya.types("/initiative show").sees("Which one?");
        maya.types("/initiative <!channel> *x*").sees("is nothing I know");
        maya.types("/initiative help").sees("search <words>");
    }

    @Test
    void hostileWordsMentionAndFormatNobody() {
        begin("<!channel> *urgent* <@U0MAYAPM01>");
        for (String command : List.of("/initiative INIT-1", "/initiative list",
                "/initiative <!channel> <@U0MAYAPM01>")) {
            var shown = slack.as(SELLER).types(command).whisper();
            assertThat(shown.json().toString()).doesNotContain("<!channel>", " *urgent* ")
                    .satisfies(json -> assertThat(json.split("<@U0MAYAPM01>", -1)).hasSizeLessThanOrEqualTo(3));
        }
    }

    @Test
    void outsidersSeeNothing() {
        slack.as(OUTSIDER).in("#customer-acme").types("/initiative list")
                .sees("Only people of this workspace can do this.");
        slack.as(OUTSIDER).in("#customer-acme").types("/initiative").seesNoModal();
    }

    @Test
    void anExecutiveMayBeginOneForSomebodyElse() {
        slack.as(EXECUTIVE).types("/initiative new Dark mode").chooses("Who answers for it?", PM.id().value()).submits()
                .sees("INIT-1");
        assertThat(initiatives.suggest(slack.workspace(), "dark", 5)).singleElement()
                .satisfies(one -> assertThat(one.owner()).isEqualTo(PM.id()));
    }

    private void begin(String name) {
        slack.as(PM).types("/initiative").fills("Name", name).submits().seesModal("Saved").closes();
    }

    private boolean move(Phase from, Phase to, String because) {
        Initiative initiative = initiatives.find(slack.workspace(), "INIT-1").orElseThrow();
        return Boolean.TRUE.equals(transaction.execute(status -> initiatives.move(slack.workspace(), initiative.id(),
                from, to, because, new UserId("U0AMARA"))));
    }
}

package dev.steward.release;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.ForgedPress;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** A release goes out now, at its time, when its gate approves, or when its second person agrees; and stays true. */
@SandboxTest
class PublishingStoryTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private DraftRelease drafts;
    @Autowired
    private ChangeRelease changes;
    @Autowired
    private Audiences audiences;
    @Autowired
    private Releases releases;
    @Autowired
    private Reaches reaches;

    @Test
    void whatIsPublishedStandsInEveryChannelInItsWordingAndFollowsEditsAndRetraction() {
        Audience sales = audiences.create(workspace(), "Sales", List.of(channel("#releases")));
        Release release = draft(content("Ledger export", "You can *export*.", List.of(new Addressed(sales.id(),
                "Tell your customers.")), List.of(channel("#general"), channel("#releases"))), new When.Now());
        changes.change(workspace(), release.facts().id(), (now, around) -> now.plan(user(PM), Role.MEMBER,
                around.reach(now.content()), around.wide(), null, around.now()));
        Shown general = slack.channel("#general").awaitMessage("Ledger export");
        assertThat(general.text()).contains("REL-1", "You can");
        assertThat(slack.channel("#releases").awaitMessage("Ledger export").text()).contains("Tell your customers.")
                .doesNotContain("You can");

        changes.change(workspace(), release.facts().id(), (now, around) -> {
            Content other = content("Ledger export", "You can export more.", List.of(), List.of(channel("#general")));
            now.edit(user(PM), Role.MEMBER, other, now.when(), around.reach(other), around.wide(), around.now());
        });
        slack.channel("#general").awaitMessage("You can export more.");
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(slack.channel("#releases").messages())
                .noneMatch(each -> each.text().contains("Ledger export")));
        assertThat(slack.channel("#general").messages().stream().filter(each -> each.text().contains("Ledger export")))
                .hasSize(1);

        changes.change(workspace(), release.facts().id(),
                (now, around) -> now.retract(user(PM), Role.MEMBER, "It lost rows.", around.now()));
        assertThat(slack.channel("#general").awaitMessage("Retracted").text()).contains("It lost rows.")
                .doesNotContain("You can export more.");
        slack.as(OPS).types("/approval verify").sees("The decision log is whole");
    }

    @Test
    void itGoesOutAtItsTime() {
        Instant at = slack.clock().instant().plus(Duration.ofDays(2));
        Release release = draft(content("Faster export", "It is faster.", List.of(), List.of(channel("#general"))),
                new When.At(at));
        plan(release, null);
        slack.clock().advance(Duration.ofDays(1));
        assertThat(slack.channel("#general").messages()).noneMatch(each -> each.text().contains("Faster export"));
        slack.clock().advance(Duration.ofDays(1).plusMinutes(1));
        slack.channel("#general").awaitMessage("Faster export");
    }

    @Test
    void itGoesOutWhenItsGateApproves() {
        slack.as(PM).types("/initiative new Ledger export").submits().sees("*INIT-1*").closes();
        var maya = slack.as(PM).types("/release").fills("Title", "Ledger export").chooses("How big is it?", "Tier 2")
                .fills("What changed?", "You can export.").chooses("Other channels", channel("#general").value())
                .picks("Which initiatives does it come from?", "ledger", "INIT-1  Ledger export (discovery)")
                .chooses("When does it go out?", "When a gate approves").sees("Which gate?")
                .chooses("Which gate?", "Define it").submits().seesModal("REL-1").presses("Plan for 1 channel")
                .seesModal("Plan")
                .submits().seesModal("REL-1").sees("approves *INIT-1*");
        maya.closesAll();
        slack.clock().comesToRest();
        assertThat(slack.channel("#general").messages()).noneMatch(each -> each.text().contains("You can export."));
        slack.as(PM).types("/approval can-i-ship INIT-1 tier:3 risk:low").presses("Ship it and record the decision")
                .sees("*Go ahead.*");
        slack.channel("#general").awaitMessage("You can export.");
        maya.types("/release").fills("Title", "More").chooses("How big is it?", "Tier 2")
                .fills("What changed?", "More.")
                .chooses("Other channels", channel("#general").value())
                .picks("Which initiatives does it come from?", "ledger", "INIT-1  Ledger export (definition)")
                .chooses("When does it go out?", "When a gate approves").sees("Which gate?")
                .chooses("Which gate?", "Define it").submits().seesModal("REL-2")
                .sees("That gate has approved already (DEC-1).");
    }

    @Test
    void aSecondPersonLooksAtItFirst() throws Exception {
        Release release = draft(content("Wide", "For many.", List.of(), List.of(channel("#general"))),
                new When.Now());
        Refused own = catchThrowableOfType(Refused.class, () -> plan(release, user(PM)));
        assertThat(own.sentence()).contains("Choose somebody else");
        plan(release, user(EXECUTIVE));
        Shown asked = slack.directMessages(EXECUTIVE).awaitMessage("to look at");
        assertThat(asked.text()).contains("For many.", "1 channel");
        Refused stranger = catchThrowableOfType(Refused.class, () -> changes.change(workspace(), release.facts().id(),
                (now, around) -> now.agree(user(SELLER), around.reach(now.content()), around.wide(), around.now())));
        assertThat(stranger.sentence()).contains("Only <@" + user(EXECUTIVE).value() + ">");
        slack.as(EXECUTIVE).inDirectMessages().presses("Send it back", asked)
                .fills("What should change?", "Which many?").submits().seesNoModal();
        slack.directMessages(PM).awaitMessage("Which many?");
        plan(release, user(EXECUTIVE));
        slack.clock().comesToRest();
        slack.directMessages(EXECUTIVE).awaitMessage("to look at");
        Release asShown = releases.find(workspace(), release.facts().id()).orElseThrow();
        String shownBefore = SecondCard.AGREE
                .value(ReleaseAsShown.of(asShown, reaches.of(workspace(), asShown.content())));
        changes.change(workspace(), release.facts().id(), (now, around) -> {
            Content other = content("Wide", "For very many.", List.of(), List.of(channel("#general")));
            now.edit(user(PM), Role.MEMBER, other, now.when(), around.reach(other), around.wide(), around.now());
        });
        new ForgedPress(slack, "T0FERNHILL").press(EXECUTIVE, "T0FERNHILL", slack.directMessages(EXECUTIVE).id(),
                SecondCard.AGREE.actionId(), shownBefore);
        slack.as(EXECUTIVE).inDirectMessages()
                .sees("It has changed since you were shown this: <@" + PM.id() + "> changed the draft.");
        slack.channel("#general").hasNoMessage("For very many.");
        slack.clock().comesToRest();
        slack.as(EXECUTIVE).inDirectMessages().presses("Looks good, publish it",
                slack.directMessages(EXECUTIVE).awaitMessage("For very many."));
        slack.channel("#general").awaitMessage("For very many.");
    }

    private Release draft(Content content, When when) {
        return drafts.draft(workspace(), UUID.randomUUID().toString(), user(PM), content, when);
    }

    private void plan(Release release, @org.jspecify.annotations.Nullable UserId second) {
        changes.change(workspace(), release.facts().id(), (now, around) -> now.plan(user(PM), Role.MEMBER,
                around.reach(now.content()), around.wide(), second, around.now()));
    }

    private static Content content(String title, String changed, List<Addressed> audiences,
            List<ChannelId> channels) {
        return new Content(title, "", 2, null, List.of(), List.of(), changed, "", "", "", audiences, channels, true,
                false, List.of());
    }

    private WorkspaceId workspace() {
        return slack.workspace();
    }

    private ChannelId channel(String name) {
        return slack.id(name);
    }

    private static UserId user(Who who) {
        return who.id();
    }
}

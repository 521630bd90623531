package dev.steward.slack;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.workspace.Channel;
import dev.steward.workspace.Channel.Kind;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Channels;
import dev.steward.workspace.UserId;

/** What kind a channel is and who is in it, as Slack tells it and changes it. */
@SandboxTest
class ChannelAccessTest {
    private static final UserId STEWARD = new UserId("U0STEWARD0");

    @Autowired
    SandboxSlack slack;
    @Autowired
    ChannelAccess access;
    @Autowired
    Channels channels;
    @Autowired
    RefreshChannels refresh;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TransactionTemplate transaction;

    @Test
    void aPublicChannelIsSeenByEveryMember() {
        Channel general = access.find(slack.workspace(), slack.id("#general"));

        assertThat(general.kind()).isEqualTo(Kind.PUBLIC);
        assertThat(general.name()).isEqualTo("general");
        assertThat(general.shared()).isFalse();
        assertThat(sees(PM, "#general")).isTrue();
        assertThat(sees(OUTSIDER, "#customer-acme")).as("somebody of another organisation").isFalse();
        slack.hadNoTrouble();
    }

    @Test
    void aChannelWithAnotherOrganisationIsShared() {
        assertThat(access.find(slack.workspace(), slack.id("#customer-acme")).shared()).isTrue();
    }

    @Test
    void nobodyIsInAPrivateChannelThatStewardCannotSee() {
        Channel leadership = access.find(slack.workspace(), slack.id("#leadership"));

        assertThat(leadership.kind()).isEqualTo(Kind.PRIVATE);
        assertThat(leadership.known()).isFalse();
        assertThat(leadership.name()).isEmpty();
        assertThat(sees(EXECUTIVE, "#leadership")).isFalse();
        assertThat(slack.calls()).contains("TO_SLACK conversations.info channel_not_found");
    }

    @Test
    void whoIsInAPrivateChannelIsKnownOnceStewardWasInvited() {
        invited();

        assertThat(access.find(slack.workspace(), slack.id("#leadership")).name()).isEqualTo("leadership");
        assertThat(sees(EXECUTIVE, "#leadership")).isTrue();
        assertThat(sees(PM, "#leadership")).isFalse();
        assertThat(channels.members(slack.workspace(), slack.id("#leadership"))).containsExactlyInAnyOrder(OPS.id(),
                EXECUTIVE.id(), STEWARD);
    }

    @Test
    void whoCameAndWhoWentIsKnownAsSoonAsSlackTells() {
        invited();

        slack.as(EXECUTIVE).in("#leadership").types("/invite @maya");
        slack.settles();
        assertThat(sees(PM, "#leadership")).isTrue();

        slack.as(PM).in("#leadership").types("/leave");
        slack.settles();
        assertThat(sees(PM, "#leadership")).isFalse();
        slack.hadNoTrouble();
    }

    @Test
    void nothingIsKnownOfAPrivateChannelThatStewardWasPutOutOf() {
        invited();

        slack.as(EXECUTIVE).in("#leadership").types("/remove @steward");
        slack.settles();

        assertThat(sees(EXECUTIVE, "#leadership")).isFalse();
        assertThat(access.find(slack.workspace(), slack.id("#leadership")).known()).isFalse();
    }

    @Test
    void aChannelHasTheNameAndTheStateItWasGiven() {
        slack.renames("#releases", "shipped");
        slack.archives("#general");
        slack.settles();

        assertThat(access.find(slack.workspace(), slack.id("#shipped")).name()).isEqualTo("shipped");
        assertThat(access.find(slack.workspace(), slack.id("#general")).archived()).isTrue();
    }

    @Test
    void aGuestSeesOnlyWhatTheyAreKnownToBeIn() {
        invited();
        slack.makes(SELLER, "GUEST");
        slack.as(OPS).in("#leadership").types("/invite @diego");
        slack.settles();

        assertThat(sees(SELLER, "#general")).isFalse();
        assertThat(sees(SELLER, "#leadership")).isTrue();
    }

    @Test
    void directMessagesWithStewardAreItsOwnAndOtherPeoplesAreHidden() {
        ChannelId own = slack.directMessages(PM).id();
        jdbc.sql("delete from channel").update();
        channels.forget();

        assertThat(access.find(slack.workspace(), own).kind()).isEqualTo(Kind.DIRECT);
        assertThat(access.sees(slack.workspace(), PM.id(), own)).isTrue();
        assertThat(access.sees(slack.workspace(), OPS.id(), own)).isFalse();
    }

    @Test
    void ofManyChannelsThoseAreSeenThatMayBe() {
        invited();
        List<ChannelId> all = List.of(slack.id("#general"), slack.id("#leadership"), slack.id("#releases"));

        assertThat(access.seen(slack.workspace(), PM.id(), all)).containsExactlyInAnyOrder(slack.id("#general"),
                slack.id("#releases"));
        assertThat(access.seen(slack.workspace(), EXECUTIVE.id(), all)).hasSize(3);
    }

    @Test
    void aListCanAskInSql() {
        invited();

        assertThat(seenInSql(PM)).contains("C0GENERAL1").doesNotContain("C0LEADERSH");
        assertThat(seenInSql(EXECUTIVE)).contains("C0GENERAL1", "C0LEADERSH");
    }

    private List<String> seenInSql(Who who) {
        return jdbc.sql("select thing.channel_id from channel thing where thing.workspace_id = :workspace and "
                + Channels.SEEN.formatted("thing")).param("workspace", slack.workspace().value())
                .param("reader", who.id().value()).query(String.class).list();
    }

    @Test
    void slackIsNeverAskedWithinATransaction() {
        ChannelId general = slack.id("#general");
        jdbc.sql("delete from channel").update();
        channels.forget();

        Boolean seen = transaction
                .execute(status -> access.sees(slack.workspace(), PM.id(), general));

        assertThat(seen).as("what is not known counts as private").isFalse();
        Awaitility.await().untilAsserted(() -> assertThat(sees(PM, "#general")).isTrue());
    }

    @Test
    void whatNoEventToldHealsWithinADay() throws Exception {
        invited();
        refresh.daily();
        slack.joinsUnheard(PM.id(), "#leadership");
        slack.leavesUnheard(EXECUTIVE.id(), "#leadership");
        slack.leavesUnheard(STEWARD, "#general");

        refresh.daily();
        assertThat(sees(PM, "#leadership")).as("read just now").isFalse();

        slack.clock().advance(Duration.ofDays(1));
        refresh.daily();
        assertThat(sees(PM, "#leadership")).isTrue();
        assertThat(sees(EXECUTIVE, "#leadership")).isFalse();
        assertThat(access.find(slack.workspace(), slack.id("#general")).joined()).isFalse();
    }

    @Test
    void whatIsOldIsAskedAgainWhenItIsUsed() {
        invited();
        slack.leavesUnheard(EXECUTIVE.id(), "#leadership");
        slack.clock().advance(Duration.ofHours(2));

        sees(EXECUTIVE, "#leadership");

        Awaitility.await().untilAsserted(() -> assertThat(sees(EXECUTIVE, "#leadership")).isFalse());
    }

    @Test
    void aRequestFromAnUnknownChannelMakesItKnownFirst() {
        jdbc.sql("delete from channel").update();
        channels.forget();

        slack.as(PM).in("#releases").types("/steward help").sees("/feedback");

        assertThat(channels.kept(slack.workspace(), slack.id("#releases"))).isPresent();
    }

    private void invited() {
        slack.as(EXECUTIVE).in("#leadership").types("/invite @steward");
        slack.settles();
        Awaitility.await().untilAsserted(
                () -> assertThat(access.find(slack.workspace(), slack.id("#leadership")).known()).isTrue());
    }

    private boolean sees(Who who, String channel) {
        return access.sees(slack.workspace(), who.id(), slack.id(channel));
    }

    @Test
    void aLookAsksSlackHowManyPeopleThereAreAndWhetherItIsShared() {
        var acme = slack.id("#customer-acme");
        var none = new ChannelId("C0NOWHERE");

        var found = access.look(slack.workspace(), List.of(acme, none));

        assertThat(found).hasEntrySatisfying(acme, channel -> {
            assertThat(channel.people()).isEqualTo(5);
            assertThat(channel.shared()).isTrue();
            assertThat(channel.joined()).isTrue();
        }).hasEntrySatisfying(none, channel -> assertThat(channel.known()).isFalse());
        int calls = slack.calls().size();
        access.look(slack.workspace(), List.of(acme));
        assertThat(slack.calls()).as("asked a moment ago").hasSize(calls);
    }
}

package dev.steward.release;

import static dev.steward.release.GithubPayloads.NOON;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;

/** Ops people say where drafts arrive from, and owners work on what arrives, in Slack. */
@SandboxTest
class SourceStoryTest {

    @Autowired
    private SandboxSlack slack;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aSourceIsMadeAndItsSecretIsSeenOnce() {
        Sender github = source("github", "ledger");
        assertThat(github.github("ping", "p-1", "{}".getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(200);
        assertThat(jdbc.sql("""
                select count(*) from receipt where body like '%stwh_%'
                """).query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("select secret from release_source").query(String.class).single())
                .doesNotContain(github.secret());
        slack.as(OPS).types("/release source").sees("*ledger* (GitHub), drafts of <@" + PM.id().value() + ">")
                .sees("tier 2, Export, one draft for 30 minutes").sees(github.address()).seesNo(github.secret());
    }

    @Test
    void onlyOpsAndAdminsMay() {
        slack.as(SELLER).types("/release source new github ledger").sees("Only ops people and admins");
        slack.as(SELLER).types("/release source").sees("Only ops people and admins");
        slack.as(SELLER).types("/release hooks").sees("Only ops people and admins");
        slack.as(OUTSIDER).in("#customer-acme").types("/release source").sees("Only people of this workspace");
    }

    @Test
    void mistakesStandAtTheirFields() {
        source("github", "ledger");
        Person jonas = slack.as(OPS).types("/release source new github Ledger").seesModal("New source")
                .fills("What is one draft?", "0").submits()
                .seesFieldError("What is one draft?", "from 1 to 10080");
        jonas.fills("What is one draft?", "60").submits().seesFieldError("Name", "of that name already");
        jonas.fills("Name", "<!here>").submits().seesFieldError("Name", "A name has letters");
        jonas.closes().types("/release source new smoke signals").sees("Say from where");
        jonas.types("/release source rotate nothing").sees("There is no source called *nothing*");
        assertThat(jdbc.sql("select count(*) from release_source").query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void itIsChangedRotatedAndRemoved() {
        Sender before = source("webhook", "builds");
        Person jonas = slack.as(OPS).types("/release source change builds").seesModal("Change source");
        assertThat(jonas.field("What is one draft?")).isEqualTo("30");
        slack.as(OPS).types("/release source change builds").fills("Name", "nightly builds").submits().seesNoModal();
        slack.as(OPS).types("/release source").sees("*nightly builds* (webhook)");
        slack.as(OPS).types("/release source rotate nightly builds").seesModal("New secret")
                .sees("works for another hour").closes();
        slack.clock().advance(Duration.ofMinutes(61));
        assertThat(before.webhook("{}", null, slack.clock().instant()).status()).isEqualTo(401);
        slack.as(OPS).types("/release source remove nightly builds").sees("Take nothing from").presses("Remove it")
                .sees("It is removed.");
        assertThat(before.webhook("{}", null, slack.clock().instant()).status()).isEqualTo(404);
        slack.as(OPS).types("/release source").sees("Drafts arrive from nowhere yet.");
    }

    @Test
    void theOwnerOpensTheDraftOfTenPackages() {
        Sender github = source("github", "ledger");
        for (int i = 0; i < 10; i++) {
            github.github(GithubPayloads.release("pack-" + i, "1." + i).published(NOON.plusSeconds(i)));
        }
        slack.clock().advance(Duration.ofDays(3));
        Shown card = slack.directMessages(PM).awaitMessage("10 packages shipped.");
        slack.as(PM).inDirectMessages().presses("Open", card).sees("pack-0 1.0, pack-1 1.1 and 8 others").closes();
        slack.as(PM).inDirectMessages().presses("Discard", card);
        slack.directMessages(PM).awaitMessage("discarded, of");
    }

    @Test
    void opsSeeWhatWasSentAndHaveItLookedAtAgain() {
        Sender github = source("github", "ledger");
        slack.as(OPS).types("/release hooks").sees("No source has sent anything yet.");
        github.github(GithubPayloads.release("ledger-api", "2.3.0"));
        github.github("release", "d-2", "{\"action\": \"published\"}".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 10; i++) {
            github.github("push", "p-" + i, "{}".getBytes(StandardCharsets.UTF_8));
        }
        Person jonas = slack.as(OPS).types("/release hooks").sees("*ignored*").presses("Older")
                .sees("*refused*  That is not a release as GitHub sends it.").sees("/release/id")
                .sees("*taken*  ledger-api 2.3.0 stands in a draft.").sees("*REL-1*");
        jonas.presses("Replay").sees("Looked at again: *");
        assertThat(jdbc.sql("select count(*) from release").query(Integer.class).single()).isEqualTo(1);
        jonas.sees("Replayed by <@" + OPS.id().value() + ">");
    }

    private Sender source(String kind, String name) {
        Person jonas = slack.as(OPS).types("/release source new " + kind + " " + name).seesModal("New source")
                .chooses("Whose are its drafts?", PM.id().value()).fills("What is one draft?", "30")
                .chooses("Tier of its drafts", "Tier 2").chooses("Area of its drafts", "Export").submits()
                .sees("shown only now");
        Sender sender = Sender.of(jonas.modal().toString());
        jonas.closes().seesNoModal();
        return sender;
    }
}

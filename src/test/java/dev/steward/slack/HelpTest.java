package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

class HelpTest {
    private static final SlackFeature FEEDBACK = () -> List.of(
            new Route.Command("feedback", "files what a customer said", "[words]",
                    List.of(new Route.Usage("", "opens the form"),
                            new Route.Usage("<words>", "saves them at once"),
                            new Route.Usage("list", "shows the newest")),
                    Access.ANYONE,
                    request -> Reply.says("feedback: " + request.text())),
            new Route.Subcommand("setup", "sets Steward up", List.of(new Route.Usage("", "opens the form")),
                    Access.ANYONE,
                    request -> Reply.says("setup: " + request.text())));

    private final Commands commands = new Commands(new Routes(List.of(FEEDBACK), new CommandNames(null)),
            (workspace, user) -> user.value());
    private final Commands renamed = new Commands(
            new Routes(List.of(FEEDBACK), new CommandNames(Map.of("feedback", "voice", "steward", "ops-bot"))),
            (workspace, user) -> user.value());

    @Test
    void helpOfACommandListsItsForms() {
        assertThat(said(commands, "/feedback", "help"))
                .contains("*/feedback*: files what a customer said", "`/feedback` opens the form",
                        "`/feedback &lt;words&gt;` saves them at once", "`/feedback list` shows the newest");
        assertThat(said(commands, "/steward", "help feedback")).isEqualTo(said(commands, "/feedback", "HELP"));
        assertThat(said(commands, "/steward", "feedback help")).isEqualTo(said(commands, "/feedback", "help"));
        assertThat(said(commands, "/steward", "setup help")).contains("`/steward setup` opens the form");
    }

    @Test
    void stewardListsEverything() {
        for (String text : List.of("", "help", "  Help ")) {
            assertThat(said(commands, "/steward", text.strip())).contains("`/feedback` files what a customer said",
                    "`/steward setup` sets Steward up", "`/steward help`");
        }
    }

    @Test
    void commandsAndWordsAreReachedThroughSteward() {
        assertThat(said(commands, "/steward", "feedback the export <b>")).isEqualTo("feedback: the export <b>");
        assertThat(said(commands, "/steward", "setup now")).isEqualTo("setup: now");
        assertThat(said(commands, "/steward", "feedback\ntwo lines")).isEqualTo("feedback: two lines");
    }

    @Test
    void anUnknownWordIsAnsweredWithTheNearest() {
        assertThat(said(commands, "/steward", "fedback")).contains("Did you mean `/steward feedback`?",
                "`/steward setup`");
        assertThat(said(commands, "/steward", "set")).contains("Did you mean `/steward setup`?");
        assertThat(said(commands, "/steward", "xyzzy <!channel>")).contains("There is no \"xyzzy\"")
                .doesNotContain("Did you mean", "<!channel>");
    }

    @Test
    void namesAreConfigurable() {
        assertThat(said(renamed, "/voice", "help")).contains("*/voice*", "`/voice list`", "/ops-bot voice")
                .doesNotContain("/feedback");
        assertThat(said(renamed, "/ops-bot", "feedback x")).isEqualTo("feedback: x");
        assertThat(said(renamed, "/ops-bot", "voice x")).isEqualTo("feedback: x");
        assertThat(said(renamed, "/feedback", "x")).contains("Steward has no /feedback");
    }

    @Test
    void everyHelpIsAMessageSlackTakes() {
        SlackFeature wordy = () -> java.util.stream.IntStream.range(0, 60)
                .mapToObj(i -> (Route) new Route.Subcommand("word" + i, "does ".repeat(40), List.of(), Access.ANYONE,
                        request -> Reply.done()))
                .toList();
        var crowded = new Commands(new Routes(List.of(FEEDBACK, wordy), new CommandNames(null)),
                (workspace, user) -> user.value());

        Reply.Says says = answer(crowded, "/steward", "help");

        assertThat(BlockKitRules.message(JsonMapper.shared()
                .readTree(Outgoing.write(new Outgoing(false).message(says.message()))))).isEmpty();
    }

    @Test
    void twoRoutesOfOneNameStopTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Routes(List.of(FEEDBACK, FEEDBACK), new CommandNames(null)))
                .withMessage(
                        "Two features answer the same command \"feedback\": names must be unique across features.");
        assertThatIllegalStateException().isThrownBy(() -> new Routes(
                List.of(FEEDBACK,
                        () -> List
                                .of(new Route.Command("other", "x", "", List.of(), Access.ANYONE, r -> Reply.done()))),
                new CommandNames(Map.of("other", "/feedback"))))
                .withMessageContaining("Two commands are called /feedback");
        assertThatIllegalStateException().isThrownBy(() -> new Routes(List.of(FEEDBACK,
                () -> List.of(new Route.Subcommand("feedback", "x", List.of(), Access.ANYONE, r -> Reply.done()))),
                new CommandNames(null))).withMessageContaining("two things");
        assertThatIllegalStateException().isThrownBy(
                () -> new Routes(List.of(FEEDBACK), new CommandNames(Map.of("feedback", "Feed Back"))))
                .withMessageContaining("no name Slack takes");
        SlackFeature shortcuts = () -> List.of(
                new Route.GlobalShortcut("s", "S", "s", Access.ANYONE, r -> Reply.done()),
                new Route.MessageShortcut("s", "S", "s", Access.ANYONE, r -> Reply.done()));
        assertThatIllegalStateException().isThrownBy(() -> new Routes(List.of(shortcuts), new CommandNames(null)))
                .withMessageContaining("same shortcut");
        SlackFeature events = () -> List.of(
                new Route.Event("message.channels", Set.of(), Access.ANYONE, r -> Reply.done()),
                new Route.Event("message.channels", Set.of(), Access.ANYONE, r -> Reply.done()));
        assertThatIllegalStateException().isThrownBy(() -> new Routes(List.of(events), new CommandNames(null)))
                .withMessageContaining("same event");
    }

    private static String said(Commands commands, String command, String text) {
        Reply.Says says = answer(commands, command, text);
        return says.message().blocks().isEmpty()
                ? says.message().text()
                : new Outgoing(true).message(says.message()).toString().replace("\\n", "\n").replace("\\\"", "\"");
    }

    private static Reply.Says answer(Commands commands, String command, String text) {
        CommandRequest request = request(command, text);
        return (Reply.Says) commands.answer(commands.meant(request.actor().workspace(), command, text), request);
    }

    private static CommandRequest request(String command, String text) {
        var actor = new Actor(new WorkspaceId(java.util.UUID.randomUUID()), new UserId("U1"), "T1", Role.MEMBER);
        return new CommandRequest(actor, "c:1", command, text, new ChannelId("C1"), null);
    }
}

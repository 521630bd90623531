package dev.steward.slack;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.HeardAnswers;
import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.slack.DeclaredRoutes.Declared;
import dev.steward.slack.SignedPresses.Used;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;

/** Every route of every feature, used by every kind of people: who may is what the route says, and what docs/access.md says. */
@SandboxTest
class AccessTest {
    private static final Path DOCS = Path.of("docs/access.md");
    private static final Pattern RIGHTS = Pattern
            .compile("Only people of this workspace|Guests can't|Only (ops people|workspace admins)");

    private static final String HEAD = """
            | what | asks | outsider | guest | member | ops | admin |
            |---|---|---|---|---|---|---|
            """;

    @Autowired
    SandboxSlack slack;
    @Autowired
    List<SlackFeature> features;
    @Autowired
    CommandNames names;
    @Autowired
    Members members;
    @Autowired
    Receipts receipts;
    @Autowired
    AfterAck afterAck;
    @Autowired
    HeardAnswers heard;

    /** A route as somebody used it. */
    private record Case(Declared declared, String how, Role role, Used used) {
        boolean admitted() {
            return declared.access().admits(role);
        }
    }

    @Test
    void everybodyMayWhatTheRouteSaysAndNoMore() throws Exception {
        slack.makes(SELLER, "GUEST");
        members.grantOps(slack.workspace(), List.of(SUPPORT.id()));
        slack.as(PM).types("/initiative new Ledger export").chooses("Area", "Export").submits().closesAll();
        slack.as(OPS).types("/release audiences").presses("New audience").fills("Name", "Sales")
                .chooses("Which channels?", slack.id("#releases").value()).submits().closesAll();
        slack.settles();
        List<String> wrong = new ArrayList<>();
        List<Case> cases = new ArrayList<>();
        var presses = new SignedPresses(slack, heard, "T0FERNHILL");
        List<Declared> declared = DeclaredRoutes.of(features, names);
        for (Role role : Role.values()) {
            assertThat(members.find(slack.workspace(), of(role).id()).orElseThrow().role())
                    .isEqualTo(role);
            for (Declared each : declared) {
                if (each.route() instanceof Route.GlobalShortcut shortcut) {
                    cases.add(chooses(role, each, shortcut));
                }
            }
        }
        for (Role role : Role.values()) {
            for (Declared each : declared) {
                use(presses, role, each, cases);
            }
        }
        // a stop waits for all that is still to be said
        afterAck.stop();
        afterAck.start();
        cases.forEach(each -> judge(each, presses.heard(each.used()), wrong));
        assertThat(cases).hasSizeGreaterThan(1_000);
        assertThat(wrong).isEmpty();
    }

    /** Slack writes names, links and dates its own way, with a label that anybody may forge. */
    @Test
    void aCommandAsksForWhatItDoesHoweverThatIsWritten() throws Exception {
        var presses = new SignedPresses(slack, heard, "T0FERNHILL");
        var member = new SignedPresses.Who(PM.id(), "T0FERNHILL", slack.id("#general").value());
        for (String csv : List.of("csv", "cs\0v", "<!date^1^x|csv>", "\u2003csv", "\u001ccsv")) {
            assertThat(presses.types(member, "/approval", "log " + csv).answer())
                    .contains(Access.OPS.refusal(Role.MEMBER));
            assertThat(presses.types(member, "/steward", "approval log " + csv).answer())
                    .contains(Access.OPS.refusal(Role.MEMBER));
        }
        for (String token : List.of("token", "token new acme", "token \u2003new acme", "token \u001clist",
                "token <!date^1^x|new> acme", "<!date^1^x|token> list")) {
            assertThat(presses.types(member, "/feedback", token).answer())
                    .contains(Access.ADMINS.refusal(Role.MEMBER));
            assertThat(presses.types(member, "/steward", "feedback " + token).answer())
                    .contains(Access.ADMINS.refusal(Role.MEMBER));
        }
    }

    @Test
    void theTableInTheDocsIsWhatTheRoutesSay() throws IOException {
        if (Boolean.getBoolean("steward.regenerate")) {
            Files.writeString(DOCS, document());
        }
        assertThat(Files.exists(DOCS) ? Files.readString(DOCS) : "")
                .as("out of date: mvn test -Dtest=AccessTest -Dsteward.regenerate=true").isEqualTo(document());
    }

    private static Who of(Role role) {
        return switch (role) {
            case OUTSIDER -> OUTSIDER;
            case GUEST -> SELLER;
            case MEMBER -> PM;
            case OPS -> SUPPORT;
            case ADMIN -> OPS;
        };
    }

    private void use(SignedPresses presses, Role role, Declared declared, List<Case> cases) throws Exception {
        var who = new SignedPresses.Who(of(role).id(),
                members.find(slack.workspace(), of(role).id()).orElseThrow().teamId(),
                slack.id(role == Role.OUTSIDER ? "#customer-acme" : "#general").value());
        String key = DeclaredRoutes.key(declared.route());
        String steward = names.slash(Routes.STEWARD);
        switch (declared.route()) {
            case Route.Command command -> {
                for (String text : declared.texts()) {
                    cases.add(new Case(declared, names.slash(key) + " " + text, role,
                            presses.types(who, names.slash(key), text)));
                    cases.add(new Case(declared, steward + " " + key + " " + text, role,
                            presses.types(who, steward, key + " " + text)));
                }
            }
            case Route.Subcommand word -> {
                for (String text : declared.texts()) {
                    cases.add(new Case(declared, steward + " " + key + " " + text, role,
                            presses.types(who, steward, key + " " + text)));
                }
            }
            case Route.Action action -> cases.add(new Case(declared, key, role, presses.presses(who, key)));
            case Route.Submission form -> cases.add(new Case(declared, key, role, presses.submits(who, key)));
            case Route.MessageShortcut shortcut ->
                cases.add(new Case(declared, key, role, presses.usesMessageShortcut(who, key)));
            case Route.Options options -> cases.add(new Case(declared, key, role, presses.asksFor(who, key)));
            case Route.Event event -> cases.add(new Case(declared, key, role, presses.reacts(who, key)));
            case Route.GlobalShortcut shortcut -> {
            }
        }
    }

    /** Is answered in a window, which takes a trigger that Slack gave, and a call of which Slack takes a hundred a minute. */
    private Case chooses(Role role, Declared declared, Route.GlobalShortcut shortcut) {
        Person person = slack.as(of(role)).usesGlobalShortcut(shortcut.title());
        String window = person.modal().toString();
        person.closesAll();
        return new Case(declared, shortcut.title(), role, new Used(shortcut.callbackId(), window));
    }

    private void judge(Case one, String later, List<String> wrong) {
        String what = one.how() + " as " + one.role() + ": ";
        String answer = one.used().answer() + later;
        switch (one.declared().route()) {
            // nothing can be said to who reacts; what was done has a receipt
            case Route.Event event -> {
                if (receipts.find(slack.workspace(), "e:" + one.used().id(), null).isPresent() != one.admitted()) {
                    wrong.add(what + (one.admitted() ? "passed over" : "done"));
                }
            }
            // Slack shows no sentence in a menu, but that there is nothing to choose
            case Route.Options options -> {
                if (answer.equals("{\"options\":[]}") == one.admitted()) {
                    wrong.add(what + answer);
                }
            }
            default -> {
                String sentence = one.declared().access().refusal(one.role());
                if (one.admitted() ? RIGHTS.matcher(answer).find() : !answer.contains("\"" + sentence + "\"")) {
                    wrong.add(what + (one.admitted() ? "refused: " : "not refused: ") + answer);
                }
            }
        }
    }

    private String document() {
        return """
                # Who may use what

                Generated from the routes themselves; a test uses each of them as each kind of people. What the kinds are is in
                [people.md](people.md#who-may-do-what), and why a route says it and nothing else, in
                [decision 17](decisions/0017-who-may-and-what-a-press-is-about.md).

                A tick says that Steward takes the request. Whose a thing is, who is in a private channel and whom a policy asks is decided
                after that, by the thing itself. Where a workspace lets guests do what members may, a tick for members is one for guests.
                """
                + DeclaredRoutes.of(features, names).stream()
                        .collect(groupingBy(Declared::feature, TreeMap::new, mapping(AccessTest::row, joining())))
                        .entrySet().stream()
                        .map(feature -> "\n## " + feature.getKey() + "\n\n" + HEAD + feature.getValue())
                        .collect(joining());
    }

    private static String row(Declared declared) {
        return "| " + declared.words().replace("|", "\\|") + " | " + asks(declared.access()) + " | "
                + Arrays.stream(Role.values()).map(role -> declared.access().admits(role) ? "✓" : "")
                        .collect(joining(" | "))
                + " |\n";
    }

    private static String asks(Access access) {
        return switch (access) {
            case ANYONE -> "nothing";
            case GUESTS -> "guest";
            case MEMBERS -> "member";
            case OPS -> "ops";
            case ADMINS -> "admin";
        };
    }
}

package dev.steward.sandbox;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.SandboxReads.ConversationKind;
import dev.steward.sandbox.SandboxReads.Person;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Channel.Kind;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;
import dev.steward.workspace.Managers;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.Settings;
import dev.steward.workspace.UserGroups.Said;
import dev.steward.workspace.UserGroups.UserGroup;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** The believable little company that a sandbox starts with, and Steward installed and set up in it. */
@Component
@SandboxMode
class Seed {
    static final String TEAM = "T0FERNHILL";
    /** The same in every sandbox, so that what was bookmarked or cached survives a fresh start. */
    static final WorkspaceId WORKSPACE = new WorkspaceId(UUID.fromString("019a0000-0000-7000-8000-000000000001"));
    static final UserId BOT = new UserId("U0STEWARD0");

    static final UserId PM = new UserId("U0MAYAPM01");
    static final UserId OPS = new UserId("U0JONASOPS");
    static final UserId EXECUTIVE = new UserId("U0AMARAEXE");
    static final UserId SELLER = new UserId("U0DIEGOSAL");
    static final UserId SUPPORT = new UserId("U0YUKISUPP");
    static final UserId OUTSIDER = new UserId("U0NADIAOUT");

    static final ChannelId GENERAL = new ChannelId("C0GENERAL1");
    static final ChannelId INTAKE = new ChannelId("C0FEEDBACK");
    static final ChannelId RELEASES = new ChannelId("C0RELEASES");
    static final ChannelId SHARED = new ChannelId("C0CUSTACME");
    static final ChannelId LEADERSHIP = new ChannelId("C0LEADERSH");

    private static final List<Person> PEOPLE = List.of(
            person(PM, TEAM, "Maya Lindqvist", "maya", "Product manager, Export", "Europe/Stockholm", "5b7f95"),
            person(OPS, TEAM, "Jonas Weber", "jonas", "Product operations", "Europe/Berlin", "7a8f5c"),
            person(EXECUTIVE, TEAM, "Amara Okafor", "amara", "Chief product officer", "America/New_York", "96705b"),
            person(SELLER, TEAM, "Diego Ramos", "diego", "Sales", "America/Sao_Paulo", "a0813f"),
            person(SUPPORT, TEAM, "Yuki Tanaka", "yuki", "Support engineer", "Asia/Tokyo", "7c6a9c"),
            person(OUTSIDER, Channels.OTHER_TEAM, "Nadia Haddad", "nadia", "Acme", "Asia/Dubai",
                    "5f9088"));

    private final Teams teams;
    private final People people;
    private final Groups groups;
    private final Channels channels;
    private final Messages messages;
    private final Timestamps timestamps;
    private final Installations installations;
    private final Members members;
    private final dev.steward.workspace.UserGroups known;
    private final dev.steward.workspace.Channels met;
    private final Clock clock;
    private final Areas areas;
    private final Settings settings;
    private final Managers managers;
    private final TransactionTemplate transaction;

    Seed(Teams teams, People people, Groups groups, Channels channels, Messages messages, Timestamps timestamps,
            Installations installations, Members members, dev.steward.workspace.UserGroups known,
            dev.steward.workspace.Channels met, Clock clock, Areas areas, Settings settings, Managers managers,
            TransactionTemplate transaction) {
        this.teams = teams;
        this.people = people;
        this.groups = groups;
        this.channels = channels;
        this.messages = messages;
        this.timestamps = timestamps;
        this.installations = installations;
        this.members = members;
        this.known = known;
        this.met = met;
        this.clock = clock;
        this.areas = areas;
        this.settings = settings;
        this.managers = managers;
        this.transaction = transaction;
    }

    /** On the first start everything; on later ones nothing. */
    void plantIfEmpty() {
        transaction.executeWithoutResult(status -> {
            if (channels.all().isEmpty()) {
                plant(teams.find().orElseGet(Seed::newTeam));
            }
        });
    }

    private static Team newTeam() {
        return new Team(TEAM, "Fernhill", "fernhill", "A0STEWARD0", BOT.value(), "B0STEWARD0",
                "xoxb-" + SlackIds.secret(24), SlackIds.secret(16));
    }

    private void plant(Team team) {
        if (teams.find().isEmpty()) {
            teams.add(team);
        }
        for (int i = 0; i < PEOPLE.size(); i++) {
            people.add(PEOPLE.get(i), i);
        }
        people.add(new Person(BOT, TEAM, "Steward", "steward", "App", "", ZoneId.of("UTC"), false, false, true, "S",
                "3f6f6a"), PEOPLE.size());
        groups.add("S0PRODUCTS", "product", "Product", "Everyone who builds the product",
                List.of(PM, OPS, EXECUTIVE));
        groups.add("S0CUSTOMER", "customer-facing", "Customer facing", "Everyone who speaks with customers",
                List.of(SELLER, SUPPORT));
        plantChannels();
        plantMessages();
        install(team);
    }

    private void plantChannels() {
        List<UserId> everyone = List.of(PM, OPS, EXECUTIVE, SELLER, SUPPORT, BOT);
        channel(GENERAL, "general", ConversationKind.PUBLIC, "Company-wide", "Announcements and small talk", everyone);
        channel(INTAKE, "product-feedback", ConversationKind.PUBLIC, "What customers say, one card each",
                "Feedback lands here", everyone);
        channel(RELEASES, "releases", ConversationKind.PUBLIC, "What shipped", "Release news", everyone);
        channel(SHARED, "customer-acme", ConversationKind.SHARED, "With Acme",
                "Shared with our customer", List.of(PM, SELLER, SUPPORT, OUTSIDER, BOT));
        channel(LEADERSHIP, "leadership", ConversationKind.PRIVATE, "Plans and worries", "Private",
                List.of(OPS, EXECUTIVE));
        List.of(PM, OPS, EXECUTIVE, SELLER, SUPPORT).forEach(person -> channels.direct(person, BOT));
    }

    private void plantMessages() {
        say(GENERAL, OPS, null, "Good morning! Product operations now run on Steward. Type `/steward` to see what it "
                + "can do, or `/feedback` to pass on what a customer told you.");
        say(GENERAL, SUPPORT, null,
                "Nice. I have had three people ask about the same thing this week, will file them.");
        String thread = say(SHARED, OUTSIDER, null,
                "Hi all, our finance team exports the monthly ledger, and with more than 10,000 rows the CSV stops "
                        + "halfway. We do it in four pieces now.");
        say(SHARED, SELLER, thread, "Thanks Nadia, that sounds painful. Does it happen with every report?");
        say(SHARED, OUTSIDER, thread, "Only the ledger. The smaller ones are fine. It costs us half a day each month.");
        say(SHARED, SUPPORT, thread, "I can reproduce it. The download is cut off after 30 seconds.");
        say(SHARED, OUTSIDER, null, "On a happier note: the new mobile approvals are great, everyone here uses them.");
        say(RELEASES, PM, null, "Mobile approvals are live for everyone since yesterday.");
        say(LEADERSHIP, EXECUTIVE, null, "Let us go through the export plans on Thursday.");
    }

    private void install(Team team) {
        WorkspaceId workspace = installations
                .save(new Installation(WORKSPACE, team.id(), null,
                        team.name(), team.appId(), team.botUserId(), team.botId(), team.botToken()))
                .workspace();
        for (Person person : people.all()) {
            members.save(new Member(workspace, person.id(), person.teamId(), person.name(), person.name(),
                    person.handle(), person.email().isEmpty() ? null : person.email(), person.zone(),
                    person.outsider() ? Role.OUTSIDER : person.admin() ? Role.ADMIN : Role.MEMBER, person.bot(),
                    false));
        }
        groups.all()
                .forEach(group -> known.save(workspace,
                        new Said(new UserGroup(group.id(), group.handle(), group.name()),
                                group.members().stream().map(UserId::new).collect(Collectors.toSet()), false,
                                group.updated())));
        channels.all().stream().filter(channel -> channels.isMember(channel.id(), BOT))
                .forEach(channel -> met.save(met(workspace, channel), channels.members(channel.id()),
                        clock.instant()));
        settings.intakeChannel(workspace, INTAKE);
        areas.create(workspace, "Export", PM, null);
        areas.create(workspace, "Billing", PM, null);
        areas.create(workspace, "Mobile", null, null);
        List.of(PM, OPS, SELLER, SUPPORT).forEach(member -> managers.set(workspace, member, EXECUTIVE));
    }

    private static dev.steward.workspace.Channel met(WorkspaceId workspace, Channel channel) {
        Kind kind = switch (channel.kind()) {
            case PUBLIC, SHARED -> Kind.PUBLIC;
            case PRIVATE -> Kind.PRIVATE;
            case DIRECT -> Kind.DIRECT;
        };
        return new dev.steward.workspace.Channel(workspace, channel.id(), kind, channel.direct() ? "" : channel.name(),
                channel.kind() == ConversationKind.SHARED, channel.archived(), true, null);
    }

    private void channel(ChannelId id, String name, ConversationKind kind, String topic, String purpose,
            List<UserId> in) {
        channels.add(id, name, kind, topic, purpose, OPS);
        in.forEach(person -> channels.join(id, person));
    }

    private String say(ChannelId channel, UserId person, @org.jspecify.annotations.Nullable String threadTs,
            String mrkdwn) {
        String ts = timestamps.next();
        ObjectNode body = Json.object().put("type", "message").put("user", person.value())
                .put("team", people.get(person).teamId()).put("ts", ts).put("text", mrkdwn);
        if (threadTs != null) {
            body.put("thread_ts", threadTs).put("parent_user_id", OUTSIDER.value());
        }
        messages.add(new StoredMessage(channel, ts, threadTs, person.value(), null, body));
        return ts;
    }

    private static Person person(UserId id, String team, String name, String handle, String title, String zone,
            String colour) {
        boolean outsider = !team.equals(TEAM);
        String domain = outsider ? "acme.example" : "fernhill.example";
        return new Person(id, team, name, handle, title, handle + "@" + domain, ZoneId.of(zone), id.equals(OPS),
                outsider, false, "", colour);
    }
}

package dev.steward.sandbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

import dev.steward.slack.AppManifest;
import dev.steward.slack.AppManifest.ManifestCommand;
import dev.steward.slack.AppManifest.ManifestShortcut;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** Sees what people see. */
@Component
@SandboxMode
class Eyes implements SandboxReads {
    private final Teams teams;
    private final People people;
    private final Groups groups;
    private final Channels channels;
    private final Messages messages;
    private final Views views;
    private final SharedFiles files;
    private final CallLog log;
    private final AppManifest manifest;
    private final List<SlackFeature> features;

    Eyes(Teams teams, People people, Groups groups, Channels channels, Messages messages, Views views,
            SharedFiles files, CallLog log, AppManifest manifest, List<SlackFeature> features) {
        this.teams = teams;
        this.people = people;
        this.groups = groups;
        this.channels = channels;
        this.messages = messages;
        this.views = views;
        this.files = files;
        this.log = log;
        this.manifest = manifest;
        this.features = features;
    }

    @Override
    public String workspaceName() {
        return teams.get().name();
    }

    @Override
    public List<Person> people() {
        return people.all();
    }

    @Override
    public Optional<Person> person(UserId id) {
        return people.find(id.value());
    }

    @Override
    public Person bot() {
        return people.get(new UserId(teams.get().botUserId()));
    }

    @Override
    public Optional<String> groupHandle(String groupId) {
        return groups.find(groupId).map(Groups.UserGroup::handle);
    }

    @Override
    public List<Conversation> conversations(UserId person) {
        return channels.of(person).stream().map(channel -> conversation(person, channel))
                .sorted(Comparator.comparing((Conversation one) -> one.kind() == ConversationKind.DIRECT)
                        .thenComparing(Conversation::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    @Override
    public Optional<Conversation> conversation(UserId person, ChannelId channel) {
        return channels.find(channel.value()).filter(found -> channels.isMember(channel, person))
                .map(found -> conversation(person, found));
    }

    @Override
    public List<Conversation> joinable(UserId person) {
        if (people.get(person).outsider()) {
            return List.of();
        }
        return channels.all().stream().filter(Channel::open).filter(channel -> !channel.archived())
                .filter(channel -> !channels.isMember(channel.id(), person))
                .map(channel -> conversation(person, channel)).toList();
    }

    @Override
    public List<JsonNode> messages(UserId person, ChannelId channel, int atMost) {
        if (!channels.isMember(channel, person)) {
            return List.of();
        }
        List<StoredMessage> newest = messages.newest(channel, person, atMost);
        return List.copyOf(messages.json(channel, newest.reversed(), false));
    }

    @Override
    public Optional<JsonNode> message(UserId person, ChannelId channel, String ts) {
        return messages.find(channel, ts).filter(message -> channels.isMember(channel, person)).filter(
                message -> message.ephemeralTo() == null || message.ephemeralTo().equals(person.value()))
                .map(message -> messages.json(message, false));
    }

    @Override
    public List<JsonNode> thread(UserId person, ChannelId channel, String threadTs) {
        return channels.isMember(channel, person)
                ? List.copyOf(messages.json(channel, messages.thread(channel, person, threadTs), false))
                : List.of();
    }

    @Override
    public List<JsonNode> openViews(UserId person) {
        Team team = teams.get();
        return views.stack(person).stream().<JsonNode>map(view -> view.json(team)).toList();
    }

    @Override
    public Optional<JsonNode> home(UserId person) {
        return views.home(person).map(view -> view.json(teams.get()));
    }

    @Override
    public Optional<JsonNode> file(UserId person, String fileId) {
        return visible(person, fileId).map(file -> files.json(file, teams.get()));
    }

    @Override
    public Optional<FileContent> fileContent(UserId person, String fileId) {
        return visible(person, fileId).flatMap(file -> files.content(file.id()));
    }

    @Override
    public List<Call> calls(int atMost) {
        return log.newest(atMost);
    }

    @Override
    public List<Completion> completions(String typed) {
        if (!typed.startsWith("/")) {
            return List.of();
        }
        int space = typed.indexOf(' ');
        List<Completion> completions = new ArrayList<>();
        for (ManifestCommand command : manifest.commands()) {
            if (space < 0 && command.command().startsWith(typed)) {
                completions.add(new Completion(command.command() + " ",
                        (command.command() + " " + command.usageHint()).strip(), command.description()));
            } else if (space > 0 && command.command().equals(typed.substring(0, space))) {
                usages(command).stream().filter(usage -> !usage.arguments().isEmpty())
                        .map(usage -> completion(command, usage))
                        .filter(completion -> completion.insert().startsWith(typed)
                                || typed.startsWith(completion.insert()) || typed.substring(space).isBlank())
                        .forEach(completions::add);
            }
        }
        return completions;
    }

    @Override
    public List<Shortcut> messageShortcuts() {
        return shortcuts(ManifestShortcut.Kind.MESSAGE);
    }

    @Override
    public List<Shortcut> globalShortcuts() {
        return shortcuts(ManifestShortcut.Kind.GLOBAL);
    }

    private List<Shortcut> shortcuts(ManifestShortcut.Kind kind) {
        return manifest.shortcuts().stream().filter(shortcut -> shortcut.kind() == kind)
                .map(shortcut -> new Shortcut(shortcut.callbackId(), shortcut.name(), shortcut.description()))
                .toList();
    }

    /** The command's name in Slack is configurable, so it is recognised by what it says of itself. */
    private List<Route.Usage> usages(ManifestCommand command) {
        return features.stream().flatMap(feature -> feature.routes().stream())
                .filter(route -> route instanceof Route.Command own && own.does().equals(command.description()))
                .flatMap(route -> ((Route.Command) route).usages().stream()).toList();
    }

    /** What is to be filled in by the person ({@code <words>}) is shown, and left out of what is inserted. */
    private static Completion completion(ManifestCommand command, Route.Usage usage) {
        int placeholder = usage.arguments().indexOf('<');
        String literal = placeholder < 0 ? usage.arguments() : usage.arguments().substring(0, placeholder);
        return new Completion(command.command() + " " + literal, command.command() + " " + usage.arguments(),
                usage.does());
    }

    private Conversation conversation(UserId person, Channel channel) {
        List<UserId> members = channels.members(channel.id());
        Optional<UserId> other = channel.direct()
                ? members.stream().filter(member -> !member.equals(person)).findFirst().or(() -> Optional.of(person))
                : Optional.empty();
        String lastRead = channels.lastRead(channel.id(), person);
        List<StoredMessage> unread = messages.unread(channel.id(), person, lastRead);
        int mentions = channel.direct()
                ? unread.size()
                : (int) unread.stream().map(message -> Json.text(message.body(), "text"))
                        .filter(text -> text.contains(person.mention()) || text.contains("<!channel")
                                || text.contains("<!here") || text.contains("<!everyone"))
                        .count();
        return new Conversation(channel.id(),
                other.map(people::get).map(Person::name).orElse(channel.name()), channel.kind(), channel.topic(),
                other.orElse(null), channel.archived(), members.size(), unread.size(), mentions, lastRead);
    }

    private Optional<SharedFiles.SharedFile> visible(UserId person, String fileId) {
        return files.find(fileId).filter(file -> file.owner().equals(person.value())
                || file.channel() != null && channels.isMember(new ChannelId(file.channel()), person));
    }
}

package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.composition.BlockCompositions.confirmationDialog;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import com.slack.api.model.block.element.ButtonElement;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

import dev.steward.release.SourceForm.About;
import dev.steward.release.SourceForm.Typed;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.PublicAddress;
import dev.steward.slack.Reply;
import dev.steward.slack.Reply.Offers.Option;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.OptionsRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** {@code /release source}: ops people and admins let drafts arrive from outside, and keep that in order. */
@Component
@Order(70)
class SourceCommands implements ReleaseWords, SlackFeature {
    static final Press<About.Known> REMOVE = Press.of("release.source.remove",
            Codec.of(about -> List.of(about.id(), about.version()),
                    in -> new About.Known(new SourceId(in.id()), in.numberOr(-1))));
    private static final String NEW = "Say from where: `source new github ledger` for a repository at GitHub, "
            + "`source new webhook builds` for a tool of your own.";
    private static final int LISTED = 25;

    private final Sources sources;
    private final Areas areas;
    private final Members members;
    private final PublicAddress address;
    private final Clock clock;

    SourceCommands(Sources sources, Areas areas, Members members, PublicAddress address, Clock clock) {
        this.sources = sources;
        this.areas = areas;
        this.members = members;
        this.address = address;
        this.clock = clock;
    }

    @Override
    public List<Usage> usages() {
        return List.of(
                new Usage("source new github ledger", "Let releases at GitHub become drafts", Access.OPS),
                new Usage("source new webhook builds",
                        "Let a tool of your own say what shipped, which becomes drafts", Access.OPS),
                new Usage("source|sources", "List where drafts arrive from", Access.OPS),
                new Usage("source change|rotate|remove ledger",
                        "Change one, give it a new secret, or take nothing from it any more", Access.OPS));
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Submission(SourceForm.CALLBACK, Access.OPS, this::submit),
                new Route.Options(SourceForm.AREA, Access.OPS, this::suggest), REMOVE.route(Access.OPS, this::remove));
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        if (!word.equals("source") && !word.equals("sources")) {
            return Optional.empty();
        }
        Actor actor = request.actor();
        String[] parts = rest.strip().split("\\s+", 2);
        String name = parts.length > 1 ? parts[1].strip() : "";
        return Optional.of(switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "", "list" -> Reply.says(list(actor.workspace()));
            case "new", "add" -> fresh(actor, name);
            case "change", "edit" -> named(actor, name, this::change);
            case "rotate" -> named(actor, name, this::rotate);
            case "remove" -> named(actor, name, SourceCommands::askToRemove);
            default -> Reply.says(NEW + " `source` alone lists what is there.");
        });
    }

    /** What is done to a source that is there. */
    @FunctionalInterface
    private interface Named {
        Reply of(Actor actor, Source source);
    }

    private Reply named(Actor actor, String name, Named what) {
        return sources.named(actor.workspace(), name).map(source -> what.of(actor, source))
                .orElseGet(() -> Reply.says(name.isEmpty()
                        ? "Say which: `source` alone lists them."
                        : "There is no source called " + Phrases.bold(name) + ". `source` alone lists them."));
    }

    private Reply fresh(Actor actor, String rest) {
        String[] parts = rest.split("\\s+", 2);
        for (Source.Kind kind : Source.Kind.values()) {
            if (kind.word().equalsIgnoreCase(parts[0])) {
                return Reply.opens(SourceForm.of(new About.Fresh(kind),
                        new Typed(Mrkdwn.cut(parts.length > 1 ? parts[1].strip() : "", 60), actor.user(),
                                Source.USUAL_MINUTES, Content.LEAST_TIER, null),
                        areas.all(actor.workspace())));
            }
        }
        return Reply.says(NEW);
    }

    private Reply change(Actor actor, Source source) {
        return Reply.opens(SourceForm.of(new About.Known(source.id(), source.version()), new Typed(source.name(),
                source.owner(), source.minutes(), source.tier(), source.area()), areas.all(actor.workspace())));
    }

    /** Shown in a modal that is filled after the answer, so that the secret stands in no answer that is kept. */
    private Reply rotate(Actor actor, Source source) {
        return new Reply.Opens(SourceForm.soon(), () -> {
            sources.rotate(actor.workspace(), source.id());
            return secret(source, true);
        });
    }

    private com.slack.api.model.view.View secret(Source source, boolean rotated) {
        return sources.secret(source.workspace(), source.id())
                .map(secret -> SourceForm.secret(source, secret, address.url().orElse(null), rotated))
                .orElseGet(() -> SourceForm.says("Source", "That source was removed."));
    }

    private Reply submit(SubmissionRequest sent) {
        Actor actor = sent.actor();
        Optional<About> about = About.CODEC.read(sent.privateMetadata());
        if (about.isEmpty()) {
            return Reply.refuses(SourceForm.NAME, "That source was removed.");
        }
        SourceForm.Read read = SourceForm.read(sent.values(), areas.all(actor.workspace()));
        Typed typed = read.typed();
        if (typed == null || typed.owner() == null) {
            return new Reply.Refuses(read.mistakes());
        }
        UserId owner = typed.owner();
        if (!members.reachable(actor.workspace(), owner)) {
            return Reply.refuses(SourceForm.OWNER, "Choose somebody who works here.");
        }
        try {
            return switch (about.get()) {
                case About.Fresh(var kind) -> {
                    Source source = sources.create(Sources.fresh(actor.workspace(), kind, typed.name(), owner,
                            typed.minutes(), typed.tier(), typed.area(), actor.user(),
                            clock.instant().truncatedTo(ChronoUnit.MICROS)), sent.key());
                    yield new Reply.Opens(SourceForm.soon(), () -> secret(source, false));
                }
                case About.Known(var id, var version) -> {
                    Optional<Source> source = sources.find(actor.workspace(), id)
                            .filter(each -> each.removed() == null);
                    if (source.isEmpty()) {
                        yield Reply.refuses(SourceForm.NAME, "That source was removed.");
                    }
                    if (source.get().version() != version) {
                        throw new OptimisticLockingFailureException("changed since it was shown");
                    }
                    sources.change(source.get().with(typed.name(), owner, typed.minutes(), typed.tier(),
                            typed.area()));
                    yield Reply.done();
                }
            };
        } catch (DuplicateKeyException taken) {
            return Reply.refuses(SourceForm.NAME, "There is a source of that name already.");
        } catch (OptimisticLockingFailureException changed) {
            return Reply.refuses(SourceForm.NAME,
                    "Somebody else changed this source meanwhile. Please open it again.");
        }
    }

    private Reply.Offers suggest(OptionsRequest request) {
        String typed = request.typed().strip().toLowerCase(Locale.ROOT);
        return new Reply.Offers(areas.all(request.actor().workspace()).stream()
                .filter(area -> area.name().toLowerCase(Locale.ROOT).contains(typed)).limit(100)
                .map(area -> new Option(Mrkdwn.cut(area.name(), 75), area.id().toString())).toList());
    }

    private static Reply askToRemove(Actor actor, Source source) {
        String sentence = "Take nothing from " + Phrases.bold(source.name())
                + " any more? Drafts that came from it stay.";
        return Reply.says(new Message(sentence, List.of(TextBlocks.section("release.source.sure", sentence),
                actions(row -> row.blockId("release.source.buttons")
                        .elements(List.of(removing(source)))))));
    }

    private static ButtonElement removing(Source source) {
        ButtonElement remove = REMOVE.danger("Remove it", new About.Known(source.id(), source.version()));
        remove.setConfirm(confirmationDialog(c -> c.title(plainText("Remove it?"))
                .text(plainText("Its secret is gone for good, and what it sends is refused."))
                .confirm(plainText("Remove")).deny(plainText("Keep it"))));
        return remove;
    }

    private Reply remove(ActionRequest press, About.Known shown) {
        return switch (sources.remove(press.actor().workspace(), shown.id(), shown.version())) {
            case REMOVED -> new Reply.Replaces(Message.of("It is removed."));
            case GONE -> new Reply.Replaces(Message.of("It was removed already."));
            case CHANGED ->
                new Reply.Replaces(Message.of("Somebody changed it since you were shown this, so it is still "
                        + "there:\n" + list(press.actor().workspace())));
        };
    }

    private String list(WorkspaceId workspace) {
        List<Source> all = sources.all(workspace);
        if (all.isEmpty()) {
            return "Drafts arrive from nowhere yet. " + NEW;
        }
        Map<UUID, String> names = areas.all(workspace).stream()
                .collect(Collectors.toMap(area -> area.id().value(), Area::name));
        List<String> lines = new ArrayList<>();
        all.stream().limit(LISTED).forEach(source -> lines.add("• " + Phrases.bold(source.name()) + " ("
                + (source.kind() == Source.Kind.GITHUB ? "GitHub" : "webhook") + "), drafts of "
                + source.owner().mention() + ", tier " + source.tier()
                + (source.area() == null || !names.containsKey(source.area().value())
                        ? ""
                        : ", " + Mrkdwn.escape(String.valueOf(names.get(source.area().value()))))
                + ", one draft for " + source.minutes() + (source.minutes() == 1 ? " minute" : " minutes") + "\n   `"
                + address.url().orElse("") + HookEndpoint.PATH + source.id() + "`"));
        if (all.size() > LISTED) {
            lines.add("… and " + (all.size() - LISTED) + " more");
        }
        return String.join("\n", lines);
    }
}

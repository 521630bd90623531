package dev.steward.release;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

import dev.steward.release.ChecklistItem.Said;
import dev.steward.release.ChecklistsView.Choice;
import dev.steward.release.ChecklistsView.ItemAsShown;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Codec;
import dev.steward.slack.Phrases;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;

/** {@code /release checklists}: everybody sees them, ops people and admins change them. */
@Component
@Order(50)
class ChecklistCommands implements SlackFeature, ReleaseWords {
    private static final String WORD = "checklists";
    private static final String ITEM_CALLBACK = "release.checklists.item.form";
    private static final Codec<ItemAsShown> ABOUT = Codec.of(
            item -> List.of(item.tier(), item.item(), item.version()),
            in -> new ItemAsShown(in.count(), in.id(), in.number()));
    private static final String GONE = "It is not there any more.";
    private static final String ORDER = "This checklist is in another order now. Please look again.";
    private static final String SINCE = " was changed since you were shown it. Please look again.";
    private static final String TWICE = "This checklist has such an item already. Please choose another name.";
    private static final String CHANGED = "Somebody else changed this item just now. Close this form and open it "
            + "again to see theirs.";

    private final Checklists checklists;
    private final Members members;

    ChecklistCommands(Checklists checklists, Members members) {
        this.checklists = checklists;
        this.members = members;
    }

    @Override
    public List<Usage> usages() {
        return List.of(new Usage(WORD, "See and change what a release of each tier takes"));
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        if (!word.equals(WORD)) {
            return Optional.empty();
        }
        return Optional.of(Reply.opens(view(request.actor(), null)));
    }

    @Override
    public List<Route> routes() {
        return List.of(ChecklistsView.ADD.route(Access.OPS, (press, tier) -> new Reply.Pushes(ChecklistItemForm
                .view(ITEM_CALLBACK, Integer.toString(tier), "Add to tier " + tier, null))),
                ChecklistsView.RESET.route(Access.OPS, this::reset),
                ChecklistsView.ITEM.route(Access.OPS, this::item),
                new Route.Submission(ITEM_CALLBACK, Access.OPS, this::save));
    }

    private Reply reset(ActionRequest press, ChecklistsView.Shown shown) {
        Actor actor = press.actor();
        return new Reply.Updates(view(actor,
                checklists.reset(actor.workspace(), shown) ? null : "This checklist" + SINCE));
    }

    private Reply item(ActionRequest press, Choice choice) {
        Actor actor = press.actor();
        ItemAsShown shown = choice.item();
        Optional<ChecklistItem> found = checklists.find(actor.workspace(), shown.tier(), shown.item());
        if (found.isEmpty()) {
            return new Reply.Updates(view(actor, GONE));
        }
        return switch (choice.what()) {
            case CHANGE -> new Reply.Pushes(form(shown.tier(), found.get()));
            case UP -> moved(actor, choice, true);
            case DOWN -> moved(actor, choice, false);
            case REMOVE -> new Reply.Updates(view(actor, switch (checklists.remove(actor.workspace(), shown)) {
                case REMOVED -> null;
                case GONE -> GONE;
                case CHANGED -> Phrases.bold(found.get().title()) + SINCE;
            }));
        };
    }

    private Reply moved(Actor actor, Choice choice, boolean up) {
        return new Reply.Updates(view(actor,
                checklists.move(actor.workspace(), choice.item(), choice.place(), up) ? null : ORDER));
    }

    private static View form(int tier, ChecklistItem item) {
        return ChecklistItemForm.view(ITEM_CALLBACK, ABOUT.encode(new ItemAsShown(tier, item.id(), item.version())),
                "Change tier " + tier, new Said(item.title(), item.owner(), item.due()));
    }

    private Reply save(SubmissionRequest sent) {
        Actor actor = sent.actor();
        return switch (ChecklistItemForm.read(sent.values(),
                person -> members.reachable(actor.workspace(), person))) {
            case ChecklistItemForm.Invalid(var errors) -> new Reply.Refuses(errors);
            case ChecklistItemForm.Valid(var said) -> refused(() -> keep(actor, sent.privateMetadata(), said))
                    .map(why -> Reply.refuses(ChecklistItemForm.TITLE, why))
                    .orElseGet(() -> new Reply.Returns(view(actor, null)));
        };
    }

    private void keep(Actor actor, String about, Said said) {
        Optional<ItemAsShown> item = ABOUT.read(about);
        if (item.isPresent()) {
            checklists.change(actor.workspace(), item.get().tier(), item.get().item(), item.get().version(), said);
        } else {
            checklists.add(actor.workspace(), ChecklistsView.TIER.read(about)
                    .orElseThrow(() -> new Refused("There is no such tier.")), said);
        }
    }

    private static Optional<String> refused(Runnable change) {
        try {
            change.run();
            return Optional.empty();
        } catch (DuplicateKeyException twice) {
            return Optional.of(TWICE);
        } catch (OptimisticLockingFailureException changed) {
            return Optional.of(CHANGED);
        } catch (Refused refused) {
            return Optional.of(refused.sentence());
        }
    }

    private static boolean allowed(Actor actor) {
        return actor.role().atLeast(Role.OPS);
    }

    private View view(Actor actor, @Nullable String said) {
        return ChecklistsView.of(IntStream.rangeClosed(1, Checklists.TIERS)
                .mapToObj(tier -> new ChecklistsView.Tier(tier, checklists.of(actor.workspace(), tier),
                        checklists.own(actor.workspace(), tier)))
                .toList(), allowed(actor), said);
    }
}

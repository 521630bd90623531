package dev.steward.release;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

import dev.steward.release.ChecklistItem.Said;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
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
    private static final String OUTSIDER = "Releases are for the people of this workspace only.";
    private static final String NOT_ALLOWED = "Only ops people and admins change checklists.";
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
        return Optional.of(request.actor().outsider()
                ? Reply.says(OUTSIDER)
                : Reply.opens(view(request.actor(), null)));
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Action(ChecklistsView.ADD, Access.MEMBERS, press -> on(press, this::add)),
                new Route.Action(ChecklistsView.RESET, Access.MEMBERS, press -> on(press, this::reset)),
                new Route.Action(ChecklistsView.ITEM, Access.MEMBERS, press -> on(press, this::item)),
                new Route.Submission(ITEM_CALLBACK, Access.MEMBERS, this::save));
    }

    private interface Pressed {
        Reply answer(Actor actor, Claim claim);
    }

    /**
     * What a button or a form says it is about.
     *
     * @param what    what is to be done with it; empty for a form
     * @param item    null for a new one
     * @param version of the item as it was shown
     */
    private record Claim(String what, int tier, @Nullable UUID item, long version) {
        /** {@code 1}, {@code change 1 <id>} or {@code 1 <id> <version>}; empty for anything else. */
        static Optional<Claim> read(@Nullable String value) {
            String[] parts = value == null ? new String[0] : value.strip().split(" ");
            try {
                boolean names = parts.length > 0 && !parts[0].matches("\\d");
                int at = names ? 1 : 0;
                int tier = Integer.parseInt(parts[at]);
                return tier < 1 || tier > Checklists.TIERS
                        ? Optional.empty()
                        : Optional.of(new Claim(names ? parts[0] : "", tier,
                                parts.length > at + 1 ? UUID.fromString(parts[at + 1]) : null,
                                parts.length > at + 2 ? Long.parseLong(parts[at + 2]) : 0));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException foreign) {
                return Optional.empty();
            }
        }
    }

    private Reply on(ActionRequest press, Pressed pressed) {
        Optional<Claim> claim = Claim.read(press.value());
        return claim.isEmpty() || !allowed(press.actor())
                ? new Reply.Updates(view(press.actor(), null))
                : pressed.answer(press.actor(), claim.get());
    }

    private Reply add(Actor actor, Claim claim) {
        return new Reply.Pushes(ChecklistItemForm.view(ITEM_CALLBACK, Integer.toString(claim.tier()),
                "Add to tier " + claim.tier(), null));
    }

    private Reply reset(Actor actor, Claim claim) {
        checklists.reset(actor.workspace(), claim.tier());
        return new Reply.Updates(view(actor, null));
    }

    private Reply item(Actor actor, Claim claim) {
        UUID item = claim.item();
        Optional<ChecklistItem> found = item == null
                ? Optional.empty()
                : checklists.find(actor.workspace(), claim.tier(), item);
        if (item == null || found.isEmpty()) {
            return new Reply.Updates(view(actor, "It is not there any more."));
        }
        return switch (claim.what()) {
            case ChecklistsView.CHANGE_CHOSEN -> new Reply.Pushes(form(claim.tier(), found.get()));
            case ChecklistsView.UP_CHOSEN -> redrawn(actor,
                    () -> checklists.move(actor.workspace(), claim.tier(), item, true));
            case ChecklistsView.DOWN_CHOSEN -> redrawn(actor,
                    () -> checklists.move(actor.workspace(), claim.tier(), item, false));
            case ChecklistsView.REMOVE_CHOSEN -> redrawn(actor,
                    () -> checklists.remove(actor.workspace(), claim.tier(), item));
            default -> redrawn(actor, () -> {
            });
        };
    }

    private Reply redrawn(Actor actor, Runnable change) {
        change.run();
        return new Reply.Updates(view(actor, null));
    }

    private static View form(int tier, ChecklistItem item) {
        return ChecklistItemForm.view(ITEM_CALLBACK, tier + " " + item.id() + " " + item.version(),
                "Change tier " + tier, new Said(item.title(), item.owner(), item.due()));
    }

    private Reply save(SubmissionRequest sent) {
        Actor actor = sent.actor();
        Optional<Claim> claim = Claim.read(sent.privateMetadata());
        if (claim.isEmpty() || !allowed(actor)) {
            return Reply.refuses(ChecklistItemForm.TITLE, NOT_ALLOWED);
        }
        return switch (ChecklistItemForm.read(sent.values(),
                person -> members.reachable(actor.workspace(), person))) {
            case ChecklistItemForm.Invalid(var errors) -> new Reply.Refuses(errors);
            case ChecklistItemForm.Valid(var said) -> refused(() -> keep(actor, claim.get(), said))
                    .map(why -> Reply.refuses(ChecklistItemForm.TITLE, why))
                    .orElseGet(() -> new Reply.Returns(view(actor, null)));
        };
    }

    private void keep(Actor actor, Claim claim, Said said) {
        if (claim.item() == null) {
            checklists.add(actor.workspace(), claim.tier(), said);
        } else {
            checklists.change(actor.workspace(), claim.tier(), claim.item(), claim.version(), said);
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
        return !actor.outsider() && actor.role().atLeast(Role.OPS);
    }

    private View view(Actor actor, @Nullable String said) {
        return ChecklistsView.of(IntStream.rangeClosed(1, Checklists.TIERS)
                .mapToObj(tier -> new ChecklistsView.Tier(tier, checklists.of(actor.workspace(), tier),
                        checklists.own(actor.workspace(), tier)))
                .toList(), allowed(actor), said);
    }
}

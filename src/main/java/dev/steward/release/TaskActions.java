package dev.steward.release;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;

/**
 * {@code /release tasks} and {@code /release checklist REL-4}, and what people press on tasks. Who presses is
 * known from the signed request, and what they may from the task and its release as they are now.
 */
@Component
@Order(30)
class TaskActions implements SlackFeature, ReleaseWords {
    private static final String ADD_CALLBACK = "release.task.add.form";
    private static final String NO_RELEASE = "There is no such release here.";

    private final Releases releases;
    private final Tasks tasks;
    private final ChangeTask changes;
    private final Members members;
    private final Cards cards;
    private final TransactionTemplate transaction;

    TaskActions(Releases releases, Tasks tasks, ChangeTask changes, Members members, Cards cards,
            TransactionTemplate transaction) {
        this.releases = releases;
        this.tasks = tasks;
        this.changes = changes;
        this.members = members;
        this.cards = cards;
        this.transaction = transaction;
    }

    @Override
    public List<Usage> usages() {
        return List.of(new Usage("tasks", "Your launch tasks").reading(),
                new Usage("checklist REL-4", "Everything that a release takes").reading());
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        return switch (word) {
            case "tasks" -> Optional.of(Reply.opens(mine(request.actor(), null)));
            case "checklist" -> Optional.of(checklist(request.actor(), rest));
            default -> Optional.empty();
        };
    }

    private Reply checklist(Actor actor, String rest) {
        Optional<Reference> reference = Reference.parse(rest);
        if (reference.isEmpty()) {
            return Reply.says("Say which release, as in `/release checklist REL-4`.");
        }
        return releases.find(actor.workspace(), reference.get()).map(release -> Reply.opens(list(actor, release, null)))
                .orElseGet(() -> Reply.says("There is no " + reference.get() + " here."));
    }

    @Override
    public List<Route> routes() {
        return List.of(TaskCard.DONE.route(Access.MEMBERS, (press, task) -> change(press, task, changes::done)),
                TaskCard.REOPEN.route(Access.MEMBERS, (press, task) -> change(press, task, changes::reopen)),
                TaskCard.NOT_NEEDED.route(Access.MEMBERS, (press, task) -> ask(press, task, TaskForm.Asks.WHY)),
                TaskCard.HAND_OVER.route(Access.MEMBERS, (press, task) -> ask(press, task, TaskForm.Asks.WHO)),
                TasksView.LIST.route(Access.MEMBERS, this::open), TasksView.ADD.route(Access.MEMBERS, this::add),
                new Route.Submission(TaskForm.CALLBACK, Access.MEMBERS, this::said),
                new Route.Submission(ADD_CALLBACK, Access.MEMBERS, this::added));
    }

    private Reply change(ActionRequest press, TaskAsShown task, BiConsumer<Actor, TaskAsShown> change) {
        try {
            change.accept(press.actor(), task);
            return whichOf(press).map(which -> redrawn(press.actor(), which))
                    .orElseGet(() -> press.actionId().contains(TaskCard.SAID)
                            ? Reply.says("✓ " + name(press.actor(), task.task()))
                            : Reply.done());
        } catch (Refused refused) {
            return refused(press, task, refused.sentence());
        }
    }

    private String name(Actor actor, TaskId task) {
        return tasks.find(actor.workspace(), task).map(found -> TaskWords.named(found) + ": " + TaskWords.fate(found))
                .orElse(ChangeTask.GONE);
    }

    private Reply ask(ActionRequest press, TaskAsShown task, TaskForm.Asks asks) {
        Optional<String> why = changes.refusal(press.actor(), task);
        Optional<LaunchTask> found = tasks.find(press.actor().workspace(), task.task());
        return why.isPresent() || found.isEmpty()
                ? refused(press, task, why.orElse(ChangeTask.GONE))
                : Reply.opens(TaskForm.of(asks, found.get(), whichOf(press).orElse(null)));
    }

    /** The card or list in which it stands shows what there is now. */
    private Reply refused(ActionRequest press, TaskAsShown task, String why) {
        touch(press.actor(), task);
        return whichOf(press).flatMap(which -> view(press.actor(), which, why)).<Reply>map(Reply.Updates::new)
                .orElseGet(() -> Reply.says(press, why));
    }

    private void touch(Actor actor, TaskAsShown task) {
        transaction.executeWithoutResult(
                status -> cards.changed(actor.workspace(), TaskCards.KIND, task.task().value()));
    }

    private Reply open(ActionRequest press, ReleaseId id) {
        return releases.find(press.actor().workspace(), id)
                .map(release -> Reply.opens(list(press.actor(), release, null)))
                .orElseGet(() -> Reply.says(press, NO_RELEASE));
    }

    private Reply add(ActionRequest press, ReleaseId id) {
        Optional<Release> release = releases.find(press.actor().workspace(), id);
        if (release.isEmpty()) {
            return Reply.says(press, NO_RELEASE);
        }
        try {
            ChangeTask.mayAdd(press.actor(), release.get());
        } catch (Refused refused) {
            return Reply.says(press, refused.sentence());
        }
        return Reply.opens(ChecklistItemForm.view(ADD_CALLBACK, IdCodecs.RELEASE.encode(id), "Add a task", null));
    }

    private Reply added(SubmissionRequest sent) {
        Optional<Release> release = IdCodecs.RELEASE.read(sent.privateMetadata())
                .flatMap(id -> releases.find(sent.actor().workspace(), id));
        if (release.isEmpty()) {
            return Reply.refuses(ChecklistItemForm.TITLE, NO_RELEASE);
        }
        return switch (ChecklistItemForm.read(sent.values(),
                person -> members.reachable(sent.actor().workspace(), person))) {
            case ChecklistItemForm.Invalid(var errors) -> new Reply.Refuses(errors);
            case ChecklistItemForm.Valid(var said) -> {
                try {
                    changes.add(sent.actor(), release.get().facts().id(), said);
                    yield new Reply.Returns(list(sent.actor(), release.get(), null));
                } catch (Refused refused) {
                    yield Reply.refuses(ChecklistItemForm.TITLE, plain(sent.actor(), refused));
                }
            }
        };
    }

    private Reply said(SubmissionRequest sent) {
        Optional<TaskForm.Sent> read = TaskForm.read(sent);
        if (read.isEmpty()) {
            return Reply.refuses(TaskForm.FIELD, ChangeTask.GONE);
        }
        TaskForm.About about = read.get().about();
        String value = read.get().value();
        try {
            switch (about.asks()) {
                case WHY -> changes.notNeeded(sent.actor(), about.task(), value);
                case WHO -> changes.handOver(sent.actor(), about.task(), new UserId(value));
            }
        } catch (Refused refused) {
            touch(sent.actor(), about.task());
            return Reply.refuses(TaskForm.FIELD, plain(sent.actor(), refused));
        }
        TasksView.Which list = about.list();
        return list == null
                ? new Reply.ClosesAll()
                : view(sent.actor(), list, null).<Reply>map(Reply.Returns::new).orElseGet(Reply.ClosesAll::new);
    }

    /** Beside a field nobody's name is shown for a mention. */
    private String plain(Actor actor, Refused refused) {
        return PlainWords.of(refused.sentence(), id -> members.find(actor.workspace(), id));
    }

    private Reply redrawn(Actor actor, TasksView.Which which) {
        return view(actor, which, null).<Reply>map(Reply.Updates::new).orElseGet(Reply::done);
    }

    private Optional<View> view(Actor actor, TasksView.Which which, @Nullable String said) {
        return switch (which) {
            case TasksView.Which.Mine mine -> Optional.of(mine(actor, said));
            case TasksView.Which.Of(var id) ->
                releases.find(actor.workspace(), id).map(found -> list(actor, found, said));
        };
    }

    /** All that a release takes, as this person may see it. */
    private View list(Actor actor, Release release, @Nullable String said) {
        return TasksView.of(release, tasks.of(actor.workspace(), release.facts().id()),
                release.mayEdit(actor.user(), actor.role()), said);
    }

    private View mine(Actor actor, @Nullable String said) {
        List<LaunchTask> open = tasks.openOf(actor.workspace(), actor.user(), TasksView.SHOWN + 1);
        Map<ReleaseId, Release> of = releases.find(actor.workspace(),
                open.stream().map(task -> task.release().value()).distinct().toList()).stream()
                .collect(Collectors.toMap(release -> release.facts().id(), release -> release));
        return TasksView.mine(open, of, said);
    }

    /** Which list the button stands in; empty in a message. */
    private static Optional<TasksView.Which> whichOf(ActionRequest press) {
        View view = press.view();
        return view == null || !TasksView.CALLBACK.equals(view.getCallbackId()) || view.getPrivateMetadata() == null
                ? Optional.empty()
                : TasksView.Which.read(view.getPrivateMetadata());
    }
}

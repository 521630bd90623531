package dev.steward.release;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Claims;
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
 * {@code /release tasks} and {@code /release checklist REL-4}, and what people press on tasks. A button says which task it is about, and
 * no more: who presses it is known from the signed request, and what they may from the task and its release as they are now.
 */
@Component
@Order(30)
class TaskActions implements SlackFeature, ReleaseWords {
    static final String DONE = "release.task.done";
    static final String NOT_NEEDED = "release.task.not-needed";
    static final String HAND_OVER = "release.task.hand-over";
    static final String REOPEN = "release.task.reopen";
    static final String LIST = "release.task.checklist";
    static final String ADD = "release.task.add";
    private static final String ADD_CALLBACK = "release.task.add.form";
    private static final String OUTSIDER = "Releases are for the people of this workspace only.";
    private static final String NO_RELEASE = "There is no such release here.";

    private final Releases releases;
    private final Tasks tasks;
    private final ChangeTask changes;
    private final Members members;

    TaskActions(Releases releases, Tasks tasks, ChangeTask changes, Members members) {
        this.releases = releases;
        this.tasks = tasks;
        this.changes = changes;
        this.members = members;
    }

    @Override
    public List<Usage> usages() {
        return List.of(new Usage("tasks", "Your launch tasks"),
                new Usage("checklist REL-4", "Everything that a release takes"));
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        return switch (word) {
            case "tasks" -> Optional.of(request.actor().outsider()
                    ? Reply.says(OUTSIDER)
                    : Reply.opens(mine(request.actor())));
            case "checklist" -> Optional.of(request.actor().outsider()
                    ? Reply.says(OUTSIDER)
                    : checklist(request.actor(), rest));
            default -> Optional.empty();
        };
    }

    private Reply checklist(Actor actor, String rest) {
        Optional<Reference> reference = Reference.parse(rest);
        if (reference.isEmpty()) {
            return Reply.says("Say which release, as in `/release checklist REL-4`.");
        }
        return releases.find(actor.workspace(), reference.get()).map(release -> Reply.opens(list(actor, release)))
                .orElseGet(() -> Reply.says("There is no " + reference.get() + " here."));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Action(DONE, Access.MEMBERS,
                        press -> change(press, task -> changes.done(press.actor(), task))),
                new Route.Action(REOPEN, Access.MEMBERS,
                        press -> change(press, task -> changes.reopen(press.actor(), task))),
                new Route.Action(NOT_NEEDED, Access.MEMBERS, press -> ask(press, TaskForm.Asks.WHY)),
                new Route.Action(HAND_OVER, Access.MEMBERS, press -> ask(press, TaskForm.Asks.WHO)),
                new Route.Action(LIST, Access.MEMBERS, this::open), new Route.Action(ADD, Access.MEMBERS, this::add),
                new Route.Submission(TaskForm.CALLBACK, Access.MEMBERS, this::said),
                new Route.Submission(ADD_CALLBACK, Access.MEMBERS, this::added));
    }

    private Reply change(ActionRequest press, Consumer<TaskId> change) {
        return on(press, task -> {
            try {
                change.accept(task);
                return whichOf(press).map(which -> redrawn(press.actor(), which))
                        .orElseGet(() -> press.actionId().contains(TaskCard.SAID)
                                ? Reply.says("✓ " + name(press.actor(), task))
                                : Reply.done());
            } catch (Refused refused) {
                return Reply.says(press, refused.sentence());
            }
        });
    }

    private String name(Actor actor, TaskId task) {
        return tasks.find(actor.workspace(), task).map(found -> TaskWords.named(found) + ": " + TaskWords.fate(found))
                .orElse(ChangeTask.GONE);
    }

    private Reply ask(ActionRequest press, TaskForm.Asks asks) {
        return on(press, task -> {
            Optional<String> why = changes.refusal(press.actor(), task);
            Optional<LaunchTask> found = tasks.find(press.actor().workspace(), task);
            return why.isPresent() || found.isEmpty()
                    ? Reply.says(press, why.orElse(ChangeTask.GONE))
                    : Reply.opens(TaskForm.of(asks, found.get(), whichOf(press).orElse(null)));
        });
    }

    private Reply on(ActionRequest press, Function<TaskId, Reply> pressed) {
        if (press.actor().outsider()) {
            return Reply.says(press, OUTSIDER);
        }
        return Claims.id(press.value()).map(TaskId::new).map(pressed)
                .orElseGet(() -> Reply.says(press, ChangeTask.GONE));
    }

    private Reply open(ActionRequest press) {
        if (press.actor().outsider()) {
            return Reply.says(press, OUTSIDER);
        }
        return release(press.actor(), press.value()).map(release -> Reply.opens(list(press.actor(), release)))
                .orElseGet(() -> Reply.says(press, NO_RELEASE));
    }

    private Reply add(ActionRequest press) {
        Optional<Release> release = press.actor().outsider()
                ? Optional.empty()
                : release(press.actor(), press.value());
        if (release.isEmpty()) {
            return Reply.says(press, NO_RELEASE);
        }
        try {
            ChangeTask.mayAdd(press.actor(), release.get());
        } catch (Refused refused) {
            return Reply.says(press, refused.sentence());
        }
        return Reply.opens(ChecklistItemForm.view(ADD_CALLBACK, release.get().facts().id().toString(), "Add a task",
                null));
    }

    private Reply added(SubmissionRequest sent) {
        Optional<Release> release = sent.actor().outsider()
                ? Optional.empty()
                : release(sent.actor(), sent.privateMetadata());
        if (release.isEmpty()) {
            return Reply.refuses(ChecklistItemForm.TITLE, NO_RELEASE);
        }
        return switch (ChecklistItemForm.read(sent.values(),
                person -> members.reachable(sent.actor().workspace(), person))) {
            case ChecklistItemForm.Invalid(var errors) -> new Reply.Refuses(errors);
            case ChecklistItemForm.Valid(var said) -> {
                try {
                    changes.add(sent.actor(), release.get().facts().id(), said);
                    yield new Reply.Returns(list(sent.actor(), release.get()));
                } catch (Refused refused) {
                    yield Reply.refuses(ChecklistItemForm.TITLE, plain(sent.actor(), refused));
                }
            }
        };
    }

    private Reply said(SubmissionRequest sent) {
        Optional<TaskForm.Sent> read = TaskForm.read(sent);
        if (read.isEmpty() || sent.actor().outsider()) {
            return Reply.refuses(TaskForm.FIELD, sent.actor().outsider() ? OUTSIDER : ChangeTask.GONE);
        }
        TaskForm.Sent said = read.get();
        try {
            switch (said.asks()) {
                case WHY -> changes.notNeeded(sent.actor(), said.task(), said.value());
                case WHO -> changes.handOver(sent.actor(), said.task(), new UserId(said.value()));
            }
        } catch (Refused refused) {
            return Reply.refuses(TaskForm.FIELD, plain(sent.actor(), refused));
        }
        TasksView.Which list = said.list();
        return list == null
                ? new Reply.ClosesAll()
                : view(sent.actor(), list).<Reply>map(Reply.Returns::new).orElseGet(Reply.ClosesAll::new);
    }

    /** Beside a field nobody's name is shown for a mention. */
    private String plain(Actor actor, Refused refused) {
        return PlainWords.of(refused.sentence(), id -> members.find(actor.workspace(), id));
    }

    private Reply redrawn(Actor actor, TasksView.Which which) {
        return view(actor, which).<Reply>map(Reply.Updates::new).orElseGet(Reply::done);
    }

    private Optional<View> view(Actor actor, TasksView.Which which) {
        return switch (which) {
            case TasksView.Which.Mine mine -> Optional.of(mine(actor));
            case TasksView.Which.Of(var id) -> releases.find(actor.workspace(), id).map(found -> list(actor, found));
        };
    }

    /** All that a release takes, as this person may see it. */
    View list(Actor actor, Release release) {
        return TasksView.of(release, tasks.of(actor.workspace(), release.facts().id()),
                release.mayEdit(actor.user(), actor.role()));
    }

    private View mine(Actor actor) {
        List<LaunchTask> open = tasks.openOf(actor.workspace(), actor.user(), TasksView.SHOWN + 1);
        Map<ReleaseId, Release> of = releases.find(actor.workspace(),
                open.stream().map(task -> task.release().value()).distinct().toList()).stream()
                .collect(Collectors.toMap(release -> release.facts().id(), release -> release));
        return TasksView.mine(open, of);
    }

    private Optional<Release> release(Actor actor, @Nullable String value) {
        return Claims.id(value).flatMap(id -> releases.find(actor.workspace(), new ReleaseId(id)));
    }

    /** Which list the button stands in; empty in a message. */
    private static Optional<TasksView.Which> whichOf(ActionRequest press) {
        View view = press.view();
        return view == null || !TasksView.CALLBACK.equals(view.getCallbackId()) || view.getPrivateMetadata() == null
                ? Optional.empty()
                : TasksView.Which.read(view.getPrivateMetadata());
    }
}

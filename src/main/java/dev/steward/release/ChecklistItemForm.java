package dev.steward.release;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.staticSelect;
import static com.slack.api.model.block.element.BlockElements.usersSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.release.ChecklistItem.Said;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.workspace.UserId;

/** What is to be done, by whom and when: an item of a checklist, or a task that one release takes besides. */
final class ChecklistItemForm {
    static final String TITLE = "release.checklists.title";
    static final String OWNER = "release.checklists.owner";
    static final String PERSON = "release.checklists.person";
    static final String WHEN = "release.checklists.when";
    static final String DAYS = "release.checklists.days";
    private static final String SOMEBODY = "somebody";
    private static final String BEFORE = "before";
    private static final String ON_THE_DAY = "on-the-day";
    private static final String AFTER = "after";
    private static final int LONGEST_DAYS = 10;

    private ChecklistItemForm() {}

    /**
     * @param callback of its submission
     * @param metadata what it is about
     * @param title    of the form
     * @param shown    null for a new one
     */
    static View view(String callback, String metadata, String title, @Nullable Said shown) {
        OptionObject before = option("Before publishing", BEFORE);
        OptionObject onTheDay = option("On the day", ON_THE_DAY);
        OptionObject after = option("After publishing", AFTER);
        OptionObject releaseOwner = option("The release's owner", Assignee.RELEASE_OWNER.key());
        OptionObject areaOwner = option("The area's owner", Assignee.AREA_OWNER.key());
        OptionObject somebody = option("Somebody by name, chosen below", SOMEBODY);
        Offset due = shown == null ? new Offset(-1) : shown.due();
        Assignee owner = shown == null ? Assignee.RELEASE_OWNER : shown.owner();
        UserId person = owner instanceof Assignee.Person(var user) ? user : null;
        List<LayoutBlock> blocks = List.of(
                input(field -> field.blockId(TITLE).label(plainText("What is to be done?"))
                        .element(plainTextInput(text -> text.actionId(TITLE).maxLength(ChecklistItem.LONGEST_TITLE)
                                .placeholder(plainText("Sales briefed, Docs, Support macros …"))
                                .initialValue(shown == null ? null : shown.title())))),
                input(field -> field.blockId(OWNER).label(plainText("Who does it?"))
                        .element(staticSelect(select -> select.actionId(OWNER)
                                .options(List.of(releaseOwner, areaOwner, somebody))
                                .initialOption(person != null
                                        ? somebody
                                        : owner.equals(Assignee.AREA_OWNER) ? areaOwner : releaseOwner)))),
                input(field -> field.blockId(PERSON).optional(true).label(plainText("By name"))
                        .element(usersSelect(user -> user.actionId(PERSON).placeholder(plainText("Choose a person"))
                                .initialUser(person == null ? null : person.value())))),
                input(field -> field.blockId(WHEN).label(plainText("When is it due?"))
                        .element(staticSelect(select -> select.actionId(WHEN)
                                .options(List.of(before, onTheDay, after))
                                .initialOption(due.days() == 0 ? onTheDay : due.before() ? before : after)))),
                input(field -> field.blockId(DAYS).optional(true).label(plainText("How many working days?"))
                        .hint(plainText("Leave it empty for “On the day”."))
                        .element(plainTextInput(text -> text.actionId(DAYS).maxLength(LONGEST_DAYS)
                                .initialValue(due.days() == 0 ? null : Integer.toString(Math.abs(due.days())))))));
        return View.builder().type("modal").callbackId(callback).privateMetadata(metadata)
                .title(viewTitle(t -> t.type("plain_text").text(title)))
                .submit(viewSubmit(s -> s.type("plain_text").text("Save")))
                .close(viewClose(c -> c.type("plain_text").text("Back"))).blocks(blocks).build();
    }

    /** What the form says: {@link Valid}, or a sentence for each field that is {@link Invalid}. */
    sealed interface Read {}

    record Valid(Said said) implements Read {}

    record Invalid(Map<String, String> errors) implements Read {}

    /** @param reachable whether somebody can be given something to do */
    static Read read(FormValues values, Predicate<UserId> reachable) {
        Map<String, String> errors = new LinkedHashMap<>();
        String title = values.value(TITLE);
        String name = title == null ? "" : title.replaceAll("\\s+", " ").strip();
        if (name.isEmpty()) {
            errors.put(TITLE, "Please say what is to be done.");
        } else if (name.length() > ChecklistItem.LONGEST_TITLE) {
            errors.put(TITLE, "Please say it in " + ChecklistItem.LONGEST_TITLE + " characters.");
        }
        Assignee owner = owner(values, reachable, errors);
        Offset due = due(values, errors);
        return errors.isEmpty() ? new Valid(new Said(name, owner, due)) : new Invalid(errors);
    }

    private static Assignee owner(FormValues values, Predicate<UserId> reachable, Map<String, String> errors) {
        String chosen = values.value(OWNER);
        String person = values.value(PERSON);
        if (chosen == null) {
            errors.put(OWNER, "Please choose who does it.");
            return Assignee.RELEASE_OWNER;
        }
        if (!chosen.equals(SOMEBODY)) {
            if (person != null) {
                errors.put(PERSON, "Choose “Somebody by name” above, or leave this empty.");
            }
            return chosen.equals(Assignee.AREA_OWNER.key()) ? Assignee.AREA_OWNER : Assignee.RELEASE_OWNER;
        }
        if (person == null) {
            errors.put(PERSON, "Please choose who does it.");
            return Assignee.RELEASE_OWNER;
        }
        if (!reachable.test(new UserId(person))) {
            errors.put(PERSON, "Please choose a person of this workspace.");
        }
        return new Assignee.Person(new UserId(person));
    }

    private static Offset due(FormValues values, Map<String, String> errors) {
        String when = values.value(WHEN);
        String typed = values.value(DAYS);
        String days = typed == null ? "" : typed.strip();
        if (when == null) {
            errors.put(WHEN, "Please choose when it is due.");
            return new Offset(0);
        }
        if (when.equals(ON_THE_DAY)) {
            if (!days.isEmpty() && !days.equals("0")) {
                errors.put(DAYS, "On the day needs no number. Choose “Before” or “After” above, or leave this empty.");
            }
            return new Offset(0);
        }
        int many = days.matches("\\d{1,3}") ? Integer.parseInt(days) : 0;
        if (many < 1 || many > Offset.MOST) {
            errors.put(DAYS, "Please write a whole number from 1 to " + Offset.MOST + ".");
            return new Offset(0);
        }
        return new Offset(when.equals(AFTER) ? many : -many);
    }

    private static OptionObject option(String label, String value) {
        return OptionObject.builder().text(plainText(label)).value(value).build();
    }
}

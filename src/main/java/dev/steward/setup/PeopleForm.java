package dev.steward.setup;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.asElements;
import static com.slack.api.model.block.element.BlockElements.usersSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.Press;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.workspace.UserId;

/** The form that says who reports to whom, one member at a time. */
final class PeopleForm {
    static final String CALLBACK = "setup.people";
    static final String MEMBER = "people.member";
    static final String MANAGER = "people.manager";
    static final Press<Reports> REMOVE = Press.of("people.manager.remove", Reports.CODEC);

    /** Who was shown to report to whom. */
    record Reports(UserId member, UserId manager) {
        private static final Codec<Reports> CODEC = Codec.of(shown -> List.of(shown.member(), shown.manager()),
                words -> new Reports(new UserId(words.word()), new UserId(words.word())));
    }

    private PeopleForm() {}

    /**
     * @param member  null until one is chosen
     * @param manager null for nobody
     * @param said    mrkdwn; null for nothing
     */
    static View view(@Nullable UserId member, @Nullable UserId manager, @Nullable String said) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (said != null) {
            blocks.add(context(row -> row.blockId("people.said").elements(List.of(markdownText(said)))));
        }
        blocks.add(input(field -> field.blockId(MEMBER).dispatchAction(true).label(plainText("Whose manager?"))
                .element(usersSelect(users -> users.actionId(MEMBER).placeholder(plainText("Choose a person"))
                        .initialUser(member == null ? null : member.value())))));
        if (member != null) {
            // an id of its own for each member, or the manager of another would stay in it
            blocks.add(input(field -> field.blockId(manager(member)).optional(true)
                    .label(plainText("Who do they report to?"))
                    .hint(plainText("Rules that ask for somebody's manager ask this person."))
                    .element(usersSelect(users -> users.actionId(MANAGER).placeholder(plainText("Choose a person"))
                            .initialUser(manager == null ? null : manager.value())))));
        }
        if (member != null && manager != null) {
            blocks.add(
                    actions(row -> row.blockId("people.do").elements(
                            asElements(REMOVE.button("Remove the manager", new Reports(member, manager))))));
        }
        return View.builder().type("modal").callbackId(CALLBACK)
                .title(viewTitle(t -> t.type("plain_text").text("People")))
                .submit(viewSubmit(s -> s.type("plain_text").text("Save")))
                .close(viewClose(c -> c.type("plain_text").text("Back"))).blocks(blocks).build();
    }

    static @Nullable UserId member(FormValues values) {
        return chosen(values, MEMBER);
    }

    static @Nullable UserId manager(FormValues values, UserId member) {
        return chosen(values, manager(member));
    }

    static String manager(UserId member) {
        return MANAGER + "." + member;
    }

    private static @Nullable UserId chosen(FormValues values, String blockId) {
        String value = values.value(blockId);
        return value == null ? null : new UserId(value);
    }
}

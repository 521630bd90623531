package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.radioButtons;
import static com.slack.api.model.block.element.BlockElements.staticSelect;
import static com.slack.api.model.block.element.BlockElements.usersSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Member;
import dev.steward.workspace.UserId;

/** The small form in which somebody says who facilitates a session instead: as a question, at once, or they themselves. */
final class SwapForm {
    static final String CALLBACK = "cadence.swap.form";
    static final String WHO = "cadence.swap.who";
    static final String HOW = "cadence.swap.how";
    private static final int OPTIONS = 100;
    private static final int LABEL = 75;

    private SwapForm() {}

    /** What comes of it: whoever is chosen is asked; or is set at once; or whoever sends it takes the session. */
    enum Mode {
        ASK, SET, TAKE
    }

    /** What the form is for. @param mode unless its fields say another */
    private record For(Mode mode, SessionSnapshot session) {
        static final Codec<For> CODEC = Codec.of(
                of -> List.of(of.mode(), SessionSnapshot.CODEC.encode(of.session())),
                in -> new For(Mode.valueOf(in.word()), SessionSnapshot.read(in)));
    }

    /**
     * What was sent: claims.
     *
     * @param who null where nobody was to be chosen, or was
     */
    record Sent(Mode mode, SessionSnapshot session, @Nullable UserId who) {}

    /**
     * @param may   what whoever opens it may do: one, or {@link Mode#ASK} and {@link Mode#SET}
     * @param whom  those who can be chosen, in their order
     */
    static View of(List<Mode> may, Cadence cadence, Session session, List<Member> whom) {
        Mode first = may.getFirst();
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("cadence.swap.what", SwapWords.which(cadence, session) + "\n" + now(session)));
        if (first == Mode.TAKE) {
            blocks.add(TextBlocks.small("cadence.swap.note", "You facilitate it. When it is your turn, they do."));
        } else {
            blocks.add(input(field -> field.blockId(WHO).label(plainText("Who facilitates it instead?"))
                    .element(whom.size() > OPTIONS
                            ? usersSelect(users -> users.actionId(WHO).placeholder(plainText("Choose a person")))
                            : staticSelect(select -> select.actionId(WHO).placeholder(plainText("Choose a person"))
                                    .options(whom.stream().map(SwapForm::chosen).toList())))));
            if (may.size() > 1) {
                OptionObject ask = option(plainText("Ask them: they are owed a turn"), Mode.ASK.name());
                OptionObject set = option(plainText("They do it: no turn is owed for it"), Mode.SET.name());
                blocks.add(input(field -> field.blockId(HOW).label(plainText("How?")).element(radioButtons(
                        radio -> radio.actionId(HOW).options(List.of(ask, set)).initialOption(ask)))));
            } else {
                blocks.add(TextBlocks.small("cadence.swap.note", first == Mode.ASK
                        ? "They are asked, and are owed a turn if they do it."
                        : "They do it and are told. No turn is owed for it."));
            }
        }
        return View.builder().type("modal").callbackId(CALLBACK)
                .privateMetadata(For.CODEC.encode(new For(first, SessionSnapshot.of(session))))
                .title(viewTitle(t -> t.type("plain_text").text("Swap facilitator")))
                .submit(viewSubmit(s -> s.type("plain_text").text(switch (first) {
                    case ASK -> may.size() > 1 ? "Go" : "Ask";
                    case SET -> "Save";
                    case TAKE -> "I'll take it";
                })))
                .close(viewClose(c -> c.type("plain_text").text("Cancel"))).blocks(blocks).build();
    }

    /** Empty when it is not one of these forms. */
    static Optional<Sent> read(SubmissionRequest sent) {
        String who = sent.values().value(WHO);
        String how = sent.values().value(HOW);
        return For.CODEC.read(sent.privateMetadata()).flatMap(form -> mode(how, form.mode())
                .map(mode -> new Sent(mode, form.session(), who == null ? null : new UserId(who))));
    }

    private static Optional<Mode> mode(@Nullable String chosen, Mode otherwise) {
        return chosen == null
                ? Optional.of(otherwise)
                : List.of(Mode.values()).stream().filter(mode -> mode.name().equals(chosen)).findFirst();
    }

    private static String now(Session session) {
        UserId facilitator = session.facilitator();
        return facilitator == null ? "Nobody facilitates it so far." : facilitator.mention() + " facilitates it now.";
    }

    private static OptionObject chosen(Member member) {
        return option(plainText(Mrkdwn.cut(member.name(), LABEL)), member.id().value());
    }
}

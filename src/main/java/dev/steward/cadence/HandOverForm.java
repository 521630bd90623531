package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.usersSelect;

import java.util.List;

import com.slack.api.model.view.View;

import dev.steward.slack.TextBlocks;

/** Who looks after a cadence from now on. */
final class HandOverForm {
    static final String CALLBACK = "cadence.handover";
    static final String TO = "cadence.handover.to";

    private HandOverForm() {}

    static View of(Cadence cadence) {
        return AgendaForms.form(CALLBACK, "Hand over", "Hand over",
                CadenceSnapshot.CODEC.encode(CadenceSnapshot.of(cadence)),
                List.of(TextBlocks.section("cadence.handover.what", CadenceLine.name(cadence)
                        + "\nWhoever looks after it can change, pause and end it, and is asked where nobody "
                        + "else can be. They are told."),
                        input(field -> field.blockId(TO).label(plainText("Who looks after it from now on?"))
                                .element(usersSelect(select -> select.actionId(TO)
                                        .placeholder(plainText("Choose somebody")))))));
    }
}

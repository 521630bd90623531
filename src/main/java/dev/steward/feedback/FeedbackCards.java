package dev.steward.feedback;

import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.steward.delivery.CardKind;
import dev.steward.feedback.FeedbackCard.Shown;
import dev.steward.slack.Message;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.WorkspaceId;

/** Puts names to an item, and has it rendered. */
@Component
class FeedbackCards implements CardKind {
    static final String KIND = "feedback";

    private final FeedbackItems items;
    private final Areas areas;
    private final Members members;

    FeedbackCards(FeedbackItems items, Areas areas, Members members) {
        this.items = items;
        this.areas = areas;
        this.members = members;
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        return items.find(workspace, new FeedbackId(thing))
                .filter(entry -> entry.item().visibility().allows(channel)).map(this::shown).map(FeedbackCard::of);
    }

    Shown shown(Entry entry) {
        FeedbackItem item = entry.item();
        WorkspaceId workspace = item.workspace();
        var area = item.details().area();
        var submitter = item.origin().submitter();
        return new Shown(entry,
                area == null ? null : areas.find(workspace, area).map(Area::name).orElse(null),
                submitter == null
                        ? tool(item)
                        : members.find(workspace, submitter).map(Member::name).orElse("somebody"));
    }

    private static String tool(FeedbackItem item) {
        return item.origin().author() == null ? "a support tool" : item.origin().author();
    }
}

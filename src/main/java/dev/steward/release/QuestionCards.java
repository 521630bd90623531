package dev.steward.release;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.steward.delivery.CardKind;
import dev.steward.delivery.Things;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** A question in the direct messages of whoever is to answer it. The release's owner hears when a message about it does not arrive. */
@Component
class QuestionCards implements CardKind, Things {
    static final String NAME = "release.question";

    private final Questions questions;
    private final Releases releases;
    private final Copies copies;

    QuestionCards(Questions questions, Releases releases, Copies copies) {
        this.questions = questions;
        this.releases = releases;
        this.copies = copies;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        return questions.find(workspace, new QuestionId(thing)).flatMap(question -> releases
                .find(workspace, question.release())
                .map(release -> QuestionWords.card(question, release,
                        copies.find(workspace, question.release(), question.asked().channel()).map(Copy::permalink)
                                .orElse(null))));
    }

    @Override
    public Map<UUID, Thing> find(WorkspaceId workspace, Set<UUID> things) {
        List<Question> found = questions.find(workspace, things);
        Map<ReleaseId, Release> about = releases.find(workspace,
                found.stream().map(question -> question.release().value()).distinct().toList()).stream()
                .collect(Collectors.toMap(release -> release.facts().id(), Function.identity()));
        Map<UUID, Thing> named = new HashMap<>();
        for (Question question : found) {
            Release release = about.get(question.release());
            if (release != null) {
                named.put(question.id().value(), new Thing(QuestionWords.name(question, release), release.owner()));
            }
        }
        return named;
    }
}

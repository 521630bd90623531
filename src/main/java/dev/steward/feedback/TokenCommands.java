package dev.steward.feedback;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.slack.api.model.view.View;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

import dev.steward.feedback.WebTokens.Listed;
import dev.steward.slack.Actor;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;

/** {@code /feedback token}: admins let support tools in, and out again. */
@Component
class TokenCommands {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,39}");
    private static final String NAMES = "A name has letters, digits, spaces, dots and dashes, at most 40: "
            + "`/feedback token new zendesk`.";

    private final WebTokens tokens;

    TokenCommands(WebTokens tokens) {
        this.tokens = tokens;
    }

    /** Empty when it was not meant as a command. */
    Optional<Reply> answer(Actor actor, String rest) {
        String[] parts = rest.strip().split("\\s+", 2);
        String verb = parts[0].toLowerCase(Locale.ROOT);
        String name = parts.length > 1 ? parts[1].strip() : "";
        boolean named = verb.equals("new") || verb.equals("rotate") || verb.equals("revoke");
        if (!named && !(verb.equals("list") && name.isEmpty()) && !rest.isBlank()) {
            return Optional.empty();
        }
        if (named && !NAME.matcher(name).matches()) {
            return Optional.of(Reply.says(NAMES));
        }
        return Optional.of(switch (verb) {
            // Shown in a modal that is filled after the answer, so that the token is kept nowhere.
            case "new" -> made(() -> created(actor, name));
            case "rotate" -> made(() -> rotated(actor, name));
            case "revoke" -> Reply.says(tokens.revoke(actor.workspace(), name)
                    ? "The token of *" + Mrkdwn.escape(name) + "* works no more."
                    : none(name));
            default -> Reply.says(list(actor));
        });
    }

    private static Reply made(Supplier<View> view) {
        return new Reply.Opens(FeedbackForm.reading("the token"), view);
    }

    private View created(Actor actor, String name) {
        try {
            return shown(name, tokens.create(actor.workspace(), name, actor.user()));
        } catch (DuplicateKeyException e) {
            return FeedbackForm.says("*" + Mrkdwn.escape(name) + "* has a token already. `/feedback token rotate "
                    + Mrkdwn.escape(name) + "` makes a new one in its place.", null);
        }
    }

    private View rotated(Actor actor, String name) {
        return tokens.rotate(actor.workspace(), name, actor.user()).map(token -> shown(name, token))
                .orElseGet(() -> FeedbackForm.says(none(name), null));
    }

    private static View shown(String name, String token) {
        return FeedbackForm.says("The token of *" + Mrkdwn.escape(name) + "*, shown only now:\n```" + token + "```\n"
                + "Send feedback as `POST /api/feedback` with the header `Authorization: Bearer <token>`.".replace(
                        "<token>", "…"),
                null);
    }

    private String list(Actor actor) {
        var all = tokens.all(actor.workspace());
        return all.isEmpty()
                ? "No support tool may file feedback yet. `/feedback token new zendesk` makes a token."
                : all.stream().map(TokenCommands::line).collect(Collectors.joining("\n"));
    }

    private static String line(Listed token) {
        return "• *" + Mrkdwn.escape(token.name()) + "*, made by " + token.createdBy().mention() + " "
                + FeedbackCard.when(token.createdAt());
    }

    private static String none(String name) {
        return "There is no token called *" + Mrkdwn.escape(name) + "*. `/feedback token list` shows them all.";
    }
}

package dev.steward.privacy;

import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.steward.privacy.Erasure.Choice;
import dev.steward.privacy.Erasure.Subject;
import dev.steward.privacy.Subjects.Offered;
import dev.steward.slack.Access;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.OptionsRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;

/** {@code /steward erase}: an admin asks, sees what would go, and a second person decides. */
@Component
class EraseCommands implements SlackFeature {
    private static final int MOST_OFFERED = 100;
    private static final int TYPED = 100;

    private final Subjects subjects;
    private final StartErasure start;
    private final DecideErasure decide;

    EraseCommands(Subjects subjects, StartErasure start, DecideErasure decide) {
        this.subjects = subjects;
        this.start = start;
        this.decide = decide;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Subcommand("erase", "Erase a person, a customer or a feedback item",
                        List.of(new Usage("", "Choose whom or what to erase"),
                                new Usage("@person", "Erase somebody: their name, address and id, everywhere"),
                                new Usage("<customer>", "Erase a customer's name"),
                                new Usage("FB-12", "Erase one feedback item")),
                        Access.ADMINS, this::open),
                new Route.Options(EraseForm.WHOM, Access.ADMINS, this::offer),
                new Route.Submission(EraseForm.CALLBACK, Access.ADMINS, this::preview),
                ErasureCards.SUBMIT.route(Access.ADMINS, (press, about) -> decided(press,
                        () -> decide.submit(press.actor(), about))),
                ErasureCards.CANCEL.route(Access.ADMINS, (press, about) -> decided(press,
                        () -> decide.cancel(press.actor(), about))),
                ErasureCards.AGREE.route(Access.OPS, (press, about) -> decided(press,
                        () -> decide.agree(press.actor(), about))),
                ErasureCards.REFUSE.route(Access.OPS, (press, about) -> decided(press,
                        () -> decide.refuse(press.actor(), about))));
    }

    private Reply open(CommandRequest request) {
        String typed = request.text().strip();
        List<Offered> meant = subjects.meant(request.actor().workspace(), request.actor().user(), typed);
        if (meant.size() == 1) {
            return Reply.opens(EraseForm.view(null, meant.getFirst()));
        }
        String said = typed.isEmpty()
                ? null
                : meant.isEmpty()
                        ? "Nobody and nothing here is called “" + Mrkdwn.escape(typed, TYPED) + "”. Choose below."
                        : "“" + Mrkdwn.escape(typed, TYPED) + "” can mean several. Choose one below.";
        return Reply.opens(EraseForm.view(said, null));
    }

    private Reply offer(OptionsRequest request) {
        return new Reply.Offers(subjects.like(request.actor().workspace(), request.typed(), MOST_OFFERED).stream()
                .map(each -> new Reply.Offers.Option(each.label(), each.value())).toList());
    }

    private Reply preview(SubmissionRequest request) {
        Optional<Subject> subject = subjects.chosen(request.actor().workspace(),
                request.values().value(EraseForm.WHOM));
        if (subject.isEmpty()) {
            return Reply.refuses(EraseForm.WHOM, "Choose a person, a customer or an item from the list.");
        }
        Choice choice = EraseForm.choice(request.values());
        Optional<String> tooShort = EraseForm.tooShort(choice);
        if (tooShort.isPresent()) {
            return Reply.refuses(EraseForm.OTHERS,
                    "“" + tooShort.get() + "” is too short: much else would go with it. Use 3 characters at least.");
        }
        try {
            return new Reply.Updates(EraseForm.counting(start.start(request.actor(), subject.get(), choice)));
        } catch (Refused refused) {
            return Reply.refuses(EraseForm.WHOM, refused.sentence());
        }
    }

    private interface Deciding {
        Erasure decide();
    }

    /** What comes of it stands on the card. */
    private static Reply decided(ActionRequest press, Deciding deciding) {
        try {
            deciding.decide();
            return Reply.done();
        } catch (Refused refused) {
            return Reply.says(press, refused.sentence());
        }
    }
}

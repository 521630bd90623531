package dev.steward.release;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.DeliveryStatus;
import dev.steward.release.ReportCard.CopyAsShown;
import dev.steward.slack.Actor;
import dev.steward.workspace.ChannelId;

/** What the owner decides about copies that do not arrive. */
@Component
class SkipChannel {
    private final ChangeRelease changes;
    private final Copies copies;
    private final DeliveryStatus status;
    private final Releases releases;
    private final Reports reports;
    private final TransactionTemplate transaction;

    SkipChannel(ChangeRelease changes, Copies copies, DeliveryStatus status, Releases releases, Reports reports,
            TransactionTemplate transaction) {
        this.changes = changes;
        this.copies = copies;
        this.status = status;
        this.releases = releases;
        this.reports = reports;
        this.transaction = transaction;
    }

    /**
     * This channel is not told of it, now or later; a copy that stands there is taken away.
     *
     * @throws Refused when they may not, it does not go there, or the copy does not stand as they were shown it
     */
    void skip(Actor by, CopyAsShown shown) {
        ReleaseId release = shown.release();
        ChannelId channel = shown.channel();
        // First the copies' messages, then the copies, in the order in which whoever sends them takes them.
        Refused[] no = new Refused[1];
        transaction.executeWithoutResult(tx -> {
            try {
                changes.change(by.workspace(), release, (it, around) -> {
                    it.skipped(by.user(), by.role(), channel.value(), around.now());
                    standsAsShown(by, it, shown);
                });
                copies.skip(by.workspace(), release, channel);
                reports.changed(by.workspace(), release);
            } catch (Refused refused) {
                no[0] = refused;
            }
        });
        if (no[0] != null) {
            throw no[0];
        }
    }

    private void standsAsShown(Actor by, Release release, CopyAsShown shown) {
        ChannelId channel = shown.channel();
        if (copies.find(by.workspace(), shown.release(), channel).filter(Copy::goes).isEmpty()) {
            throw new Refused("It does not go to " + channel.link() + " any more.");
        }
        boolean arrived = status.of(by.workspace(), shown.release().value(), ReleaseCards.NAME).all().stream()
                .anyMatch(to -> channel.equals(to.channel()) && to.state() == DeliveryStatus.State.DELIVERED);
        if (arrived) {
            throw new Refused.LookAgain("It has reached " + channel.link()
                    + " since you were shown this. To take it away there, edit where it goes.");
        }
        if (release.edition() != shown.edition()) {
            throw new Refused.LookAgain("It has been edited since you were shown this: that was edition "
                    + shown.edition() + ", and this is edition " + release.edition() + ". Please look again.");
        }
    }

    /**
     * Sends again what failed, and answers how many copies that are.
     *
     * @throws Refused when they may not
     */
    int tryAgain(Actor by, ReleaseId id) {
        Integer again = transaction.execute(tx -> {
            // An edit touches the same messages in an order of its own, and holds the release while it does.
            Release release = releases.lock(by.workspace(), id)
                    .orElseThrow(() -> new Refused("There is no such release here any more."));
            if (!release.mayEdit(by.user(), by.role())) {
                throw new Refused("Only " + release.owner().mention()
                        + ", whom they let edit it, ops people and admins can do that.");
            }
            int sent = status.retry(by.workspace(), id.value(), ReleaseCards.NAME);
            reports.changed(by.workspace(), id);
            return sent;
        });
        return again == null ? 0 : again;
    }
}

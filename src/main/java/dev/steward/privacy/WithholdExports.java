package dev.steward.privacy;

import java.util.List;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.ForgetSent;
import dev.steward.workspace.Member;
import dev.steward.workspace.MemberChanged;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;

/** Gives up an export that waits for Slack once whoever asked for it is no admin any more: it may wait for days. */
@Component
class WithholdExports {
    private final Exports exports;
    private final Members members;
    private final ForgetSent sent;

    WithholdExports(Exports exports, Members members, ForgetSent sent) {
        this.exports = exports;
        this.members = members;
        this.sent = sent;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void changed(MemberChanged event) {
        if (members.find(event.workspace(), event.member()).filter(Member::reachable)
                .filter(member -> member.role() == Role.ADMIN).isPresent()) {
            return;
        }
        List<UUID> made = exports.sentTo(event.workspace(), event.member());
        if (!made.isEmpty()) {
            sent.files(event.workspace(), made);
        }
    }
}

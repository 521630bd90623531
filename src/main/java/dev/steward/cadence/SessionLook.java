package dev.steward.cadence;

import dev.steward.slack.Message;

/** How sessions of one kind look in their channel: a pure function of the state, as it is read when the card is sent. */
interface SessionLook {
    /** Whether it is for written sessions; else for meetings. */
    boolean written();

    Message of(Cadence cadence, Session session);
}

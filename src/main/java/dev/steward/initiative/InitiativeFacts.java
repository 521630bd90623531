package dev.steward.initiative;

import java.util.List;

import dev.steward.slack.Actor;

/** A feature's bean that knows more about an initiative than the initiative itself. Asked whenever somebody looks at one. */
public interface InitiativeFacts {
    /**
     * Lines such as {@code AP-7 Launch: approved 3 Dec}, the most telling first: mrkdwn with user text escaped, no line breaks. Of
     * all features' lines the first ten are shown. Only what this reader may see.
     */
    List<String> lines(Actor reader, InitiativeId initiative);
}

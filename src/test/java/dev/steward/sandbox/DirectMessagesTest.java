package dev.steward.sandbox;

import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SandboxTest
class DirectMessagesTest {
    @Autowired
    SandboxSlack slack;

    /** Its manifest says that its Messages tab is read-only. */
    @Test
    void stewardTakesCommandsThereAndNoWords() {
        Person maya = slack.as(PM).inDirectMessages().tries().types("hello")
                .seesFailure("Sending messages to this app has been turned off.").seesNo("hello");
        maya.types("/steward").sees("runs product operations");
        maya.inDirectMessagesWith(SELLER).says("hello");
        slack.hadNoTrouble();
    }
}

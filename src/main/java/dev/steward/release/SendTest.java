package dev.steward.release;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.release.Preview.Look;
import dev.steward.workspace.UserId;

/** Shows a release to one person in their direct messages, as its channels will see it. */
@Component
class SendTest {
    private final Notices notices;
    private final ShowRelease show;

    SendTest(Notices notices, ShowRelease show) {
        this.notices = notices;
        this.show = show;
    }

    /** @param key names the doing: a repeated one sends nothing more */
    @Transactional
    void send(Release release, Look look, UserId to, String key) {
        notices.say(release.facts().workspace(), release.facts().id().value(),
                "test " + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)), new Recipient.Direct(to),
                Preview.test(release, look, show.preview(release, look.audience())));
    }
}

package dev.steward.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes answers to the {@code response_url} of payloads that nobody was shown: beside the Web API, where Steward says them. */
@TestComponent
@RestController
public class HeardAnswers {
    private final Map<String, String> heard = new ConcurrentHashMap<>();
    private final LocalAddress address;

    HeardAnswers(LocalAddress address) {
        this.address = address;
    }

    /** The address for one payload. */
    public String url(String id) {
        return address.base() + "/sandbox/heard/" + id;
    }

    /** All that was said there. */
    public String said(String id) {
        return heard.getOrDefault(id, "");
    }

    /** All that was said since this was asked last, to whomever. */
    public List<String> all() {
        List<String> said = List.copyOf(heard.values());
        heard.clear();
        return said;
    }

    @PostMapping("/sandbox/heard/{id}")
    String hear(@PathVariable("id") String id, @RequestBody byte[] body) {
        heard.merge(id, new String(body, StandardCharsets.UTF_8), String::concat);
        return "ok";
    }
}

package dev.steward.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where things are on the page: who looks is part of the address, so that two tabs can be two people. */
record PageUrls(String person) {

    public String base() {
        return "/as/" + segment(person);
    }

    public String home() {
        return base() + "/home";
    }

    public String people() {
        return base() + "/people";
    }

    String channel(String channel) {
        return base() + "/c/" + segment(channel);
    }

    String message(String channel, String ts) {
        return channel(channel) + "/m/" + segment(ts);
    }

    String thread(String channel, String ts) {
        return channel(channel) + "/t/" + segment(ts);
    }

    String view(String viewId) {
        return base() + "/views/" + segment(viewId);
    }

    /** A person's avatar, as a class of the stylesheet the page serves with everyone's colours. */
    static String avatarClass(String userId) {
        return "av av-" + userId.replaceAll("[^A-Za-z0-9]", "");
    }

    String file(String fileId) {
        return base() + "/files/" + segment(fileId);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

package dev.steward.sandbox;

/** The sandbox's Slack team, and Steward as the app installed in it. */
record Team(String id, String name, String domain, String appId, String botUserId, String botId, String botToken,
        String signingSecret) {
    @Override
    public String toString() {
        return "Team[" + id + "]";
    }
}

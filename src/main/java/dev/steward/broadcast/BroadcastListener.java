package dev.steward.broadcast;

import java.util.Map;
import java.util.function.Consumer;

/** Hears what is said to all instances, with NOTIFY: a bean of whoever wants to know. What it does is quick, and asks nobody. */
public interface BroadcastListener {
    /** By each channel, what is done with what is said on it. */
    Map<String, Consumer<String>> channels();

    /** Something may have been said while nobody listened. */
    void missed();
}

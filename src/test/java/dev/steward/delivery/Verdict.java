package dev.steward.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.steward.workspace.ChannelId;

/**
 * What Slack shows, held against what was written.
 *
 * @param strange    what nobody wrote, or what was taken back
 * @param disordered channels in which a message stands before an earlier one
 * @param details    of each channel that is not as it should be
 */
record Verdict(int messages, int lost, int twice, int strange, int disordered, Map<ChannelId, String> details) {

    /**
     * @param written how many messages each channel got
     * @param said    what stands in each, oldest first
     */
    static Verdict of(Map<ChannelId, Integer> written, Map<ChannelId, List<String>> said) {
        int messages = 0;
        int lost = 0;
        int twice = 0;
        int strange = 0;
        int disordered = 0;
        Map<ChannelId, String> details = new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
        for (ChannelId channel : said.keySet()) {
            List<String> shown = said.getOrDefault(channel, List.of());
            List<String> expected = IntStream.rangeClosed(1, written.getOrDefault(channel, 0))
                    .mapToObj(number -> Writers.words(channel, number)).toList();
            messages += expected.size();
            if (shown.equals(expected)) {
                continue;
            }
            Set<String> missing = new HashSet<>(expected);
            shown.forEach(missing::remove);
            Set<String> unknown = new HashSet<>(shown);
            expected.forEach(unknown::remove);
            List<String> once = new ArrayList<>(new LinkedHashSet<>(shown));
            once.removeAll(unknown);
            List<String> rightly = new ArrayList<>(expected);
            rightly.removeAll(missing);
            lost += missing.size();
            twice += shown.size() - new HashSet<>(shown).size();
            strange += unknown.size();
            disordered += once.equals(rightly) ? 0 : 1;
            details.put(channel, "lost " + missing + ", strange " + unknown + ", shown " + shown);
        }
        return new Verdict(messages, lost, twice, strange, disordered, details);
    }

    @Override
    public String toString() {
        return "%,d messages, %d lost, %d twice, %d strange, %d channels out of order".formatted(messages, lost, twice,
                strange, disordered);
    }
}

package dev.steward.slack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;

import dev.steward.workspace.Role;

/** What each command does, told from what the features declare. */
final class Help {
    /** A section holds 3,000; a line of help is never cut in two. */
    private static final int SECTION = 2_800;
    /** All blocks of a message fail together at 13,200. */
    private static final int ALL_SECTIONS = 12_000;

    private final Routes routes;

    Help(Routes routes) {
        this.routes = routes;
    }

    /** {@code /feedback help} */
    Message of(Route.Command command, Role role) {
        String typed = routes.names().slash(command.name());
        var lines = new ArrayList<String>();
        lines.add("*" + typed + "*: " + command.does());
        usages(typed, command.usages(), command.access(), role, lines);
        lines.add("The same as `" + steward() + " " + routes.names().name(command.name()) + " ...`");
        return message(lines);
    }

    /** {@code /steward help setup} */
    Message of(Route.Subcommand word, Role role) {
        String typed = steward() + " " + word.name();
        var lines = new ArrayList<String>();
        lines.add("*" + typed + "*: " + word.does());
        usages(typed, word.usages(), word.access(), role, lines);
        return message(lines);
    }

    /** {@code /steward help} */
    Message everything(Role role) {
        var lines = new ArrayList<String>();
        lines.add("*Steward* runs product operations where you already are.");
        if (role == Role.OUTSIDER) {
            lines.add(Access.MEMBERS.refusal(role));
            return message(lines);
        }
        lines.addAll(existing(role));
        lines.add("`" + steward() + " help &lt;command&gt;` shows every form of one.");
        return message(lines);
    }

    /** A word after {@code /steward} that is nothing. */
    Message unknown(String word, Role role) {
        var lines = new ArrayList<String>();
        String near = nearest(word, role).map(match -> " Did you mean `" + steward() + " " + match + "`?").orElse("");
        lines.add("There is no \"" + Mrkdwn.escape(Mrkdwn.cut(word, 60)) + "\" here." + near + " What there is:");
        lines.addAll(existing(role));
        return message(lines);
    }

    /** A command Slack sends here that no feature has, such as one taken out since the manifest was made. */
    Message unknownCommand(String slash, Role role) {
        var lines = new ArrayList<String>();
        lines.add("Steward has no " + Mrkdwn.escape(Mrkdwn.cut(slash, 60)) + " here. What there is:");
        lines.addAll(existing(role));
        return message(lines);
    }

    private List<String> existing(Role role) {
        var lines = new ArrayList<String>();
        for (Route.Command command : may(routes.commands(), role)) {
            lines.add("• `" + routes.names().slash(command.name()) + "` " + command.does());
        }
        for (Route.Subcommand word : may(routes.subcommands(), role)) {
            lines.add("• `" + steward() + " " + word.name() + "` " + word.does());
        }
        lines.add("• `" + steward() + " help` Show this");
        return lines;
    }

    private static <R extends Route> List<R> may(Collection<R> routes, Role role) {
        return routes.stream().filter(route -> route.access().admits(role)).toList();
    }

    private static void usages(String typed, List<Route.Usage> usages, Access command, Role role, List<String> lines) {
        usages.stream().filter(usage -> usage.accessOr(command).admits(role)).forEach(usage -> {
            String form = usage.arguments().isEmpty() ? typed : typed + " " + Mrkdwn.code(usage.arguments());
            lines.add("• `" + form + "` " + usage.does());
        });
    }

    private String steward() {
        return routes.names().slash(Routes.STEWARD);
    }

    /** The existing word within two typing errors, fewer for short ones. */
    private Optional<String> nearest(String word, Role role) {
        String typed = word.toLowerCase(Locale.ROOT);
        var words = new ArrayList<String>();
        may(routes.commands(), role).forEach(command -> words.add(routes.names().name(command.name())));
        may(routes.subcommands(), role).forEach(subcommand -> words.add(subcommand.name()));
        words.add(Routes.HELP);
        return words.stream().filter(each -> distance(typed, each) <= Math.min(2, each.length() / 2))
                .min(Comparator.comparingInt(each -> distance(typed, each)))
                .or(() -> words.stream().filter(each -> typed.length() > 2 && each.startsWith(typed)).findFirst());
    }

    /** Levenshtein's, of words a person types; what is far longer than any of ours is far away without counting. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 2) {
            return Integer.MAX_VALUE;
        }
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swap, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }

    private static Message message(List<String> lines) {
        List<LayoutBlock> blocks = new ArrayList<>();
        var section = new StringBuilder();
        int room = ALL_SECTIONS;
        for (String line : lines) {
            room -= line.length() + 1;
            if (room < 0) {
                section.append('\n').append(Mrkdwn.MORE);
                break;
            }
            if (!section.isEmpty() && section.length() + 1 + line.length() > SECTION) {
                blocks.add(section(section.toString()));
                section.setLength(0);
            }
            if (!section.isEmpty()) {
                section.append('\n');
            }
            section.append(line);
        }
        blocks.add(section(section.toString()));
        return new Message(lines.getFirst(), blocks);
    }

    private static LayoutBlock section(String mrkdwn) {
        return SectionBlock.builder().text(MarkdownTextObject.builder().text(mrkdwn).verbatim(true).build()).build();
    }
}

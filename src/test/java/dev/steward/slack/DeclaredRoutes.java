package dev.steward.slack;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.steward.slack.Route.Usage;

/** All routes of all features, a command's and a word's once for each form they take; events are left out that are news of somebody. */
final class DeclaredRoutes {
    private DeclaredRoutes() {}

    /**
     * A route, and what it asks.
     *
     * @param feature the package of the feature that has it
     * @param usage   the form of a command; {@code ""} for all other routes, and for the bare command
     * @param words   how the docs name it
     */
    record Declared(String feature, Route route, String usage, String words, Access access) {
        /** All texts that are this form: {@code token new|revoke <name>} is {@code token new x} and {@code token revoke x}. */
        List<String> texts() {
            String plain = usage.replaceAll("<[^>]*>", "x").replaceAll("\\[[^]]*]", "").strip();
            Stream<String> texts = Stream.of("");
            for (String word : plain.split("\\s+")) {
                texts = texts.flatMap(text -> Arrays.stream(word.split("\\|")).map(each -> text + " " + each));
            }
            return texts.map(String::strip).toList();
        }
    }

    static List<Declared> of(List<SlackFeature> features, CommandNames names) {
        return features.stream()
                .flatMap(feature -> feature.routes().stream().flatMap(route -> of(name(feature), route, names)))
                .sorted(Comparator.comparing(Declared::feature).thenComparing(each -> order(each.route()))
                        .thenComparing(each -> key(each.route())))
                .toList();
    }

    private static Stream<Declared> of(String feature, Route route, CommandNames names) {
        Objects.requireNonNull(route.access(), () -> key(route) + " does not say who may use it");
        return switch (route) {
            case Route.Command command -> forms(feature, route, names.slash(command.name()), command.usages());
            case Route.Subcommand word -> forms(feature, route, names.slash(Routes.STEWARD) + " " + word.name(),
                    word.usages());
            case Route.Action action -> one(feature, route, "button or field `" + action.actionId() + "`");
            case Route.Submission form -> one(feature, route, "form `" + form.callbackId() + "`");
            case Route.MessageShortcut shortcut -> one(feature, route, "*" + shortcut.title()
                    + "* in a message's menu: " + shortcut.description());
            case Route.GlobalShortcut shortcut -> one(feature, route, "*" + shortcut.title()
                    + "* among the shortcuts: " + shortcut.description());
            case Route.Options options -> one(feature, route, "choices of `" + options.actionId() + "`");
            case Route.Event event -> event.access() == Access.ANYONE
                    ? Stream.empty()
                    : one(feature, route, "event `" + event.type() + "`, in silence");
        };
    }

    private static Stream<Declared> forms(String feature, Route route, String typed, List<Usage> usages) {
        return usages.stream().map(usage -> new Declared(feature, route, usage.arguments(), "`"
                + (typed + " " + usage.arguments()).strip() + "` " + usage.does(), usage.accessOr(route.access())));
    }

    private static Stream<Declared> one(String feature, Route route, String words) {
        return Stream.of(new Declared(feature, route, "", words, route.access()));
    }

    private static String name(SlackFeature feature) {
        return feature.getClass().getPackageName().replaceFirst("^dev\\.steward\\.(\\w+).*", "$1");
    }

    private static int order(Route route) {
        return switch (route) {
            case Route.Command command -> 0;
            case Route.Subcommand word -> 1;
            case Route.GlobalShortcut shortcut -> 2;
            case Route.MessageShortcut shortcut -> 3;
            case Route.Action action -> 4;
            case Route.Submission form -> 5;
            case Route.Options options -> 6;
            case Route.Event event -> 7;
        };
    }

    static String key(Route route) {
        return switch (route) {
            case Route.Command command -> command.name();
            case Route.Subcommand word -> word.name();
            case Route.Action action -> action.actionId();
            case Route.Submission form -> form.callbackId();
            case Route.MessageShortcut shortcut -> shortcut.callbackId();
            case Route.GlobalShortcut shortcut -> shortcut.callbackId();
            case Route.Options options -> options.actionId();
            case Route.Event event -> event.type();
        };
    }
}

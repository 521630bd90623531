package dev.steward.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

import dev.steward.policy.Kinds.Placed;
import dev.steward.workspace.UserId;

/** Finds who is meant by what a policy says of people. */
final class ReadApprovers {
    private static final Pattern PERSON = Pattern.compile("<@([UW][A-Z0-9]+)(?:\\|[^>]*)?>");
    private static final Pattern GROUP = Pattern.compile("<!subteam\\^(S[A-Z0-9]+)(?:\\|[^>]*)?>");
    private static final Pattern HANDLE = Pattern.compile("@[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>|]+@[^\\s@<>|]+\\.[^\\s@<>|]+");
    private static final Pattern BARE_PERSON = Pattern.compile("[UW][A-Z0-9]{6,}");
    private static final Pattern BARE_GROUP = Pattern.compile("S[A-Z0-9]{6,}");

    private final Findings findings;
    private final Map<String, List<Approver>> people = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();

    /** @param named what {@code people:} says; null where it says nothing */
    ReadApprovers(@Nullable Map<Placed<String>, List<Placed<String>>> named, Findings findings) {
        this.findings = findings;
        if (named == null) {
            return;
        }
        Map<String, List<Approver>> read = new LinkedHashMap<>();
        named.forEach((name, members) -> {
            if (direct(name.value()).isPresent()) {
                findings.mistake(name.at(), "`" + name.value() + "` means somebody already.",
                        "Please choose another name.");
            }
            List<String> others = named.keySet().stream().map(Placed::value).toList();
            List<Approver> found = new ArrayList<>();
            for (Placed<String> member : members) {
                if (others.stream().anyMatch(other -> other.equalsIgnoreCase(member.value()))) {
                    findings.mistake(member.at(), "`" + member.value() + "` is a group of this list, and groups have no"
                            + " groups in them.", "Write its members here.");
                } else {
                    one(member.value(), member.at()).forEach(found::add);
                }
            }
            read.put(name.value().toLowerCase(Locale.ROOT), found);
            names.add(name.value());
        });
        people.putAll(read);
    }

    /** Those who are asked first: there is nobody yet whose manager could be asked. */
    List<Approver> asked(@Nullable List<Placed<String>> typed) {
        return found(typed, true);
    }

    /** Those who are told later. */
    List<Approver> told(@Nullable List<Placed<String>> typed) {
        return found(typed, false);
    }

    private List<Approver> found(@Nullable List<Placed<String>> typed, boolean first) {
        Set<Approver> all = new LinkedHashSet<>();
        for (Placed<String> one : typed == null ? List.<Placed<String>>of() : typed) {
            List<Approver> found = one(one.value(), one.at());
            if (first && found.contains(new Approver.Holder(Position.APPROVERS_MANAGER))) {
                findings.mistake(one.at(),
                        "An approver's manager can be told later, but there is no approver yet when a stage"
                                + " opens.",
                        "Use it under `escalate`, or name somebody here.");
            }
            all.addAll(found);
        }
        return List.copyOf(all);
    }

    private List<Approver> one(String typed, Node at) {
        Optional<Approver> direct = direct(typed);
        if (direct.isPresent()) {
            return List.of(direct.get());
        }
        List<Approver> group = people.get(typed.toLowerCase(Locale.ROOT));
        if (group != null) {
            return group;
        }
        findings.mistake(at, "It is not known who `" + typed + "` is.", suggestion(typed));
        return List.of();
    }

    private String suggestion(String typed) {
        if (BARE_PERSON.matcher(typed).matches()) {
            return Guess.didYouMean("<@" + typed + ">");
        }
        if (BARE_GROUP.matcher(typed).matches()) {
            return Guess.didYouMean("<!subteam^" + typed + ">");
        }
        List<String> known = new ArrayList<>(names);
        Arrays.stream(Position.values()).map(Position::written).forEach(known::add);
        return Guess.nearest(typed, known).map(Guess::didYouMean)
                .orElseGet(() -> "Name a person by e-mail address or as `<@U1234567>`,"
                        + " a user group as `\"@handle\"`, or "
                        + Trial.either(known.stream().map(one -> "`" + one + "`").toList(),
                                word -> word)
                        + ".");
    }

    private static Optional<Approver> direct(String typed) {
        Matcher person = PERSON.matcher(typed);
        if (person.matches()) {
            return Optional.of(new Approver.Person(new UserId(person.group(1))));
        }
        Matcher group = GROUP.matcher(typed);
        if (group.matches()) {
            return Optional.of(new Approver.Group(group.group(1)));
        }
        if (HANDLE.matcher(typed).matches()) {
            return Optional.of(new Approver.Group(typed));
        }
        if (EMAIL.matcher(typed).matches()) {
            return Optional.of(new Approver.Email(typed.toLowerCase(Locale.ROOT)));
        }
        return Position.parse(typed).map(Approver.Holder::new);
    }

    /** How many people that is, where it can be said without asking anybody; -1 where it cannot. */
    static int count(List<Approver> asked) {
        boolean countable = asked.stream().allMatch(one -> switch (one) {
            case Approver.Person person -> true;
            case Approver.Email email -> true;
            case Approver.Group group -> false;
            case Approver.Holder(Position position) -> position != Position.OPS && position != Position.ADMINS
                    && position != Position.APPROVERS_MANAGER;
        });
        return countable ? asked.size() : -1;
    }
}

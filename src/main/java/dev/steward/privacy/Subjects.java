package dev.steward.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.privacy.Erasure.Subject;
import dev.steward.slack.Claims;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.PlainLetters;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Whom or what somebody means who wants it erased: people who left too, whom Slack's own lists do not offer. */
@Component
class Subjects {
    private static final int LABEL = 75;
    private static final String CLOSED = " (account closed)";

    private final Members members;
    private final List<ErasableKind> kinds;

    Subjects(Members members, List<ErasableKind> kinds) {
        this.members = members;
        this.kinds = kinds;
    }

    /** A choice of a list, and what it is called there. */
    record Offered(String value, String label) {}

    /** Those that may be meant by all that was typed: none, one, or several of which one has to be chosen. */
    List<Offered> meant(WorkspaceId workspace, UserId self, String typed) {
        String bare = typed.strip();
        if (bare.isEmpty()) {
            return List.of();
        }
        List<Offered> things = kinds.stream().flatMap(kind -> kind.find(workspace, bare).stream())
                .map(Subjects::offered).toList();
        if (!things.isEmpty()) {
            return things;
        }
        Optional<UserId> byAddress = members.withEmail(workspace, bare).stream().findFirst();
        return byAddress.map(List::of).orElseGet(() -> members.meant(workspace, self, bare)).stream()
                .map(user -> offer(workspace, user)).toList();
    }

    /** For a type-ahead: things first where the words are a reference, then people by name. */
    List<Offered> like(WorkspaceId workspace, String typed, int most) {
        String bare = folded(typed);
        List<Offered> all = new ArrayList<>();
        kinds.forEach(kind -> kind.like(workspace, typed.strip(), most / 4).stream().map(Subjects::offered)
                .forEach(all::add));
        Stream<Offered> people = members.all(workspace).stream()
                .filter(member -> !member.bot() && !member.id().anonymous())
                .filter(member -> bare.isEmpty() || called(member, bare))
                .map(member -> person(member.id(), member));
        return Stream.concat(people, all.stream()).limit(most).toList();
    }

    private static boolean called(Member member, String typed) {
        Names names = Names.of(member);
        return names.all().stream()
                .anyMatch(name -> folded(name).contains(typed) || familyNameFirst(folded(name)).contains(typed))
                || names.email() != null && names.email().toLowerCase(Locale.ROOT).startsWith(typed);
    }

    /** {@code lindqvist, maya} */
    private static String familyNameFirst(String name) {
        int space = name.lastIndexOf(' ');
        return space < 0 ? name : name.substring(space + 1) + ", " + name.substring(0, space);
    }

    private static String folded(String name) {
        return PlainLetters.of(name).toLowerCase(Locale.ROOT).strip();
    }

    private Offered offer(WorkspaceId workspace, UserId user) {
        return person(user, members.find(workspace, user).orElse(null));
    }

    private static Offered person(UserId user, @Nullable Member member) {
        String closed = member != null && member.deactivated() ? CLOSED : "";
        String name = member == null ? user.value() : member.name();
        return new Offered(Erasure.PERSON + " " + user.value(), Mrkdwn.cut(name, LABEL - closed.length()) + closed);
    }

    private static Offered offered(Erasable thing) {
        return new Offered(thing.kind() + " " + thing.id(), Mrkdwn.cut(thing.label(), LABEL));
    }

    /** Whom or what a choice names; empty where it is nobody's here, or no longer there. */
    Optional<Subject> chosen(WorkspaceId workspace, @Nullable String value) {
        String[] words = value == null ? new String[0] : value.split(" ");
        if (words.length != 2) {
            return Optional.empty();
        }
        if (words[0].equals(Erasure.PERSON)) {
            return person(workspace, words[1]);
        }
        return kinds.stream().filter(kind -> kind.name().equals(words[0])).findFirst()
                .flatMap(kind -> id(words[1]).flatMap(id -> kind.get(workspace, id)))
                .map(thing -> new Subject(thing.kind(), null, thing.id(), thing.label(),
                        Names.of(thing.name())));
    }

    private Optional<Subject> person(WorkspaceId workspace, String id) {
        if (!id.matches("[UW][A-Z0-9]{2,20}")) {
            return Optional.empty();
        }
        return person(workspace, new UserId(id));
    }

    /** Somebody; empty for apps, and for who was erased already. */
    Optional<Subject> person(WorkspaceId workspace, UserId user) {
        Optional<Member> member = members.find(workspace, user);
        if (user.anonymous() || member.isPresent() && member.get().bot()) {
            return Optional.empty();
        }
        return Optional.of(new Subject(Erasure.PERSON, user, null, member.map(Member::name).orElse(user.value()),
                member.map(Names::of).orElse(Names.NONE)));
    }

    private static Optional<UUID> id(String typed) {
        return Claims.id(typed);
    }

    /** Whether somebody is still here, so that Slack tells of them again tomorrow: a member or guest whose account is open. */
    boolean stillHere(WorkspaceId workspace, Subject subject) {
        if (subject.user() == null) {
            return false;
        }
        members.refresh(workspace, List.of(subject.user()));
        return members.find(workspace, subject.user())
                .filter(member -> !member.deactivated() && !member.outsider()).isPresent();
    }
}

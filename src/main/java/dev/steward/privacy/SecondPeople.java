package dev.steward.privacy;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;

/** Who can agree to an erasure: admins and ops people who can be reached, but for whoever asked for it and whoever it is about. */
@Component
class SecondPeople {
    private final Members members;

    SecondPeople(Members members) {
        this.members = members;
    }

    /** Admins first, each by name. */
    List<UserId> of(Erasure erasure) {
        UserId about = erasure.subject() == null ? null : erasure.subject().user();
        return Stream.of(Role.ADMIN, Role.OPS).flatMap(role -> members.with(erasure.workspace(), role).stream())
                .map(Member::id).filter(person -> !person.equals(erasure.askedBy()) && !person.equals(about)).toList();
    }
}

package dev.steward.cadence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;

/**
 * Whose turn it is to facilitate, fairly. Plain collections, so that it is kept as JSON; every change makes another value. Whoever
 * asks says each time who may facilitate ({@code eligible}, in the order people chose) and who of them is there ({@code present}).
 *
 * <ol>
 * <li>It is the turn of whoever has had the fewest; of several, of whoever had theirs longest ago (never: first), then of the first
 * in the list.
 * <li>A turn counts when a session is started ({@link #held}), never when it is planned. What is skipped, moved or called off uses up
 * nobody's turn, and who goes away after they were told keeps theirs.
 * <li>Nobody is more than one turn behind: who comes back after long away owes one at most, and who is new owes none.
 * <li>Who does somebody else's turn is owed one by them; two who owe each other are even. When it is the turn of somebody to whom
 * one is owed, whoever owes it does it if they are there. Debts of and to people who left are void.
 * <li>Who facilitated last does not do so again as long as anybody else is there. If it is their turn, the next takes the session: as
 * their own turn if they have had no more, else in their place, and is owed one.
 * </ol>
 *
 * What holds whatever happens:
 * <ul>
 * <li>Whoever is chosen is eligible and present; somebody is as long as anybody is both.
 * <li>When somebody is chosen, the turns that count of those present differ by one at most. Of two who were there all the time, also
 * those they were really given differ by one at most, whoever else came, went or swapped (an owner who sets the facilitator by hand
 * may go further).
 * <li>Nobody facilitates twice in a row while somebody else is there, unless they took the second from somebody.
 * <li>As long as nobody leaves, each has facilitated as often as turns were counted for them, plus what they are owed, minus what
 * they owe.
 * <li>{@link #ahead} says what will happen if people are there as foreseen.
 * </ul>
 *
 * @param turns    of everybody who had one, or could have had when another had one; also of people who left since
 * @param owed     in the order it will be paid; one more for each turn
 * @param last     who facilitated last; null before the first session
 * @param sessions how many were started
 */
record Rotation(List<Turn> turns, List<Owed> owed, @Nullable UserId last, int sessions) {
    Rotation {
        turns = List.copyOf(turns);
        owed = List.copyOf(owed);
    }

    static Rotation empty() {
        return new Rotation(List.of(), List.of(), null, 0);
    }

    /** Who facilitates next; empty when nobody who may is present. */
    Optional<UserId> next(List<UserId> eligible, Set<UserId> present) {
        return choose(eligible, present).map(Choice::facilitator);
    }

    /** As {@link #next}, with whose turn it is. */
    Optional<Choice> choose(List<UserId> eligible, Set<UserId> present) {
        Map<UserId, Turn> standing = standing(eligible, present, present(eligible, present));
        List<UserId> order = standing.values().stream()
                .sorted(Comparator.comparingInt(Turn::turns).thenComparingInt(Turn::last)).map(Turn::who).toList();
        if (order.isEmpty()) {
            return Optional.empty();
        }
        UserId due = order.getFirst();
        UserId does = payer(due, standing.keySet()).orElse(due);
        if (!does.equals(last) || order.size() == 1) {
            return Optional.of(new Choice(does, due));
        }
        UserId following = order.get(1);
        boolean theirs = turns(standing, following) == turns(standing, due);
        return Optional.of(theirs
                ? new Choice(payer(following, standing.keySet()).orElse(following), following)
                : new Choice(following, due));
    }

    /** As {@link #choose(List, Set)}, for a session that was swapped: who took it does it, if they are there. */
    Optional<Choice> choose(Hands hands, List<UserId> eligible, Set<UserId> present) {
        return hands.there(eligible, present)
                .map(hand -> new Choice(hand, turnOf(chain(hands, hand, eligible), eligible, present)))
                .or(() -> choose(eligible, present));
    }

    /** As {@link #held(Hands, UserId, List, Set)}, for one that was not swapped. */
    Rotation held(UserId by, List<UserId> eligible, Set<UserId> present) {
        return held(Hands.NONE, by, eligible, present);
    }

    /**
     * A session was started, and this is who facilitates it, whether they were chosen here or by hand. The turn counts for whom they
     * stand in for, if they do.
     *
     * @param hands how it was swapped
     */
    Rotation held(Hands hands, UserId by, List<UserId> eligible, Set<UserId> present) {
        var debts = new ArrayList<>(owed);
        debts.removeIf(debt -> !eligible.contains(debt.from()) || !eligible.contains(debt.to()));
        List<UserId> chain = chain(hands, by, eligible);
        UserId turnOf = turnOf(chain, eligible, present);
        UserId giver = turnOf;
        for (UserId taker : chain) {
            owe(debts, giver, taker);
            giver = taker;
        }
        Map<UserId, Turn> after = joined(eligible);
        var there = new ArrayList<>(present(eligible, present));
        there.addAll(List.of(by, turnOf));
        after.putAll(standing(eligible, present, there));
        after.computeIfPresent(turnOf, (person, turn) -> new Turn(person, turn.turns() + 1, sessions + 1));
        return new Rotation(List.copyOf(after.values()), debts, by, sessions + 1);
    }

    /**
     * Who will facilitate the next sessions, as far as is known now; empty for those at which nobody is there.
     *
     * @param presentAt who is there at the first (0), the second (1) ...
     */
    List<Optional<UserId>> ahead(int sessions, List<UserId> eligible, IntFunction<Set<UserId>> presentAt) {
        var facilitators = new ArrayList<Optional<UserId>>();
        Rotation rotation = this;
        for (int i = 0; i < sessions; i++) {
            Set<UserId> present = presentAt.apply(i);
            Optional<UserId> next = rotation.next(eligible, present);
            facilitators.add(next);
            if (next.isPresent()) {
                rotation = rotation.held(next.get(), eligible, present);
            }
        }
        return facilitators;
    }

    /** Who owes them a turn longest, is there, and did not facilitate just now. */
    private Optional<UserId> payer(UserId creditor, Collection<UserId> there) {
        return owed.stream().filter(debt -> debt.to().equals(creditor)).map(Owed::from)
                .filter(debtor -> there.contains(debtor) && !debtor.equals(last)).findFirst();
    }

    /** Who handed it on to whom, as far as they are still here; them alone where it was not swapped. */
    private static List<UserId> chain(Hands hands, UserId by, List<UserId> eligible) {
        List<UserId> chain = hands.back(by).people().stream().filter(eligible::contains).toList();
        return chain.isEmpty() ? List.of(by) : chain;
    }

    /** Of whoever would have paid a debt with it, or stood in, it is the turn of the one they would have done it for. */
    private UserId turnOf(List<UserId> chain, List<UserId> eligible, Set<UserId> present) {
        UserId first = chain.getFirst();
        return choose(eligible, present).filter(choice -> choice.facilitator().equals(first)).map(Choice::turnOf)
                .orElse(first);
    }

    /** What counts of these people's turns: nobody is more than one behind those present, in the order given. */
    private Map<UserId, Turn> standing(List<UserId> eligible, Set<UserId> present, Collection<UserId> who) {
        Map<UserId, Turn> own = joined(eligible);
        int most = present(eligible, present).stream().map(own::get).flatMap(Stream::ofNullable)
                .mapToInt(Turn::turns).max().orElse(0);
        var standing = new LinkedHashMap<UserId, Turn>();
        who.forEach(person -> standing.put(person,
                own.getOrDefault(person, new Turn(person, most, 0)).atLeast(most - 1)));
        return standing;
    }

    /** Everybody who was here before, and whoever is new. */
    private Map<UserId, Turn> joined(List<UserId> eligible) {
        Map<UserId, Turn> known = turns.stream().collect(
                Collectors.toMap(Turn::who, Function.identity(), (one, same) -> one, LinkedHashMap::new));
        int most = eligible.stream().map(known::get).flatMap(Stream::ofNullable).mapToInt(Turn::turns).max().orElse(0);
        eligible.forEach(person -> known.putIfAbsent(person, new Turn(person, most, 0)));
        return known;
    }

    private static int turns(Map<UserId, Turn> standing, UserId who) {
        Turn turn = standing.get(who);
        return turn == null ? 0 : turn.turns();
    }

    private static List<UserId> present(List<UserId> eligible, Set<UserId> present) {
        return eligible.stream().filter(present::contains).distinct().toList();
    }

    private static void owe(List<Owed> debts, UserId from, UserId to) {
        if (!from.equals(to) && !debts.remove(new Owed(to, from))) {
            debts.add(new Owed(from, to));
        }
    }

    /**
     * @param turns how many count; for whoever joined late as many as others had then
     * @param last  which of the sessions started was the last of them, from 1; 0 for never
     */
    record Turn(UserId who, int turns, int last) {
        private Turn atLeast(int least) {
            return turns >= least ? this : new Turn(who, least, last);
        }
    }

    /** One owes another a turn. */
    record Owed(UserId from, UserId to) {}

    /**
     * Who facilitates, and whose turn that is.
     *
     * @param turnOf mostly the same; another where they stand in, or do it because they owe one
     */
    record Choice(UserId facilitator, UserId turnOf) {}
}

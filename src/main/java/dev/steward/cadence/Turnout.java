package dev.steward.cadence;

import java.util.Set;
import java.util.stream.Collectors;

import dev.steward.cadence.Session.Asked;
import dev.steward.workspace.UserId;

/**
 * How many answered a written session, in numbers only. Who was away, or takes no part any more, is not counted as asked, unless they
 * answered all the same.
 *
 * @param asked    those who were asked, or were to be and had answered by then
 * @param answered those of them who have answered
 * @param added    those who were not asked, and have answered
 * @param away     those who were not asked since they were away, or do not work that day
 * @param tooLate  those who were not asked since it was too late
 */
record Turnout(int asked, int answered, int added, int away, int tooLate) {
    static Turnout of(Session session, Set<UserId> answers) {
        int asked = 0;
        int answered = 0;
        for (Asked one : session.asked()) {
            if (answers.contains(one.person())) {
                asked++;
                answered++;
            } else if (!session.marked(SessionPlan.GONE + one.person().value())) {
                asked++;
            }
        }
        Set<UserId> counted = session.asked().stream().map(Asked::person).collect(Collectors.toSet());
        int notAsked = 0;
        int tooLate = 0;
        for (String mark : session.workings().marks()) {
            if (mark.startsWith(SessionPlan.ASK)) {
                var person = new UserId(mark.substring(SessionPlan.ASK.length()));
                if (!counted.contains(person) && !answers.contains(person)) {
                    boolean missed = session.marked(SessionPlan.MISSED + person.value());
                    notAsked += missed ? 0 : 1;
                    tooLate += missed ? 1 : 0;
                }
            }
        }
        int added = (int) answers.stream().filter(person -> !counted.contains(person)).count();
        return new Turnout(asked, answered, added, notAsked, tooLate);
    }
}

package dev.steward.cadence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * The questions of a written session to one person, and what they answered.
 *
 * @param until      when their time to answer is over; null for who was not asked, and wanted to add theirs
 * @param answeredAt when they did so first; null: not yet
 * @param changedAt  when they did so last, if more than once
 * @param late       whether the session was closed when they answered first
 * @param answers    by question, in order, with the questions as they were when they were asked
 * @param version    how often it was written
 */
record Ask(AskId id, WorkspaceId workspace, SessionId session, CadenceId cadence, UserId user, Instant askedAt,
        @Nullable Instant until, @Nullable Instant answeredAt, @Nullable Instant changedAt, boolean late,
        List<Answer> answers, int version) {
    /** What fits into one field of a form. */
    static final int LONGEST = 3_000;

    Ask {
        answers = List.copyOf(answers);
    }

    /** One question, and what was typed in answer to it; nothing where that is empty. */
    record Answer(String question, String text) {}

    static Ask of(AskId id, Session session, UserId user, List<String> questions, Instant now,
            @Nullable Instant until) {
        return new Ask(id, session.facts().workspace(), session.facts().id(), session.facts().cadence(), user, now,
                until,
                null, null, false, questions.stream().map(question -> new Answer(question, "")).toList(), 0);
    }

    boolean answered() {
        return answeredAt != null;
    }

    /**
     * Somebody sends what they wrote. What they left as they found it stays as it is now: two who write at once, or one on two devices, do
     * not undo each other. Where both wrote another answer to the same question, the later one stands, and the earlier one is kept as a
     * version.
     *
     * @param found  what stood in the form when it was opened, by question; missing is empty
     * @param typed  what stands in it now
     * @param closed whether the session is closed
     * @throws Refused when nothing is answered
     */
    Ask write(List<String> found, List<String> typed, boolean closed, Instant now) {
        if (typed.stream().allMatch(String::isBlank)) {
            throw new Refused("Please answer at least one question.");
        }
        List<Answer> written = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Answer stands = answers.get(i);
            String mine = at(typed, i);
            written.add(mine.equals(at(found, i)) ? stands : new Answer(stands.question(), mine));
        }
        if (answered() && written.equals(answers)) {
            return this;
        }
        return new Ask(id, workspace, session, cadence, user, askedAt, until, answered() ? answeredAt : now,
                answered() ? now : null, answered() ? late : closed, written, version + 1);
    }

    /** What was typed in answer to this one's questions. */
    record Typed(Ask ask, List<String> texts) {}

    /**
     * What was typed in answer to other questions: those of a form that was opened before this person was asked. What these have too is an
     * answer to it, and the others are questions of this one as well from now on.
     */
    Typed among(List<String> questions, List<String> texts) {
        List<Answer> all = new ArrayList<>(answers);
        List<String> typed = new ArrayList<>(answers.stream().map(Answer::text).toList());
        for (int i = 0; i < questions.size(); i++) {
            String text = at(texts, i);
            int same = all.stream().map(Answer::question).toList().indexOf(questions.get(i));
            if (!text.isEmpty() && same >= 0) {
                typed.set(same, text);
            } else if (!text.isEmpty()) {
                all.add(new Answer(questions.get(i), ""));
                typed.add(text);
            }
        }
        return new Typed(
                new Ask(id, workspace, session, cadence, user, askedAt, until, answeredAt, changedAt, late, all,
                        version),
                typed);
    }

    /** What they answered, without what they left out. */
    List<Answer> given() {
        return answers.stream().filter(answer -> !answer.text().isBlank()).toList();
    }

    private static String at(List<String> texts, int i) {
        return i < texts.size() ? texts.get(i).strip() : "";
    }
}

package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.element.BlockElements.button;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.view.View;
import org.springframework.stereotype.Component;

import dev.steward.cadence.WrittenCard.Written;
import dev.steward.slack.Actor;
import dev.steward.slack.Codec;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Everything that was answered in writing, page by page: by person, or by question. */
@Component
class ReadAnswers {
    static final Press<Page> READ = Press.of("cadence.answers", Page.CODEC);
    private static final int MOST = 1_000;
    private static final int BLOCKS = 50;
    private static final int LETTERS = 14_000;
    private static final int PIECE = 2_800;

    private final CadenceLookup lookup;
    private final Asks asks;
    private final Members members;

    ReadAnswers(CadenceLookup lookup, Asks asks, Members members) {
        this.lookup = lookup;
        this.asks = asks;
        this.members = members;
    }

    /**
     * What is to be read.
     *
     * @param by   {@link #PEOPLE}, {@link #QUESTIONS}, or a user id
     * @param from which paragraph comes first
     */
    record Page(SessionId session, String by, int from) {
        private static final Codec<Page> CODEC = Codec.of(
                page -> List.of(page.session().value(), page.by(), page.from()),
                in -> new Page(new SessionId(in.id()), in.word(), Math.clamp(in.number(), 0, Integer.MAX_VALUE)));
        private static final String PEOPLE = "people";
        private static final String QUESTIONS = "questions";

        static Page first(SessionId session) {
            return new Page(session, PEOPLE, 0);
        }

        static Page of(SessionId session, String user) {
            return new Page(session, user, 0);
        }

        Page by(String other) {
            return new Page(session, other, 0);
        }

        Page from(int other) {
            return new Page(session, by, other);
        }

        boolean ofOne() {
            return !by.equals(PEOPLE) && !by.equals(QUESTIONS);
        }
    }

    /** Empty where there is no such session. */
    Optional<View> of(Actor by, Page page) {
        return lookup.find(by, page.session()).map(on -> {
            WorkspaceId workspace = by.workspace();
            List<Ask> found = page.ofOne()
                    ? asks.find(workspace, page.session(), new UserId(page.by())).filter(Ask::answered).stream()
                            .toList()
                    : asks.answered(workspace, page.session(), MOST);
            var known = members.find(workspace, found.stream().map(Ask::user).toList());
            List<Written> written = found.stream().map(ask -> WrittenLook.written(ask, on.session(), known)).toList();
            return view(on.cadence(), written, page);
        });
    }

    static View view(Cadence cadence, List<Written> written, Page page) {
        List<Paragraph> paragraphs = page.by().equals(Page.QUESTIONS) ? byQuestion(written) : byPerson(written);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("cadence.answers.what", CadenceLine.name(cadence)));
        if (!page.ofOne()) {
            blocks.add(actions(row -> row.blockId("cadence.answers.by").elements(List.of(
                    turn("people", "By person", page.by(Page.PEOPLE), page.by().equals(Page.PEOPLE)),
                    turn("questions", "By question", page.by(Page.QUESTIONS), page.by().equals(Page.QUESTIONS))))));
        }
        int begun = Math.clamp(page.from(), 0, Math.max(0, paragraphs.size() - 1));
        int next = begun;
        int letters = 0;
        while (next < paragraphs.size() && (next == begun
                || blocks.size() < BLOCKS && letters + paragraphs.get(next).letters() < LETTERS)) {
            Paragraph paragraph = paragraphs.get(next);
            if (next > begun && paragraph.begins()) {
                blocks.add(divider());
            }
            letters += paragraph.letters();
            blocks.add(TextBlocks.section("cadence.answers." + next, paragraph.mrkdwn()));
            next++;
        }
        turns(blocks, page, begun, next, paragraphs.size());
        return Modals.shows("Answers", blocks);
    }

    private static void turns(List<LayoutBlock> blocks, Page page, int begun, int next, int all) {
        List<BlockElement> turns = new ArrayList<>();
        if (begun > 0) {
            turns.add(turn("first", "From the beginning", page.from(0), false));
        }
        if (next < all) {
            turns.add(turn("next", "Next", page.from(next), true));
        }
        if (!turns.isEmpty()) {
            blocks.add(actions(row -> row.blockId("cadence.answers.turn").elements(turns)));
        }
    }

    private static BlockElement turn(String which, String label, Page page, boolean primary) {
        Press<Page> one = READ.numbered(which);
        return primary ? one.primary(label, page) : one.button(label, page);
    }

    /**
     * As much as fits into a block.
     *
     * @param heading mrkdwn; may be empty
     * @param begins  whether another person, or another question, begins with it
     */
    private record Paragraph(String heading, boolean begins, String typed) {
        /** What they wrote is made fit to be shown only when it is. */
        String mrkdwn() {
            return heading + (heading.isEmpty() ? "" : "\n") + Mrkdwn.escape(typed);
        }

        int letters() {
            return heading.length() + typed.length();
        }
    }

    private static List<Paragraph> byPerson(List<Written> written) {
        List<Paragraph> paragraphs = new ArrayList<>();
        for (Written one : written) {
            String before = WrittenCard.who(one) + "\n";
            for (Ask.Answer answer : one.given()) {
                add(paragraphs, before + "_" + Quoted.line(answer.question(), 300) + "_", !before.isEmpty(),
                        answer.text());
                before = "";
            }
        }
        return paragraphs;
    }

    private static List<Paragraph> byQuestion(List<Written> written) {
        Map<String, List<Written>> byQuestion = new LinkedHashMap<>();
        for (Written one : written) {
            for (Ask.Answer answer : one.given()) {
                byQuestion.computeIfAbsent(answer.question(), question -> new ArrayList<>())
                        .add(new Written(one.name(), one.user(), one.after(), List.of(answer)));
            }
        }
        List<Paragraph> paragraphs = new ArrayList<>();
        byQuestion.forEach((question, answers) -> {
            String before = "*" + Quoted.line(question, 300) + "*\n";
            for (Written one : answers) {
                add(paragraphs, before + "_" + Quoted.line(one.name(), 100) + "_"
                        + (one.after().isEmpty() ? "" : "  ·  " + one.after()), !before.isEmpty(),
                        one.given().getFirst().text());
                before = "";
            }
        });
        return paragraphs;
    }

    /** In as many paragraphs as Slack's limits take, none cut through a word where there is another way. */
    private static void add(List<Paragraph> paragraphs, String heading, boolean begins, String typed) {
        String left = WrittenCard.calm(typed);
        int room = PIECE - heading.length();
        boolean first = true;
        while (!left.isEmpty()) {
            int end = end(left, room);
            paragraphs.add(new Paragraph(first ? heading : "", first && begins, left.substring(0, end)));
            left = left.substring(end).strip();
            room = PIECE;
            first = false;
        }
    }

    /** Where to cut so that it takes at most so many characters, however much escaping makes of it. */
    private static int end(String text, int room) {
        int taken = 0;
        int end = 0;
        while (end < text.length()) {
            char c = text.charAt(end);
            taken += c > '~' || Character.isLetterOrDigit(c) || c == ' ' ? 1 : 5;
            if (taken > room) {
                int space = Math.max(text.lastIndexOf(' ', end), text.lastIndexOf('\n', end));
                int cut = space > end / 2 ? space : end;
                return Character.isHighSurrogate(text.charAt(cut - 1)) ? cut - 1 : cut;
            }
            end++;
        }
        return end;
    }
}

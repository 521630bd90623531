package dev.steward.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.feedback.CaptureFeedback.Captured;
import dev.steward.feedback.FeedbackItem.Person;
import dev.steward.feedback.FeedbackItem.Refusal;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Role;
import dev.steward.workspace.Settings;
import dev.steward.workspace.WorkspaceId;

class CaptureFeedbackTest {
    private final Database database = Database.fresh();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void referencesCountUpPerWorkspace() {
        assertThat(database.capture("a", "one").item().reference()).hasToString("FB-1");
        assertThat(database.capture("b", "two").item().reference()).hasToString("FB-2");
        var other = new WorkspaceId(UUID.randomUUID());
        database.addWorkspace(other);
        assertThat(database.the(CaptureFeedback.class).capture(new CaptureFeedback.Capture(other, Via.WEB, "a", null,
                "zendesk", Visibility.EVERYBODY, Said.only("three"))).item().reference()).hasToString("FB-1");
    }

    @Test
    void theSameDoingYieldsTheSameItemAndLeavesNoGap() {
        for (Via via : Via.values()) {
            Captured first = database.capture("key " + via, via, Said.only("words"));
            Captured again = database.capture("key " + via, via, Said.only("other words"));
            assertThat(first.fresh()).isTrue();
            assertThat(again.fresh()).isFalse();
            assertThat(again.item()).isEqualTo(first.item());
        }
        assertThat(database.capture("last", "words").item().reference().number()).isEqualTo(Via.values().length + 1);
    }

    @Test
    void manyAtOnceGetNumbersWithoutGapsOrTwins() throws Exception {
        List<Captured> captured = together(IntStream.range(0, 16)
                .mapToObj(n -> (Callable<List<Captured>>) () -> IntStream.range(0, 25)
                        .mapToObj(m -> database.capture(n + "/" + m, Via.COMMAND, Said.only("words"))).toList())
                .toList()).stream().flatMap(List::stream).toList();
        assertThat(captured).allMatch(Captured::fresh).extracting(one -> one.item().reference().number())
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 400).boxed().toList());
    }

    @Test
    void twoPeopleCaptureTheSameMessageAtOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "message:C1:" + round;
            List<Captured> captured = together(IntStream.range(0, 4)
                    .mapToObj(n -> (Callable<Captured>) () -> database.capture(key, Via.REACTION, Said.only("words")))
                    .toList());
            assertThat(captured).filteredOn(Captured::fresh).hasSize(1);
            assertThat(captured).extracting(one -> one.item().id()).containsOnly(captured.getFirst().item().id());
        }
        assertThat(database.count("select count(*) from feedback_item")).isEqualTo(20);
    }

    @Test
    void twoPeopleNameTheSameNewCustomerAtOnce() throws Exception {
        List<Captured> captured = together(List.of("Acme Corp", "acme  corp", "ＡＣＭＥ Corp").stream()
                .map(name -> (Callable<Captured>) () -> database.capture(name, Via.FORM,
                        database.said("words", name, null)))
                .toList());
        assertThat(captured).extracting(one -> one.item().details().customer()).doesNotContainNull()
                .containsOnly(captured.getFirst().item().details().customer());
        assertThat(database.count("select count(*) from customer")).isEqualTo(1);
    }

    @Test
    void theCardGoesToTheAreasChannelElseToTheWorkspaces() {
        var areas = database.the(Areas.class);
        var export = areas.create(database.workspace, "Export", null, new ChannelId("CEXPORT"));
        var billing = areas.create(database.workspace, "Billing", null, null);
        database.the(Settings.class).intakeChannel(database.workspace, new ChannelId("CINTAKE"));
        database.capture("a", Via.FORM, database.said("x", null, export));
        database.capture("b", Via.FORM, database.said("x", null, billing));
        database.capture("c", "x");
        assertThat(database.sent.cards).extracting(card -> card.split(" ")[0]).containsExactly("CEXPORT", "CINTAKE",
                "CINTAKE");
        assertThat(database.sent.notices).isEmpty();
    }

    @Test
    void withoutAChannelTheSubmitterIsToldHow() {
        database.capture("a", "x");
        assertThat(database.sent.cards).isEmpty();
        assertThat(database.sent.notices).singleElement()
                .satisfies(notice -> assertThat(notice.text()).contains("*FB-1*", "/steward setup"));
    }

    @Test
    void aFailedCaptureGivesItsNumberBackAndKeepsNothing() {
        database.jdbc.execute("alter table feedback_item add constraint broken check (words <> 'poison')");
        assertThatThrownBy(() -> database.capture("a", Via.COMMAND, database.said("poison", "Acme", null)));
        assertThat(database.count("select count(*) from customer")).isZero();
        assertThat(database.capture("b", "fine").item().reference()).hasToString("FB-1");
    }

    @Test
    void withinATransactionTheNumberFollowsIt() {
        var transaction = database.the(TransactionTemplate.class);
        transaction.executeWithoutResult(status -> {
            database.capture("a", "rolled back");
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> database.capture("b", "kept"));
        assertThat(transaction.<Captured>execute(status -> database.capture("b", "again")).fresh()).isFalse();
        assertThat(database.capture("c", "outside").item().reference()).hasToString("FB-2");
        assertThat(database.count("select count(*) from feedback_item")).isEqualTo(2);
    }

    @Test
    void wordsOfAnyLengthAndScriptAreKeptWhole() {
        String words = "导出坏了 👩‍👩‍👧‍👦 <!channel> עברית\n".repeat(20_000).strip();
        var item = database.capture("a", words).item();
        assertThat(database.the(FeedbackItems.class).find(database.workspace, item.reference()).orElseThrow().item())
                .isEqualTo(item);
        assertThat(item.details().words()).isEqualTo(words);
    }

    @Test
    void anEditOfAnOldVersionIsRefused() {
        var item = database.capture("a", "x").item();
        var edits = database.the(EditFeedback.class);
        var ana = new Person(Examples.ANA, Role.MEMBER);
        edits.edit(database.workspace, item.id(), 0, ana, Said.only("y"));
        assertThatThrownBy(() -> edits.edit(database.workspace, item.id(), 0, ana, Said.only("z")))
                .isInstanceOf(OptimisticLockingFailureException.class);
        assertThatThrownBy(() -> edits.edit(database.workspace, item.id(), 1, new Person(Examples.BEN, Role.MEMBER),
                Said.only("z"))).isInstanceOf(Refusal.class);
        assertThat(database.the(FeedbackItems.class).find(database.workspace, item.id()).orElseThrow().item().details()
                .words()).isEqualTo("y");
        assertThat(database.sent.changes).containsExactly(item.id().toString());
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        var start = new CyclicBarrier(calls.size());
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            var futures = calls.stream().map(call -> threads.submit(() -> {
                start.await();
                return call.call();
            })).toList();
            List<T> results = new java.util.ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}

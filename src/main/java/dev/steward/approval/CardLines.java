package dev.steward.approval;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import org.jspecify.annotations.Nullable;

import dev.steward.initiative.Initiative;
import dev.steward.policy.Scope;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.UserId;

/** The parts that the cards of a request share. */
final class CardLines {
    static final String BETWEEN = "  ·  ";
    private static final int SECTION = 2_900;

    private CardLines() {}

    /** {@code *AP-7*  ·  Launch  ·  INIT-3 Ledger export} */
    static String headline(Shown shown) {
        ApprovalRequest request = shown.request();
        List<String> parts = new ArrayList<>();
        parts.add("*" + request.facts().reference() + "*");
        parts.add(Quoted.line(request.terms().gate().title(), 120));
        Initiative initiative = shown.initiative();
        if (initiative != null) {
            parts.add(initiative.reference() + " " + Quoted.line(initiative.name(), 200));
        }
        if (request.round() > 1) {
            parts.add("round " + request.round());
        }
        return String.join(BETWEEN, parts);
    }

    /** In short words; empty when nothing is known. */
    static List<String> scope(Scope scope) {
        List<String> parts = new ArrayList<>();
        add(parts, scope.area() == null ? null : Quoted.line(scope.area(), 120));
        add(parts, scope.tier() == null ? null : "tier " + scope.tier());
        add(parts, scope.cost() == null ? null : "cost " + number(scope.cost()));
        add(parts, scope.risk() == null ? null : scope.risk().word() + " risk");
        add(parts, scope.audience() == null ? null : "for " + Quoted.line(scope.audience(), 120));
        return parts;
    }

    private static void add(List<String> parts, @Nullable String part) {
        if (part != null) {
            parts.add(part);
        }
    }

    /** 12,000 or 12.50: whole where it is whole. */
    static String number(BigDecimal amount) {
        if (amount.precision() - amount.scale() > 15) {
            return amount.stripTrailingZeros().toString();
        }
        boolean whole = amount.stripTrailingZeros().scale() <= 0;
        return new DecimalFormat(whole ? "#,##0" : "#,##0.00##", DecimalFormatSymbols.getInstance(Locale.ENGLISH))
                .format(amount);
    }

    /** The checklist: what is there, and in bold what is not. */
    static Optional<String> evidence(Question question) {
        if (question.evidence().isEmpty()) {
            return Optional.empty();
        }
        List<String> there = question.evidence().stream().filter(Question.Evidence::there)
                .map(each -> "✓ " + Quoted.line(each.item(), 120)).toList();
        List<String> missing = question.missing().stream().map(item -> "✗ " + Phrases.bold(Mrkdwn.cut(item, 75)))
                .toList();
        List<String> all = new ArrayList<>(there);
        all.addAll(missing);
        return Optional
                .of(String.join(BETWEEN, all) + (missing.isEmpty() ? "" : BETWEEN + missing.size() + " missing"));
    }

    /** What is small and grey: scope, who asked, when it is needed. */
    static String about(Shown shown, boolean sayWho) {
        ApprovalRequest request = shown.request();
        List<String> parts = new ArrayList<>(scope(request.question().scope()));
        if (sayWho) {
            parts.add("asked by " + request.requester().mention() + " " + Phrases.time(request.facts().openedAt()));
        }
        if (request.question().neededBy() != null) {
            parts.add("needed by " + Phrases.time(request.question().neededBy()));
        }
        return String.join(BETWEEN, parts);
    }

    /** What it came to: the decision's reference, and whose block was overruled. */
    static List<String> decided(Shown shown) {
        List<String> lines = new ArrayList<>();
        shown.decision().ifPresent(decision -> lines.add("Recorded as *" + decision.reference() + "*"
                + (decision.prediction() == null
                        ? ""
                        : BETWEEN + "expected: " + Quoted.inline(decision.prediction(), 300))));
        lines.addAll(dissents(shown.request().dissents()));
        return lines;
    }

    static List<String> dissents(List<Decision.Dissent> dissents) {
        List<String> lines = new ArrayList<>(dissents.stream().limit(3)
                .map(each -> "Dissent: " + each.by().mention() + Quoted.after(each.reason(), 300)).toList());
        if (dissents.size() > 3) {
            lines.add("… and " + (dissents.size() - 3) + " other dissents");
        }
        return lines;
    }

    /** Questions and answers, those without an answer first. */
    static String exchange(Exchange exchange, int most) {
        UserId by = exchange.by();
        return "*" + by.mention() + " asks* " + Quoted.inline(exchange.question(), most)
                + (exchange.answer() == null
                        ? ""
                        : "\n*Answer* " + Quoted.inline(exchange.answer(), most));
    }

    /** As few sections as hold these lines, of so many characters at most; what is left out is said. */
    static List<LayoutBlock> sections(String blockId, List<String> lines, int most) {
        List<LayoutBlock> blocks = new ArrayList<>();
        var text = new StringBuilder();
        int total = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (total + line.length() > most) {
                text.append(text.isEmpty() ? "" : "\n").append("… and ").append(lines.size() - i)
                        .append(" more lines under Details");
                break;
            }
            if (text.length() + line.length() + 1 > SECTION - 60) {
                blocks.add(TextBlocks.section(blockId + "." + blocks.size(), text.toString()));
                text.setLength(0);
            }
            text.append(text.isEmpty() ? "" : "\n").append(line);
            total += line.length() + 1;
        }
        if (!text.isEmpty()) {
            blocks.add(TextBlocks.section(blockId + "." + blocks.size(), text.toString()));
        }
        return blocks;
    }
}

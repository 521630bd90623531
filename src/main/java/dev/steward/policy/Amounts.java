package dev.steward.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

import dev.steward.schedule.WorkingAmount;

/** How working time, costs and numbers of people are written. */
final class Amounts {
    private static final Pattern WORKING = Pattern.compile("(\\d{1,6})\\s+working\\s+(day|hour|minute)s?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern UNSAID = Pattern.compile(
            "(\\d{1,3})\\s*(?:business\\s+)?(d|h|m|day|hour|minute|min|hr|week|w)s?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
    private static final int MOST_DAYS = 250;
    private static final int MOST_MINUTES = MOST_DAYS * 24 * 60;

    private static final String MONEY = "(\\d{1,15}(?:\\.\\d{1,4})?|\\d{1,3}(?:[,_]\\d{3}){1,4}(?:\\.\\d{1,4})?)";
    private static final Pattern COMPARED = Pattern.compile("(<=|>=|<|>)\\s*" + MONEY);
    private static final Pattern BETWEEN = Pattern.compile(MONEY + "\\s*\\.\\.\\s*" + MONEY);
    /** What the writer makes of a range with an end that does not belong to it. */
    private static final Pattern BOTH = Pattern.compile("(>=|>)\\s*" + MONEY + "\\s*,\\s*(<=|<)\\s*" + MONEY);

    static final Kind<WorkingAmount> WORKING_TIME = Kinds.text("working time", Amounts::workingTime);
    static final Kind<CostRange> COSTS = Kinds.text("an amount with `<=`, `<`, `>=` or `>`, or two with `..`",
            Amounts::costs);
    static final Kind<Need> NEED = Kinds.text("`any`, `all`, `majority` or a number", Amounts::need);

    private Amounts() {}

    private static @Nullable WorkingAmount workingTime(String typed, Node at, Findings findings) {
        Matcher said = WORKING.matcher(typed);
        if (said.matches()) {
            int count = Integer.parseInt(said.group(1));
            String unit = said.group(2).toLowerCase(Locale.ROOT);
            int minutes = unit.equals("hour") ? count * 60 : count;
            if (count == 0) {
                findings.mistake(at, "This is no time at all.", "Write at least `1 working minute`.");
                return null;
            }
            if (unit.equals("day") ? count > MOST_DAYS : count > MOST_MINUTES || minutes > MOST_MINUTES) {
                findings.mistake(at, "This is more than a year.", "Write at most `" + MOST_DAYS + " working days`.");
                return null;
            }
            return unit.equals("day") ? WorkingAmount.days(count) : new WorkingAmount.Time(Duration.ofMinutes(minutes));
        }
        Matcher unsaid = UNSAID.matcher(typed);
        if (typed.toLowerCase(Locale.ROOT).contains("calendar")) {
            Matcher count = NUMBER.matcher(typed);
            findings.mistake(at, "Steward counts working time only, so that nobody is late while they are off.",
                    count.find() ? Guess.didYouMean(days(Integer.parseInt(count.group()))) : null);
        } else if (unsaid.matches()) {
            int count = Integer.parseInt(unsaid.group(1));
            String meant = switch (Character.toLowerCase(unsaid.group(2).charAt(0))) {
                case 'w' -> days(count * 5);
                case 'd' -> days(count);
                case 'h' -> count + (count == 1 ? " working hour" : " working hours");
                default -> count + (count == 1 ? " working minute" : " working minutes");
            };
            findings.mistake(at, "`" + typed + "` does not say that it is working time.", Guess.didYouMean(meant));
        } else if (NUMBER.matcher(typed).matches()) {
            findings.mistake(at, "`" + typed + "` has no unit.",
                    "Write `" + typed + " working days` or `" + typed + " working hours`.");
        } else {
            findings.mistake(at, "`" + typed + "` is no amount of working time.",
                    "Write it like `2 working days`, `4 working hours` or `30 working minutes`.");
        }
        return null;
    }

    private static String days(int count) {
        return WorkingAmount.days(Math.max(1, count)).toString();
    }

    private static @Nullable CostRange costs(String typed, Node at, Findings findings) {
        Matcher compared = COMPARED.matcher(typed);
        if (compared.matches()) {
            BigDecimal amount = money(compared.group(2));
            return switch (compared.group(1)) {
                case "<=" -> CostRange.atMost(amount);
                case "<" -> CostRange.below(amount);
                case ">=" -> CostRange.atLeast(amount);
                default -> CostRange.above(amount);
            };
        }
        Matcher between = BETWEEN.matcher(typed);
        Matcher both = BOTH.matcher(typed);
        CostRange range = between.matches()
                ? CostRange.between(money(between.group(1)), money(between.group(2)))
                : both.matches()
                        ? new CostRange(money(both.group(2)), both.group(1).equals(">="), money(both.group(4)),
                                both.group(3).equals("<="))
                        : null;
        if (range == null) {
            boolean bare = Pattern.matches(MONEY, typed);
            findings.mistake(at, bare
                    ? "`" + typed + "` alone does not say whether it is the most or the least."
                    : "`" + typed + "` is no range of costs.",
                    bare
                            ? "Write `<= " + typed + "` or `> " + typed + "`."
                            : "Write it like `<= 10000`, `\"> 5000\"` or `5000..20000`.");
            return null;
        }
        if (range.from() != null && range.to() != null && range.from().compareTo(range.to()) > 0) {
            findings.mistake(at, "The first amount is more than the second.",
                    Guess.didYouMean(range.to().toPlainString() + ".." + range.from().toPlainString()));
            return null;
        }
        if (range.from() != null && range.from().equals(range.to()) && !range.contains(range.from())) {
            findings.mistake(at, "No cost is in this range.", null);
            return null;
        }
        return range;
    }

    private static BigDecimal money(String written) {
        return new BigDecimal(written.replace(",", "").replace("_", ""));
    }

    private static @Nullable Need need(String typed, Node at, Findings findings) {
        switch (typed.toLowerCase(Locale.ROOT)) {
            case "any" -> {
                return Need.ANY;
            }
            case "all" -> {
                return Need.ALL;
            }
            case "majority" -> {
                return Need.MAJORITY;
            }
            default -> {
                // a number, or a mistake
            }
        }
        if (NUMBER.matcher(typed).matches() && Integer.parseInt(typed) > 0) {
            return new Need.AtLeast(Integer.parseInt(typed));
        }
        Matcher some = Pattern.compile("(\\d{1,3})\\s*(?:of|/).*").matcher(typed);
        findings.mistake(at, "`" + typed + "` does not say how many must agree.", some.matches()
                ? "How many are asked is known. " + Guess.didYouMean(some.group(1))
                : Guess.nearest(typed, List.of("any", "all", "majority")).map(Guess::didYouMean)
                        .orElse("It can be `any`, `all`, `majority` or a number such as `2`."));
        return null;
    }

    /** As {@link #COSTS} reads it. */
    static String written(CostRange range) {
        BigDecimal from = range.from();
        BigDecimal to = range.to();
        if (from != null && to != null) {
            return range.fromIncluded() && range.toIncluded()
                    ? from.toPlainString() + ".." + to.toPlainString()
                    : lower(range, from) + ", " + upper(range, to);
        }
        return from != null ? lower(range, from) : to != null ? upper(range, to) : "";
    }

    private static String lower(CostRange range, BigDecimal from) {
        return (range.fromIncluded() ? ">= " : "> ") + from.toPlainString();
    }

    private static String upper(CostRange range, BigDecimal to) {
        return (range.toIncluded() ? "<= " : "< ") + to.toPlainString();
    }
}

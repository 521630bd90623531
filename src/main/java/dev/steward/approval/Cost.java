package dev.steward.approval;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cost as people type it: {@code 5000}, {@code 5,000}, {@code €12 500.50}, {@code 12k}. */
final class Cost {
    static final String MISTAKE = "Write the cost as a number, such as 5000 or 1,250.50.";
    static final int LONGEST = 40;

    private static final Pattern WRITTEN = Pattern.compile(
            "(?:\\p{Sc}|[A-Z]{3})?\\s*(\\d{1,3}(?:[,'’_\\s\\u00a0\\u202f]\\d{3}){1,4}|\\d{1,13})(\\.\\d{1,2})?\\s*([km])?\\s*(?:\\p{Sc}|[A-Z]{3})?",
            Pattern.CASE_INSENSITIVE);

    private Cost() {}

    /** Empty where it is no cost, or may be two: whether 5.000 is five or five thousand depends on who writes it. */
    static Optional<BigDecimal> parse(String typed) {
        Matcher written = WRITTEN.matcher(typed.strip());
        if (typed.length() > LONGEST || !written.matches()) {
            return Optional.empty();
        }
        String whole = written.group(1).replaceAll("\\D", "");
        String part = written.group(2) == null ? "" : written.group(2);
        String times = written.group(3) == null ? "" : written.group(3).toLowerCase(Locale.ROOT);
        var amount = new BigDecimal(whole + part);
        return Optional.of(switch (times) {
            case "k" -> amount.movePointRight(3);
            case "m" -> amount.movePointRight(6);
            default -> amount;
        });
    }

    /** As it is written into the form: {@code 5000} or {@code 12.50}. */
    static String written(BigDecimal cost) {
        BigDecimal plain = cost.stripTrailingZeros();
        return (plain.scale() <= 0 ? plain.setScale(0) : plain.setScale(Math.max(2, plain.scale()))).toPlainString();
    }
}

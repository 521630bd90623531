package dev.steward.feedback;

import dev.steward.feedback.Customer.CustomerId;

/** Which customer was meant: one we know, or a name that becomes one when nobody has it yet. */
sealed interface CustomerChoice {
    record Known(CustomerId id) implements CustomerChoice {}

    record Named(String name) implements CustomerChoice {}
}

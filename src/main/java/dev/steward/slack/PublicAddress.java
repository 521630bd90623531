package dev.steward.slack;

import java.util.Optional;

/** Where people's programs reach this Steward from outside. Asked anew for each use: a sandbox knows its port once it has started. */
public interface PublicAddress {
    /** Such as {@code https://steward.example.com}, without a slash at its end; empty where the operator has not said. */
    Optional<String> url();
}

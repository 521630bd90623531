package dev.steward.slack;

/**
 * Answers one kind of request. Runs on the ack path, so it does one use case and nothing that can come later. May be called
 * at the same moment by many threads. An exception becomes a friendly sentence to the person and a log line to the operator.
 */
@FunctionalInterface
public interface Handler<R extends SlackRequest> {
    Reply handle(R request);
}

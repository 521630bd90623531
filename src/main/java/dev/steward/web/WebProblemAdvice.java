package dev.steward.web;

import java.sql.SQLException;
import jakarta.servlet.http.HttpServletRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The answers where a request over the web is not taken, or the database is away. */
@RestControllerAdvice(annotations = RestController.class)
public class WebProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(WebProblemAdvice.class);

    private final RefusalLog refusals;

    public WebProblemAdvice(RefusalLog refusals) {
        this.refusals = refusals;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(WebProblem problem) {
        return problem.answer();
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> failed(RuntimeException failure, HttpServletRequest request) {
        if (isDatabaseAway(failure)) {
            Refusal why = isDatabaseFull(failure) ? Refusal.DATABASE_FULL : Refusal.DATABASE_AWAY;
            refusals.count(why, "the web");
            return WebProblem.later(why.sentence()).answer();
        }
        log.error("A {} failed", request.getMethod(), failure);
        return new WebProblem(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on Steward's side.").answer();
    }

    private static boolean isDatabaseFull(RuntimeException failure) {
        return NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException cause
                && "53100".equals(cause.getSQLState());
    }

    /** Whether the same may go well in a moment. */
    public static boolean isDatabaseAway(RuntimeException failure) {
        return failure instanceof TransactionException || failure instanceof DataAccessException
                && (!(failure instanceof NonTransientDataAccessException)
                        || failure instanceof NonTransientDataAccessResourceException);
    }
}

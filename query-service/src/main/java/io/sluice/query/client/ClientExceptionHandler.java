package io.sluice.query.client;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Ends requests whose answer can't be given or completed, by ending their connection. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ClientExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ClientExceptionHandler.class);

    private final Counter gone;
    private final Counter brokenOff;

    ClientExceptionHandler(MeterRegistry meters) {
        this.gone = meters.counter("sluice.answers.client.gone");
        this.brokenOff = meters.counter("sluice.answers.broken.off");
    }

    @ExceptionHandler
    void onGone(ClientGoneException failure, HttpServletRequest request) {
        gone.increment();
        log.debug("{} {}: the client has gone", request.getMethod(), request.getRequestURI());
        request.setAttribute(ClientConnectionValve.BREAK_OFF, failure);
    }

    @ExceptionHandler
    void onBrokenOff(AnswerBrokenOffException failure, HttpServletRequest request) {
        brokenOff.increment();
        log.error(
                "{} {} failed after its answer had begun",
                request.getMethod(),
                request.getRequestURI(),
                failure.getCause());
        request.setAttribute(ClientConnectionValve.BREAK_OFF, failure);
    }
}

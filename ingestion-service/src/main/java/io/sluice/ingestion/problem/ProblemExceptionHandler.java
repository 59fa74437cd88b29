package io.sluice.ingestion.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;

/** Turns every failure of a request into an answer with a code. */
@RestControllerAdvice
class ProblemExceptionHandler extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemExceptionHandler.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onOurs(IngestionException failure, HttpServletRequest request) {
        if (failure.code() == ErrorCode.INTERNAL_ERROR) {
            return onAnything(failure, request);
        }
        return ProblemResponse.of(
                failure.code(), String.valueOf(failure.getMessage()), request.getRequestURI());
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> onDatabase(Exception failure, HttpServletRequest request) {
        log.warn(
                "{} {}: the database failed: {}",
                request.getMethod(),
                request.getRequestURI(),
                failure.toString());
        return ProblemResponse.of(
                ErrorCode.DATABASE_UNAVAILABLE,
                "the register of devices does not answer",
                request.getRequestURI());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onAnything(Exception failure, HttpServletRequest request) {
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        return ProblemResponse.of(
                ErrorCode.INTERNAL_ERROR,
                "an error of ours; it is in the log",
                request.getRequestURI());
    }

    /** What Spring itself finds wrong with a request. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ErrorCode code = codeOf(failure, status);
        String path = ((ServletWebRequest) request).getRequest().getRequestURI();
        ProblemDetail problem = ProblemResponse.problem(code, messageOf(failure), path);
        problem.setStatus(status.value());
        if (status.is5xxServerError()) {
            log.error("{} failed", path, failure);
        }
        return new ResponseEntity<>(problem, headers, status);
    }

    private static ErrorCode codeOf(Exception failure, HttpStatusCode status) {
        return switch (status.value()) {
            case 400 ->
                    failure instanceof HttpMessageNotReadableException
                                    && failure.getCause() instanceof StreamReadException
                            ? ErrorCode.MALFORMED_JSON
                            : ErrorCode.INVALID_PARAMETER;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            default ->
                    status.is4xxClientError()
                            ? ErrorCode.INVALID_PARAMETER
                            : ErrorCode.INTERNAL_ERROR;
        };
    }

    private static String messageOf(Exception failure) {
        if (failure instanceof HttpMessageNotReadableException
                && failure.getCause() instanceof JacksonException json) {
            return "the body can't be read: " + json.getOriginalMessage();
        }
        if (failure instanceof ErrorResponse response && response.getBody().getDetail() != null) {
            return response.getBody().getDetail();
        }
        return String.valueOf(failure.getMessage());
    }
}

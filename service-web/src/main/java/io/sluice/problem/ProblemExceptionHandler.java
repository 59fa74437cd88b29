package io.sluice.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
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

/** Turns every failure of a request into an answer with a code. A service imports it to have it. */
@RestControllerAdvice
public class ProblemExceptionHandler extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemExceptionHandler.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onOurs(ProblemException failure, HttpServletRequest request) {
        if (failure.code().status() == RequestProblem.INTERNAL_ERROR.status()) {
            return onAnything(failure, request);
        }
        return ProblemResponse.of(failure.code(), failure.getMessage(), request.getRequestURI());
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> onDatabase(Exception failure, HttpServletRequest request) {
        return switch (DatabaseFailure.of(failure)) {
            case TOO_SLOW ->
                    onPassing(
                            RequestProblem.DATABASE_TIMEOUT,
                            "the database took too long for this",
                            failure,
                            request);
            case AWAY ->
                    onPassing(
                            RequestProblem.DATABASE_UNAVAILABLE,
                            "the database does not answer",
                            failure,
                            request);
            case OURS -> onAnything(failure, request);
        };
    }

    private static ResponseEntity<ProblemDetail> onPassing(
            ProblemCode code, String message, Exception failure, HttpServletRequest request) {
        log.warn(
                "{} {}: {}: {}",
                request.getMethod(),
                request.getRequestURI(),
                message,
                failure.toString());
        return ProblemResponse.of(code, message, request.getRequestURI());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onAnything(Exception failure, HttpServletRequest request) {
        log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        return ProblemResponse.of(
                RequestProblem.INTERNAL_ERROR,
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
        String path = ((ServletWebRequest) request).getRequest().getRequestURI();
        ProblemException ours = oursBehind(failure);
        if (ours != null) {
            ProblemDetail problem = ProblemResponse.problem(ours.code(), ours.getMessage(), path);
            return ResponseEntity.status(ours.code().status())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        if (status.is5xxServerError()) {
            log.error("{} failed", path, failure);
        }
        ProblemDetail problem =
                ProblemResponse.problem(codeOf(failure, status), messageOf(failure), path);
        problem.setStatus(status.value());
        HttpHeaders problemHeaders = new HttpHeaders(headers);
        problemHeaders.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(problem, problemHeaders, status);
    }

    /** What is thrown while a body is read comes as the cause of something else. */
    private static @Nullable ProblemException oursBehind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException ours) {
                return ours;
            }
        }
        return null;
    }

    private static ProblemCode codeOf(Exception failure, HttpStatusCode status) {
        return switch (status.value()) {
            case 400 ->
                    failure instanceof HttpMessageNotReadableException
                                    && failure.getCause() instanceof StreamReadException
                            ? RequestProblem.MALFORMED_JSON
                            : RequestProblem.INVALID_PARAMETER;
            case 404 -> RequestProblem.NOT_FOUND;
            case 405 -> RequestProblem.METHOD_NOT_ALLOWED;
            case 406 -> RequestProblem.NOT_ACCEPTABLE;
            case 413 -> RequestProblem.BODY_TOO_LARGE;
            case 415 -> RequestProblem.UNSUPPORTED_MEDIA_TYPE;
            default ->
                    status.is4xxClientError()
                            ? RequestProblem.INVALID_PARAMETER
                            : RequestProblem.INTERNAL_ERROR;
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

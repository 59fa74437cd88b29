package io.sluice.problem;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * Answers that say what went wrong (RFC 9457): {@code code} is stable, {@code blame} tells whose
 * matter it is. On the lab's paths, those below {@code /api/} without a version, they also have the
 * lab's member {@code error}.
 */
public final class ProblemResponse {
    private static final String RETRY_AFTER_SECONDS = "1";

    private ProblemResponse() {}

    /** The problem alone, to be added to. */
    public static ProblemDetail problem(ProblemCode code, String message, String path) {
        ProblemDetail problem = ProblemDetail.forStatus(code.status());
        problem.setType(URI.create("urn:sluice:problem:" + code.code()));
        problem.setTitle(title(code));
        problem.setDetail(message);
        problem.setInstance(URI.create(path));
        problem.setProperty("code", code.code());
        problem.setProperty("blame", code.blame().name().toLowerCase(Locale.ROOT));
        if (isClassic(path)) {
            problem.setProperty("error", message);
        }
        return problem;
    }

    /** The whole answer. */
    public static ResponseEntity<ProblemDetail> of(ProblemCode code, String message, String path) {
        return of(problem(code, message, path), code);
    }

    /**
     * The whole answer, with a problem that was added to. Says when to try again where that can
     * help.
     */
    public static ResponseEntity<ProblemDetail> of(ProblemDetail problem, ProblemCode code) {
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(code.status())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (code.status() == 503 || code.status() == 429) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return response.body(problem);
    }

    private static String title(ProblemCode code) {
        String words = code.code().replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static boolean isClassic(String path) {
        return path.startsWith("/api/") && !path.startsWith("/api/v1/");
    }
}

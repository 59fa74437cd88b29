package io.sluice.query.question;

import io.sluice.problem.ProblemException;
import io.sluice.problem.RequestProblem;
import io.sluice.query.answer.AnswerResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectMapper;

/** Questions about many series at once. */
@RestController
class QuestionController {
    private static final int LARGEST_BODY = 1 << 20;

    private final ManySeries series;
    private final AnswerResponse answers;
    private final ObjectMapper mapper;

    QuestionController(ManySeries series, AnswerResponse answers, ObjectMapper mapper) {
        this.series = series;
        this.answers = answers;
        this.mapper = mapper;
    }

    @PostMapping(path = "/api/v1/query", consumes = MediaType.APPLICATION_JSON_VALUE)
    void ask(HttpServletRequest request, HttpServletResponse response) throws IOException {
        QuestionRequest asked = QuestionRequest.read(body(request), mapper);
        Question question = new QuestionReading(asked).question();
        String format = asked.format() == null ? request.getParameter("format") : asked.format();
        answers.write(series.answer(question), format, request, response);
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new ProblemException(
                    RequestProblem.BODY_TOO_LARGE,
                    "a question has at most " + LARGEST_BODY + " bytes");
        }
        return body;
    }
}

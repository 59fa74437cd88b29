package io.sluice.query;

import io.sluice.problem.ProblemExceptionHandler;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts query-service. */
@SpringBootApplication
@Import(ProblemExceptionHandler.class)
@EnableScheduling
public class QueryApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(QueryApplication.class, arguments);
    }
}

package io.sluice.coordinator;

import io.sluice.problem.ProblemExceptionHandler;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** Starts coordinator-service. */
@SpringBootApplication
@Import(ProblemExceptionHandler.class)
public class CoordinatorApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(CoordinatorApplication.class, arguments);
    }
}

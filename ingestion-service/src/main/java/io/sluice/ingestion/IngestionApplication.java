package io.sluice.ingestion;

import io.sluice.problem.ProblemExceptionHandler;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** Starts ingestion-service. */
@SpringBootApplication
@Import(ProblemExceptionHandler.class)
public class IngestionApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(IngestionApplication.class, arguments);
    }
}

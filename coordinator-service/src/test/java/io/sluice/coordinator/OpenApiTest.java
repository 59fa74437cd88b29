package io.sluice.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.openapi.OpenApiDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The API document says what the service does. */
class OpenApiTest {
    private final OpenApiDocument document = document();

    @Test
    void documentIsOpenApi31AndItsExamplesFitItsSchemas() {
        assertThat(document.version()).isEqualTo("3.1.0");
        assertThat(document.flawsOfExamples()).isEmpty();
    }

    private static OpenApiDocument document() {
        try (InputStream in =
                Objects.requireNonNull(
                        OpenApiTest.class.getResourceAsStream("/static/openapi.yaml"))) {
            return OpenApiDocument.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

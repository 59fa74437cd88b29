package io.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.api.Test;

/** Rules that can't fail would be no rules. */
class ServiceRulesTest {
    private final JavaClasses fixture =
            new ClassFileImporter().importPackages("io.sluice.architecture.fixture");

    @Test
    void classThatUsesATechnologyWithoutNamingItIsFound() {
        EvaluationResult result = ServiceRules.DATABASE_IS_IN_THE_NAME.evaluate(fixture);

        assertThat(result.getFailureReport().getDetails())
                .isNotEmpty()
                .allMatch(detail -> detail.contains("OrderStore"));
    }

    @Test
    void nameThatSaysNothingIsFound() {
        EvaluationResult result = ServiceRules.NAMES_SAY_WHAT_A_CLASS_IS.evaluate(fixture);

        assertThat(result.getFailureReport().getDetails())
                .hasSize(1)
                .allMatch(detail -> detail.contains("OrderHelper"));
    }
}

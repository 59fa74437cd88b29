package io.sluice.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.regex.Pattern;

/**
 * The rules for a service: technology stands in the name of the class that uses it, packages have
 * no circles, and services know each other by Kafka's topics alone. A service's test includes them
 * ({@code ArchTests.in(ServiceRules.class)}).
 */
public final class ServiceRules {
    @ArchTest
    static final ArchRule SPRING_WEB_IS_FOR_THE_EDGE =
            only(
                    ".*(Controller|Request|Response|ExceptionHandler)",
                    "org.springframework.web..",
                    "org.springframework.http..");

    @ArchTest
    static final ArchRule KAFKA_IS_IN_THE_NAME =
            only("Kafka.*", "org.apache.kafka..", "org.springframework.kafka..");

    @ArchTest static final ArchRule MQTT_IS_IN_THE_NAME = only("Mqtt.*", "com.hivemq..");

    @ArchTest
    static final ArchRule DATABASE_IS_IN_THE_NAME =
            only(
                    "((Postgres|Timescale).*|.*(Entity|Repository))",
                    "java.sql..",
                    "javax.sql..",
                    "jakarta.persistence..",
                    "org.hibernate..",
                    "org.postgresql..",
                    "org.flywaydb..",
                    "com.zaxxer.hikari..",
                    "org.springframework.jdbc..",
                    "org.springframework.data..",
                    "org.springframework.orm..");

    @ArchTest
    static final ArchRule SPRING_BOOT_IS_FOR_THE_WIRING =
            only(".*(Configuration|Properties|Application)", "org.springframework.boot..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CIRCLES =
            slices().matching("io.sluice.*.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
            noClasses()
                    .should()
                    .haveNameMatching(
                            ".*\\.([A-Za-z]*(Impl|Helper|Utils?|Manager)|(Base|Abstract)[A-Z]\\w*|I[A-Z][a-z]\\w*)")
                    .because("such names say how a class is used, and not what it is")
                    .allowEmptyShould(true);

    @ArchTest
    static final ArchRule COLLABORATORS_COME_THROUGH_THE_CONSTRUCTOR =
            noFields()
                    .should()
                    .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                    .orShould()
                    .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                    .allowEmptyShould(true);

    private ServiceRules() {}

    /** Leaves out what is not written by hand, and what is not the service's own. */
    public static final class OwnClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("/contracts/");
        }
    }

    /**
     * No service knows another one.
     *
     * @param service the package of this one, such as {@code ingestion}
     */
    public static ArchRule knowsNoOtherService(String service) {
        return noClasses()
                .should()
                .dependOnClassesThat(
                        describe(
                                "belong to another service",
                                other ->
                                        other.getPackageName()
                                                        .matches(
                                                                "io\\.sluice\\.(ingestion|query|sync|coordinator|alert|edge)(\\..*)?")
                                                && !other.getPackageName()
                                                        .startsWith("io.sluice." + service)));
    }

    /** Only classes with such a name may depend on such packages. */
    private static ArchRule only(String names, String... packages) {
        return noClasses()
                .that(areNotNamed(names))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true);
    }

    /** A class inside another one goes by the name of the outermost. */
    private static DescribedPredicate<JavaClass> areNotNamed(String names) {
        Pattern pattern = Pattern.compile(names);
        return describe(
                "are not named " + names,
                javaClass -> {
                    String outermost = javaClass.getName().replaceAll("\\$.*", "");
                    return !pattern.matcher(outermost.substring(outermost.lastIndexOf('.') + 1))
                            .matches();
                });
    }
}

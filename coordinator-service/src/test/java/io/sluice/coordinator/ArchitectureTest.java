package io.sluice.coordinator;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.sluice.architecture.ServiceRules;

@AnalyzeClasses(packages = "io.sluice.coordinator", importOptions = ServiceRules.OwnClasses.class)
class ArchitectureTest {
    @ArchTest static final ArchTests RULES = ArchTests.in(ServiceRules.class);

    @ArchTest
    static final ArchRule OTHER_SERVICES = ServiceRules.knowsNoOtherService("coordinator");
}

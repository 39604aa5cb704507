package org.vigie;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.vigie.server.HouseType;

/** The borders of the house. Each rule says because of what it is there. */
@AnalyzeClasses(packages = "org.vigie", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @Test
    void roomsKeepTheirBorders() {
        ApplicationModules.of(HouseType.application()).verify();
    }

    @ArchTest
    static final ArchRule TIME_IS_HANDED_IN = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.vigie.calendar..",
                    "org.vigie.servicedesk..",
                    "org.vigie.alerting..",
                    "org.vigie.response..",
                    "org.vigie.contracts..",
                    "org.vigie.maintenance..",
                    "org.vigie.mail..",
                    "org.vigie.notification..",
                    "org.vigie.reporting..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .because("a rule that reads the machine's clock cannot be recounted nor tested at another time");

    @ArchTest
    static final ArchRule NOBODY_CALLS_THE_FRONTS = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.vigie.console..",
                    "org.vigie.portal..",
                    "org.vigie.api..",
                    "org.vigie.demo..",
                    "org.vigie.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.vigie.console..",
                    "org.vigie.portal..",
                    "org.vigie.api..",
                    "org.vigie.demo..",
                    "org.vigie.server..")
            .because("calls go down: a front composes rooms, and no room knows who looks at it");

    @ArchTest
    static final ArchRule THE_DESK_DOES_NOT_KNOW_SUPERVISION = noClasses()
            .that()
            .resideInAPackage("org.vigie.servicedesk..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.vigie.alerting..", "org.vigie.monitoring..", "org.vigie.response..")
            .because("desk and operations meet in response only, where one rule says what becomes a ticket");
}

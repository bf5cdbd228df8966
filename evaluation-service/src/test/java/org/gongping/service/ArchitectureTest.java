package org.gongping.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.gongping.core.db.Transaction;
import org.junit.jupiter.api.Test;

/** The rules of the house that a compiler does not hold. */
class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.gongping");

    @Test
    void coreKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage("org.gongping.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.gongping.draw..", "org.gongping.screen..", "org.gongping.service..")
                .check(PRODUCT);
    }

    @Test
    void drawAndScreenDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("org.gongping.draw..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.gongping.screen..", "org.gongping.service..")
                .allowEmptyShould(true)
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage("org.gongping.screen..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.gongping.draw..", "org.gongping.service..")
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void domainAndUseCasesKnowNoHttp() {
        noClasses()
                .that()
                .resideInAnyPackage("org.gongping.core..", "org.gongping.draw..", "org.gongping.screen..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .check(PRODUCT);
    }

    @Test
    void verifierSharesNothingWithWhatItVerifies() {
        classes()
                .that()
                .resideInAPackage("org.gongping.core.verify..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.gongping.core.verify..",
                        "java..",
                        "javax.crypto..",
                        "com.fasterxml.jackson.core..",
                        "com.fasterxml.jackson.databind..")
                .because("an error of the log must not hide in its verifier, nor in a library of cryptography")
                .check(PRODUCT);
        classes()
                .that()
                .resideInAPackage("org.gongping.core.verify.envelope..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.gongping.core.verify..", "java..", "javax.crypto..")
                .because("an error in sealing, storing or opening bids must not hide in the second reader of envelopes")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAnyPackage("org.gongping.core..", "org.gongping.draw..", "org.gongping.screen..")
                .and()
                .resideOutsideOfPackages(
                        "org.gongping.core.verify..", "org.gongping.draw.verify..", "org.gongping.draw.party..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.gongping.core.verify..")
                .check(PRODUCT);
    }

    @Test
    void verifierOfTheDrawSharesNothingWithTheDraw() {
        classes()
                .that()
                .resideInAPackage("org.gongping.draw.verify..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.gongping.draw.verify..",
                        "org.gongping.core.verify..",
                        "java..",
                        "javax.crypto..",
                        "com.fasterxml.jackson.core..",
                        "com.fasterxml.jackson.databind..",
                        // Time-stamp tokens, and nothing that a draw computes.
                        "org.bouncycastle..")
                .because("an error of the draw must not hide in its verifier")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAnyPackage("org.gongping..")
                .and()
                .resideOutsideOfPackages(
                        "org.gongping.draw.verify..", "org.gongping.draw.party..", "org.gongping.service.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.gongping.draw.verify..")
                .check(PRODUCT);
    }

    @Test
    void partiesOfADrawShareNothingWithTheServer() {
        noClasses()
                .that()
                .resideInAPackage("org.gongping.draw.party..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.gongping.draw.ceremony..", "org.gongping.core.db..", "org.jooq..")
                .because("a party looks with its own eyes")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAnyPackage("org.gongping..")
                .and()
                .resideOutsideOfPackages("org.gongping.draw.party..", "org.gongping.service.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.gongping.draw.party..")
                .check(PRODUCT);
    }

    @Test
    void sqlLivesInRepositories() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.gongping.core.db..", "org.gongping.service.embedded..")
                .and()
                .haveNameNotMatching(".*Repository(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jooq..", "org.gongping.core.db.jooq..", "java.sql..", "javax.sql..")
                .because("a table has one home, where its statements can be read together")
                .check(PRODUCT);
    }

    @Test
    void onlyRepositoriesLookInsideATransaction() {
        classes()
                .that()
                .resideOutsideOfPackage("org.gongping.core.db..")
                .and()
                .haveNameNotMatching(".*Repository(\\$.*)?")
                .should(notCallDsl())
                .check(PRODUCT);
    }

    private static ArchCondition<JavaClass> notCallDsl() {
        return new ArchCondition<>("not call Transaction.dsl()") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (JavaMethodCall call : item.getMethodCallsFromSelf()) {
                    if (call.getTargetOwner().isEquivalentTo(Transaction.class)
                            && call.getName().equals("dsl")) {
                        events.add(SimpleConditionEvent.violated(item, call.getDescription()));
                    }
                }
            }
        };
    }

    @Test
    void featuresOfCoreFormNoCycle() {
        slices().matching("org.gongping.core.(*)..").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void featuresOfTheServiceFormNoCycle() {
        slices().matching("org.gongping.service.(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void timeComesFromTheClockHandedIn() {
        noClasses()
                .that()
                .resideInAPackage("org.gongping.core..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(PRODUCT);
    }
}

package io.tokenrelay.agent.main;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who may import whom, over everything that main sees: all that is packed but the libraries'
 * advice.
 */
class ArrowsTest {
  private static final String BOOTSTRAP = "io.tokenrelay.bootstrap..";
  private static final String SPI = "io.tokenrelay.instrumentation.spi..";
  private static final String SHARED_ADVICE = "io.tokenrelay.instrumentation.spi.advice..";
  private static final String INSTRUMENTATION = "io.tokenrelay.instrumentation..";
  private static final String METER = "io.tokenrelay.agent.meter..";
  private static final String CONFIG = "io.tokenrelay.agent.config..";
  private static final String NET = "io.tokenrelay.agent.net..";
  private static final String RELAY = "io.tokenrelay.agent.relay..";
  private static final String VERIFY = "io.tokenrelay.agent.verify..";
  private static final String WEAVE = "io.tokenrelay.agent.weave..";
  private static final String MAIN = "io.tokenrelay.agent.main..";
  private static final String CLI = "io.tokenrelay.agent.main.cli..";

  private static JavaClasses all;

  @BeforeAll
  static void readTheClasses() {
    all =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tokenrelay");
  }

  @Test
  void bootstrapKnowsTheJdkOnly() {
    holds(
        classes()
            .that()
            .resideInAPackage(BOOTSTRAP)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", BOOTSTRAP, "org.jspecify.."));
  }

  @Test
  void theInterfaceForInstrumentationsKnowsBootstrapOnly() {
    holds(
        classes()
            .that()
            .resideInAPackage(SPI)
            .and()
            .resideOutsideOfPackage(SHARED_ADVICE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "javax.net.ssl..", SPI, BOOTSTRAP, "org.jspecify.."));
  }

  @Test
  void instrumentationsDoNotKnowTheAgent() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(INSTRUMENTATION)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tokenrelay.agent.."));
  }

  /** So that every module can count. */
  @Test
  void metersKnowTheJdkOnly() {
    holds(
        classes()
            .that()
            .resideInAPackage(METER)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", METER, "org.jspecify.."));
  }

  @Test
  void addressesKnowConfigurationOnly() {
    holds(
        classes()
            .that()
            .resideInAPackage(NET)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", NET, CONFIG, "org.jspecify.."));
  }

  /** Each domain says itself what can be set of it. */
  @Test
  void configurationKnowsTheJdkOnly() {
    holds(
        classes()
            .that()
            .resideInAPackage(CONFIG)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", CONFIG, "org.jspecify.."));
  }

  @Test
  void relayKnowsNeitherVerificationNorWeaving() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(RELAY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(VERIFY, WEAVE, "com.nimbusds..", "net.bytebuddy.."));
  }

  @Test
  void verificationDoesNotKnowWeaving() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(VERIFY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(WEAVE, INSTRUMENTATION, "net.bytebuddy.."));
  }

  @Test
  void weavingDoesNotKnowTokens() {
    holds(
        noClasses()
            .that()
            .resideInAPackage(WEAVE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(RELAY, VERIFY, "com.nimbusds.."));
  }

  @Test
  void nothingImportsMain() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(MAIN)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(MAIN));
  }

  /** A start must load nothing of the command line, and so nothing of what it is built on. */
  @Test
  void onlyTheCommandLineKnowsPicocliAndNothingKnowsTheCommandLine() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", CLI));
  }

  /** What two packages need of each other belongs into one of them, or into a third. */
  @Test
  void noPackagesNeedEachOther() {
    holds(slices().matching("io.tokenrelay.(**)").should().beFreeOfCycles());
  }

  /**
   * It would lock the log manager, or the MBean server, before an application server chooses its
   * own.
   */
  @Test
  void onlyTheStatusThatComesUpLaterAndTheProgramTouchJmxAndNothingTouchesTheJdksLog() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "io.tokenrelay.agent.status..",
                "io.tokenrelay.agent.main.capacity..", // as a program only
                "io.tokenrelay.agent.main.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.lang.management..", "javax.management.."));
    holds(noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
  }

  private static void holds(ArchRule rule) {
    rule.check(all);
  }
}

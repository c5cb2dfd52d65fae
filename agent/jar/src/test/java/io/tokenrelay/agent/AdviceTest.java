package io.tokenrelay.agent;

import static com.tngtech.archunit.lang.conditions.ArchConditions.bePublic;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beStatic;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What holds for every packed instrumentation; it is why a library that does not fit cannot hurt
 * the application.
 */
class AdviceTest {
  private static final String ADVICE = "net.bytebuddy.asm.Advice";
  private static final String ENTER = ADVICE + "$OnMethodEnter";
  private static final String EXIT = ADVICE + "$OnMethodExit";

  /** The subset of docs/writing-an-instrumentation.md. */
  private static final List<String> ALLOWED =
      Arrays.asList(
          ENTER,
          EXIT,
          ADVICE + "$This",
          ADVICE + "$Argument",
          ADVICE + "$Return",
          ADVICE + "$Enter",
          ADVICE + "$Thrown",
          ADVICE + "$OnNonDefaultValue",
          ADVICE + "$NoExceptionHandler", // the annotations' own defaults
          "net.bytebuddy.implementation.bytecode.assign.Assigner$Typing",
          ADVICE + "$AssignReturned$ToArguments",
          ADVICE + "$AssignReturned$ToArguments$ToArgument",
          ADVICE + "$AssignReturned$ToReturned");

  private static final JavaClasses INSTRUMENTATIONS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tokenrelay.instrumentation");

  private static final DescribedPredicate<JavaMethod> ADVICE_METHODS =
      DescribedPredicate.describe("are advice", method -> advice(method).isPresent());

  @Test
  void everyAdviceIsOutOfLineAndSuppressesWhateverItThrows() {
    methods()
        .that(ADVICE_METHODS)
        .should(bePublic())
        .andShould(beStatic())
        .andShould(
            new ArchCondition<JavaMethod>("be out of line and suppress Throwable") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                JavaAnnotation<?> annotation = advice(method).get();
                Object inline = annotation.get("inline").orElse(true);
                Object suppress = annotation.get("suppress").orElse(null);
                boolean holds =
                    Boolean.FALSE.equals(inline)
                        && suppress instanceof JavaClass
                        && ((JavaClass) suppress).getName().equals(Throwable.class.getName());
                events.add(new SimpleConditionEvent(method, holds, method.getFullName()));
              }
            })
        .check(INSTRUMENTATIONS);
  }

  /** Where an advice that fails would let everybody in. */
  @Test
  void everyAdviceThatTurnsRequestsAwayIsADoor() {
    Set<String> servers = servers();
    methods()
        .that(ADVICE_METHODS)
        .and(
            DescribedPredicate.describe(
                "belong to a server", method -> servers.contains(libraryOf(method.getOwner()))))
        .and(
            DescribedPredicate.describe(
                "skip the method", method -> isSet(advice(method).get().get("skipOn"))))
        .should()
        .beDeclaredInClassesThat()
        .areAnnotatedWith("io.tokenrelay.instrumentation.spi.Door")
        .check(INSTRUMENTATIONS);
  }

  @Test
  void everyInstrumentationWithADoorSaysThatItIsAServers() throws Exception {
    Set<String> withDoors = new TreeSet<>();
    for (JavaClass type : INSTRUMENTATIONS) {
      if (type.isAnnotatedWith("io.tokenrelay.instrumentation.spi.Door")) {
        withDoors.add(libraryOf(type));
      }
    }
    assertThat(servers()).isEqualTo(withDoors).isNotEmpty();
  }

  private static Set<String> servers() {
    Set<String> servers = new TreeSet<>();
    for (Instrumentation instrumentation : ServiceLoader.load(Instrumentation.class)) {
      if (instrumentation.isServer()) {
        servers.add(instrumentation.getClass().getName().split("\\.")[3]);
      }
    }
    return servers;
  }

  @Test
  void adviceUsesOnlyTheDocumentedSubsetOfByteBuddy() {
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "Byte Buddy's beyond the subset",
                type ->
                    type.getName().startsWith("net.bytebuddy.")
                        && !ALLOWED.contains(type.getName())))
        .check(INSTRUMENTATIONS);
  }

  @Test
  void instrumentationsKnowNothingOfTheAgentBeyondTheirInterface() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.tokenrelay.agent..", "org.slf4j..", "com.nimbusds..")
        .check(INSTRUMENTATIONS);
  }

  @Test
  void noInstrumentationKnowsAnother() {
    for (String library : libraries()) {
      noClasses()
          .that()
          .resideInAPackage("io.tokenrelay.instrumentation." + library + "..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "another instrumentation's",
                  type ->
                      type.getPackageName().startsWith("io.tokenrelay.instrumentation.")
                          && !library.equals(libraryOf(type))
                          && !"spi".equals(libraryOf(type))))
          .check(INSTRUMENTATIONS);
    }
  }

  @Test
  void rulesAreDeclaredWithoutMentioningTheLibrary() {
    classes()
        .that()
        .areAssignableTo("io.tokenrelay.instrumentation.spi.Instrumentation")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "io.tokenrelay.instrumentation.spi..", "org.jspecify..")
        .check(INSTRUMENTATIONS);
  }

  @Test
  void seesTheInstrumentationsAtAll() {
    assertThat(libraries()).hasSizeGreaterThanOrEqualTo(6);
  }

  private static boolean isSet(Optional<Object> skipOn) {
    return skipOn.filter(type -> !((JavaClass) type).getName().equals("void")).isPresent();
  }

  private static List<String> libraries() {
    return INSTRUMENTATIONS.stream()
        .map(AdviceTest::libraryOf)
        .filter(name -> !name.equals("spi"))
        .distinct()
        .collect(java.util.stream.Collectors.toList());
  }

  private static String libraryOf(JavaClass type) {
    return type.getPackageName().split("\\.")[3];
  }

  private static Optional<? extends JavaAnnotation<?>> advice(JavaMethod method) {
    return method.getAnnotations().stream()
        .filter(
            annotation ->
                annotation.getRawType().getName().equals(ENTER)
                    || annotation.getRawType().getName().equals(EXIT))
        .findFirst();
  }
}

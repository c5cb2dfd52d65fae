package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.instrumentation.samples.SampleInstrumentation;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Inbound;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;

/**
 * Advice woven into a library in loaders of its own, in every class file version that we weave; and
 * the fault suite: whatever is wrong with an advice, the application's results are what they were.
 */
public class WeavingTest {
  private static final Attached.Events EVENTS = Attached.EVENTS;
  private static final Weaving WEAVING = Attached.WEAVING;

  @BeforeEach
  void forget() {
    EVENTS.failed.clear();
    EVENTS.notWoven.clear();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_7, Opcodes.V1_8, Opcodes.V11, Opcodes.V17})
  void replacesArgumentsAndResults(int version) throws Exception {
    assertThat(call(Attached.library(version), "greet", "bob")).isEqualTo("hello BOB (3)");
    assertThat(EVENTS.failed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void handsPrimitivesOver(int version) throws Exception {
    Object library = Attached.library(version);

    Object result =
        library
            .getClass()
            .getMethod("add", int.class, long.class, double.class, boolean.class, char.class)
            .invoke(library, 1, 2L, 3.0, true, (char) 4);

    assertThat(result).isEqualTo(11L * 1000 + 11L);
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void skipsTheMethodWhenAnEnterSaysSo(int version) throws Exception {
    Object library = Attached.library(version);

    assertThat(call(library, "skip", "friend")).isEqualTo("ran for friend");
    assertThat(call(library, "skip", "stranger")).isEqualTo("skipped");
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void doesNotSkipWhenAnEnterFails(int version) throws Exception {
    assertThat(call(Attached.library(version), "skip", "error")).isEqualTo("ran for error");
    assertThat(EVENTS.failed).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void weavesConstructors(int version) throws Exception {
    Object library = Attached.library(version);

    assertThat(log(library)).containsExactly("made", "seen");
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void letsTheApplicationsExceptionPass(int version) throws Exception {
    Object library = Attached.library(version);

    assertThatThrownBy(() -> call(library, "fails", "of the application"))
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(log(library)).contains("of the application");
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void keepsWhatAFaultyAdviceThrowsFromTheApplication(int version) throws Exception {
    for (String method :
        new String[] {"throwingEnter", "throwingExit", "missingType", "missingMethod"}) {
      assertThat(call(Attached.library(version), method, "as it was")).isEqualTo("as it was");
    }
    assertThat(EVENTS.failed)
        .extracting(failure -> failure.getClass().getSimpleName())
        .containsExactly(
            "UnsupportedOperationException",
            "StackOverflowError",
            "NoClassDefFoundError",
            "NoSuchMethodError");
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void servesNobodyBehindADoorThatFailsWhereTokensAreEnforced(int version) throws Exception {
    Object library = Attached.library(version);
    Relay.install(new Enforcing(), Relay.outbound());
    try {
      assertThat(call(library, "door", "bob")).isEqualTo("served bob");
      for (String name : new String[] {"error", "deep"}) {
        assertThatThrownBy(() -> call(library, "door", name))
            .hasCauseInstanceOf(IllegalStateException.class)
            .hasMessageContaining("TokenRelay could not take the request in");
      }
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> call(library, "misfitDoor", "bob"))
            .hasMessageContaining("TokenRelay could not take the request in");
      }
    } finally {
      Relay.install(new Observing(), Relay.outbound());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void servesEverybodyBehindADoorThatFailsElsewhere(int version) throws Exception {
    Object library = Attached.library(version);

    for (String name : new String[] {"error", "deep"}) {
      assertThat(call(library, "door", name)).isEqualTo("served " + name);
    }
    assertThat(call(library, "misfitDoor", "bob")).isEqualTo("served bob");
    assertThat(EVENTS.failed).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void refusesAClassFileThatCannotNameItself() throws Exception {
    assertThat(call(Attached.library(Opcodes.V1_4), "greet", "bob")).isEqualTo("hello bob");
    assertThat(EVENTS.notWoven)
        .containsExactly(
            SampleInstrumentation.LIBRARY + ": its class file is older than Java 5 (version 48)");
  }

  @Test
  void weavesClassesThatWereLoadedBeforeTheAgent() throws Exception {
    assertThat(call(Attached.LOADED_BEFORE, "greet", "bob")).isEqualTo("hello BOB (3)");
    assertThat(call(Attached.OLD_AND_LOADED_BEFORE, "greet", "bob")).isEqualTo("hello BOB (3)");
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_6, Opcodes.V1_8})
  void staysWovenWhenAnotherAgentHasTheClassReloaded(int version) throws Exception {
    Object library = Attached.library(version);

    ByteBuddyAgent.getInstrumentation().retransformClasses(library.getClass());

    assertThat(call(library, "greet", "bob")).isEqualTo("hello BOB (3)");
  }

  @Test
  void countsWhatItHasWoven() throws Exception {
    Attached.library(Opcodes.V1_8);

    assertThat(WEAVING.rules()).isEqualTo(19 + 12 + 6 + 6); // with those of shaded copies
    assertThat(WEAVING.wovenClasses()).isPositive();
    assertThat(WEAVING.wovenRules()).isGreaterThanOrEqualTo(WEAVING.wovenClasses());
  }

  @Test
  void theLibraryDoesNotSeeOurClasses() throws Exception {
    ClassLoader application = Attached.library(Opcodes.V1_8).getClass().getClassLoader();

    assertThatThrownBy(() -> application.loadClass(SampleInstrumentation.class.getName()))
        .isInstanceOf(ClassNotFoundException.class);
  }

  private static class Observing implements Inbound {
    @Override
    public Exchange receive(ServerRequest request) {
      return nobody();
    }
  }

  private static final class Enforcing extends Observing {
    @Override
    public boolean isEnforcing() {
      return true;
    }
  }

  private static Object call(Object library, String method, String argument)
      throws ReflectiveOperationException {
    try {
      return library.getClass().getMethod(method, String.class).invoke(library, argument);
    } catch (InvocationTargetException failure) {
      throw new ReflectiveOperationException(failure.getCause());
    }
  }

  @SuppressWarnings("unchecked")
  private static List<String> log(Object library) throws ReflectiveOperationException {
    return (List<String>) library.getClass().getField("log").get(library);
  }
}

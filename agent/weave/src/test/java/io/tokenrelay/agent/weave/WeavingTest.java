package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.instrumentation.samples.SampleInstrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Advice woven into a library in loaders of its own, in every class file version that we weave; and
 * the fault suite: whatever is wrong with an advice, the application's results are what they were.
 */
public class WeavingTest {
  private static final Events EVENTS = new Events();
  private static Weaving weaving;

  private static Object loadedBefore;
  private static Object oldAndLoadedBefore;
  private static List<String> refusedAtStart;

  @BeforeAll
  static void attach() throws Exception {
    loadedBefore = library(Opcodes.V1_8);
    oldAndLoadedBefore = library(Opcodes.V1_6);
    weaving =
        Weaving.start(
            ByteBuddyAgent.install(),
            Collections.singletonList(new SampleInstrumentation()),
            WeavingTest.class.getClassLoader(),
            EVENTS);
    refusedAtStart = new ArrayList<>(EVENTS.notWoven);
  }

  @BeforeEach
  void forget() {
    EVENTS.failed.clear();
    EVENTS.notWoven.clear();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_7, Opcodes.V1_8, Opcodes.V11, Opcodes.V17})
  void replacesArgumentsAndResults(int version) throws Exception {
    assertThat(call(library(version), "greet", "bob")).isEqualTo("hello BOB (3)");
    assertThat(EVENTS.failed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void handsPrimitivesOver(int version) throws Exception {
    Object library = library(version);

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
    Object library = library(version);

    assertThat(call(library, "skip", "friend")).isEqualTo("ran for friend");
    assertThat(call(library, "skip", "stranger")).isEqualTo("skipped");
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void doesNotSkipWhenAnEnterFails(int version) throws Exception {
    assertThat(call(library(version), "skip", "error")).isEqualTo("ran for error");
    assertThat(EVENTS.failed).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void weavesConstructors(int version) throws Exception {
    Object library = library(version);

    assertThat(log(library)).containsExactly("made", "seen");
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void letsTheApplicationsExceptionPass(int version) throws Exception {
    Object library = library(version);

    assertThatThrownBy(() -> call(library, "fails", "of the application"))
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(log(library)).contains("of the application");
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void keepsWhatAFaultyAdviceThrowsFromTheApplication(int version) throws Exception {
    Object library = library(version);

    assertThat(call(library, "throwingEnter", "as it was")).isEqualTo("as it was");
    assertThat(call(library, "throwingExit", "as it was")).isEqualTo("as it was");
    assertThat(call(library, "missingType", "as it was")).isEqualTo("as it was");
    assertThat(call(library, "missingMethod", "as it was")).isEqualTo("as it was");
    assertThat(EVENTS.failed)
        .extracting(failure -> failure.getClass().getSimpleName())
        .containsExactly(
            "UnsupportedOperationException",
            "StackOverflowError",
            "NoClassDefFoundError",
            "NoSuchMethodError");
  }

  @Test
  void refusesAClassFileThatCannotNameItself() throws Exception {
    assertThat(call(library(Opcodes.V1_4), "greet", "bob")).isEqualTo("hello bob");
    assertThat(EVENTS.notWoven)
        .containsExactly(
            SampleInstrumentation.LIBRARY + ": its class file is older than Java 5 (version 48)");
  }

  @Test
  void weavesAClassThatWasLoadedBeforeTheAgent() throws Exception {
    assertThat(call(loadedBefore, "greet", "bob")).isEqualTo("hello BOB (3)");
  }

  @Test
  void leavesAnOldClassThatWasLoadedBeforeTheAgentAsItIs() throws Exception {
    assertThat(call(oldAndLoadedBefore, "greet", "bob")).isEqualTo("hello bob");
    assertThat(refusedAtStart)
        .singleElement()
        .asString()
        .contains(SampleInstrumentation.LIBRARY, "loaded before the agent");
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_6, Opcodes.V1_8})
  void staysWovenWhenAnotherAgentHasTheClassReloaded(int version) throws Exception {
    Object library = library(version);

    ByteBuddyAgent.getInstrumentation().retransformClasses(library.getClass());

    assertThat(call(library, "greet", "bob")).isEqualTo("hello BOB (3)");
  }

  @Test
  void countsWhatItHasWoven() throws Exception {
    library(Opcodes.V1_8);

    assertThat(weaving.rules()).isEqualTo(10);
    assertThat(weaving.wovenClasses()).isPositive();
    assertThat(weaving.wovenRules()).isGreaterThanOrEqualTo(weaving.wovenClasses());
  }

  @Test
  void theLibraryDoesNotSeeOurClasses() throws Exception {
    ClassLoader application = library(Opcodes.V1_8).getClass().getClassLoader();

    assertThatThrownBy(() -> application.loadClass(SampleInstrumentation.class.getName()))
        .isInstanceOf(ClassNotFoundException.class);
  }

  private static Object library(int version) throws Exception {
    return new LibraryLoader(version)
        .loadClass(SampleInstrumentation.LIBRARY)
        .getConstructor()
        .newInstance();
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

  private static final class Events implements WeavingListener {
    final Queue<Throwable> failed = new ConcurrentLinkedQueue<>();
    final Queue<String> notWoven = new ConcurrentLinkedQueue<>();

    @Override
    public void woven(String type, int rules) {}

    @Override
    public void notWoven(String type, String reason) {
      notWoven.add(type + ": " + reason);
    }

    @Override
    public void linked(String advice, String method) {}

    @Override
    public void adviceFailed(String advice, Throwable failure) {
      failed.add(failure);
    }
  }
}

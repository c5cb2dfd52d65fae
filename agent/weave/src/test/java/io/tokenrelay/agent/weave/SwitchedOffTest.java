package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.instrumentation.samples.CarryingInstrumentation;
import io.tokenrelay.instrumentation.samples.Seen;
import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Inbound;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;

/** What becomes of users' tokens where an instrumentation does not work. */
class SwitchedOffTest {
  private static final ClassLoader JDK = ClassLoader.getSystemClassLoader().getParent();
  private static final Attached.Events EVENTS = Attached.EVENTS;

  @BeforeEach
  void serveAlice() {
    assertThat(Attached.WEAVING).isNotNull();
    EVENTS.off.clear();
    EVENTS.failed.clear();
    Seen.take();
    Relay.open("alice");
  }

  @AfterEach
  void leave() {
    Relay.install(new Enforcing(false), Relay.outbound());
    Relay.clear();
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_6, Opcodes.V1_8})
  void carriesAndWritesWhereEverythingFits(int version) throws Exception {
    Object library = library(version, JDK);

    assertThat(call(library, "call", "none")).isEqualTo("alice");
    assertThat(work(library, any -> call(library, "call", "none"))).isEqualTo("bob");
    assertThat(Relay.snapshot()).isEqualTo("alice");
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_6, Opcodes.V1_8})
  void aCarrierThatThrowsIsOffInItsLoaderAsAWhole(int version) throws Exception {
    Object library = library(version, JDK);
    call(library, "call", "none"); // linked before it is off

    assertThat(call(library, "later", "throw")).isEqualTo("throw");

    assertThat(Relay.snapshot()).as("what the thread carries").isNull();
    Relay.open("alice");
    assertThat(call(library, "call", "none")).isEqualTo("none");
    assertThat(work(library, task -> task + " " + Relay.snapshot()))
        .as("work of bob's on alice's thread")
        .isEqualTo("as it was null");
    assertThat(EVENTS.off).containsExactly("carrying CARRIES");
  }

  @Test
  void anotherCopyGoesOn() throws Exception {
    Object other = library(Opcodes.V1_8, JDK);
    call(library(Opcodes.V1_8, JDK), "later", "throw");
    Relay.open("alice");

    assertThat(call(other, "call", "none")).isEqualTo("alice");
    assertThat(call(library(Opcodes.V1_8, JDK), "call", "none")).isEqualTo("alice");
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_6, Opcodes.V1_8})
  void workThatHasBegunIsEndedAndLeavesNothing(int version) throws Exception {
    Object library = library(version, JDK);

    String carried =
        work(library, any -> Relay.snapshot() + " " + call(library, "later", "misfit"));

    assertThat(carried).isEqualTo("bob misfit");
    assertThat(Seen.take()).contains("left bob");
    assertThat(Relay.snapshot()).isNull();
  }

  @Test
  void anExceptionOfTheApplicationIsNoFailure() throws Exception {
    Object library = library(Opcodes.V1_8, JDK);

    assertThatThrownBy(
            () ->
                work(
                    library,
                    any -> {
                      throw new NoSuchMethodError("of the application's own");
                    }))
        .isInstanceOf(NoSuchMethodError.class);

    assertThat(EVENTS.off).isEmpty();
    assertThat(Relay.snapshot()).isEqualTo("alice");
    assertThat(call(library, "call", "none")).isEqualTo("alice");
  }

  @Test
  void aStackThatOverflowsCostsThisTokenOnly() throws Exception {
    Object library = library(Opcodes.V1_8, JDK);

    call(library, "later", "overflow");

    assertThat(Relay.snapshot()).isNull();
    assertThat(EVENTS.off).isEmpty();
    Relay.open("alice");
    assertThat(call(library, "call", "none")).isEqualTo("alice");
  }

  @Test
  void aWriterThatThrowsDoesNothingForThatCall() throws Exception {
    Object library = library(Opcodes.V1_8, JDK);

    assertThat(call(library, "odd", "throw")).isEqualTo("throw");

    assertThat(EVENTS.off).isEmpty();
    assertThat(call(library, "call", "none")).isEqualTo("alice");
  }

  @Test
  void aWriterThatDoesNotFitWritesNothing() throws Exception {
    Object library = library(Opcodes.V1_8, JDK);

    call(library, "odd", "misfit");

    assertThat(EVENTS.off).containsExactly("carrying WRITES");
    assertThat(call(library, "call", "none")).isEqualTo("none");
    assertThat(work(library, task -> task + " " + Relay.snapshot())).isEqualTo("as it was bob");
    assertThat(Relay.snapshot()).isEqualTo("alice");
  }

  @Test
  void whatTheApplicationSharesWithItsParentIsNotWrittenEither() throws Exception {
    Object above = library(Opcodes.V1_8, JDK);
    Object below = library(Opcodes.V1_8, above.getClass().getClassLoader());
    assertThat(call(above, "call", "none")).isEqualTo("alice");

    call(below, "later", "throw");
    Relay.open("alice");

    assertThat(call(above, "call", "none")).isEqualTo("none");
    assertThat(work(above, task -> task + " " + Relay.snapshot())).isEqualTo("as it was bob");
    Object besideIt = library(Opcodes.V1_8, above.getClass().getClassLoader());
    assertThat(call(besideIt, "call", "none")).as("its sibling").isEqualTo("alice");
  }

  @Test
  void nothingIsWrittenByWhatIsLinkedOnlyAfterwards() throws Exception {
    Object above = library(Opcodes.V1_8, JDK);
    Object below = library(Opcodes.V1_8, above.getClass().getClassLoader());
    call(below, "later", "throw");
    Relay.open("alice");

    assertThat(call(above, "call", "none")).isEqualTo("none");
    assertThat(call(below, "call", "none")).isEqualTo("none");
  }

  @Test
  void aCarrierThatCannotBeWovenIsOff() throws Exception {
    Object library = library(Opcodes.V1_4, JDK);

    assertThat(call(library, "call", "none")).isEqualTo("none");
    assertThat(EVENTS.off).contains("carrying CARRIES", "carrying WRITES", "carrying RECEIVES");
  }

  @Test
  void aDoorThatThrowsDoesNotGoOnWithThatRequestsToken() throws Exception {
    Object library = library(Opcodes.V1_8, JDK);

    assertThat(call(library, "door", "throw")).isEqualTo("in, throw");

    assertThat(Relay.snapshot()).isNull();
    assertThat(EVENTS.off).isEmpty();
    assertThat(call(library, "door", "stranger")).isNull();
  }

  @Test
  void aServerThatThrowsEndsThatRequestOnly() throws Exception {
    Object library = library(Opcodes.V1_8, JDK);

    call(library, "end", "throw");

    assertThat(Relay.snapshot()).isNull();
    assertThat(EVENTS.off).isEmpty();
    assertThat(call(library, "door", "stranger")).isNull();
  }

  @Test
  void aServerThatDoesNotFitLetsNoTokenIn() throws Exception {
    Object library = library(Opcodes.V1_8, JDK);

    call(library, "end", "misfit");

    assertThat(EVENTS.off).containsExactly("carrying RECEIVES");
    assertThat(call(library, "door", "friend")).isEqualTo("in, friend");
    assertThat(Relay.snapshot()).isNull();
    Relay.open("alice");
    assertThat(call(library, "call", "none")).as("calls go on").isEqualTo("alice");
  }

  @Test
  void aServerThatDoesNotFitKeepsItsDoorShut() throws Exception {
    Relay.install(new Enforcing(true), Relay.outbound());
    Object library = library(Opcodes.V1_8, JDK);

    call(library, "end", "misfit");

    assertThatThrownBy(() -> call(library, "door", "friend"))
        .hasMessageContaining("TokenRelay could not take the request in");
  }

  @Test
  void aServerThatCannotBeWovenIsAnOpenDoor() throws Exception {
    Relay.install(new Enforcing(true), Relay.outbound());

    library(Opcodes.V1_4, JDK);

    assertThat(EVENTS.off).contains("carrying OPEN");
  }

  @Test
  void aMisfitOfAClientLeavesTheServerAsItIs() throws Exception {
    Object library = library(Opcodes.V1_8, JDK);

    call(library, "later", "misfit");

    assertThat(call(library, "door", "stranger")).isNull();
    assertThat(call(library, "door", "friend")).isEqualTo("in, friend");
  }

  @Test
  void keepsNoApplication() throws Exception {
    WeakReference<ClassLoader> gone = usedAndForgotten();

    for (int i = 0; i < 50 && gone.get() != null; i++) {
      System.gc();
      System.runFinalization();
    }

    assertThat(gone.get()).isNull();
  }

  private static WeakReference<ClassLoader> usedAndForgotten() throws Exception {
    Object library = library(Opcodes.V1_8, JDK);
    call(library, "call", "none");
    work(library, any -> any);
    call(library, "later", "throw");
    call(library, "call", "none");
    EVENTS.failed.clear(); // a stack trace keeps the classes that are in it
    return new WeakReference<>(library.getClass().getClassLoader());
  }

  private static Object library(int version, ClassLoader parent) throws Exception {
    return new LibraryLoader(CarryingInstrumentation.LIBRARY, version, parent)
        .loadClass(CarryingInstrumentation.LIBRARY)
        .getConstructor()
        .newInstance();
  }

  private static String work(Object library, UnaryOperator<String> task) throws Exception {
    return (String) invoke(library, "work", UnaryOperator.class, task);
  }

  private static String call(Object library, String method, String argument) {
    return (String) invoke(library, method, String.class, argument);
  }

  private static Object invoke(Object library, String name, Class<?> type, Object argument) {
    try {
      Method method = library.getClass().getMethod(name, type);
      return method.invoke(library, argument);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof Error) {
        throw (Error) thrown.getCause();
      }
      throw new AssertionError(thrown.getCause().getMessage(), thrown.getCause());
    } catch (ReflectiveOperationException failure) {
      throw new AssertionError(failure);
    }
  }

  private static final class Enforcing implements Inbound {
    private final boolean enforcing;

    Enforcing(boolean enforcing) {
      this.enforcing = enforcing;
    }

    @Override
    public Exchange receive(ServerRequest request) {
      return nobody();
    }

    @Override
    public boolean isEnforcing() {
      return enforcing;
    }
  }
}

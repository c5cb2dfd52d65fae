package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.samples.ShowingInstrumentation;
import io.tokenrelay.instrumentation.spi.Relay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;

/** Advice that only shows who the caller is: where it fails, tokens are carried as before. */
class ShowingTest {
  private static final Attached.Events EVENTS = Attached.EVENTS;

  @BeforeEach
  void serveBob() {
    assertThat(Attached.WEAVING).isNotNull();
    EVENTS.off.clear();
    EVENTS.notWoven.clear();
    Relay.open("bob");
  }

  @AfterEach
  void leave() {
    Relay.clear();
  }

  /** Log4j 1.2.17 is of Java 1.4. */
  @ParameterizedTest
  @ValueSource(
      ints = {Opcodes.V1_2, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void isWovenIntoClassFilesOfAnyAge(int version) throws Exception {
    assertThat(who(library(version), "well")).isEqualTo("alice");
    assertThat(EVENTS.notWoven).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_4, Opcodes.V1_8})
  void whereItDoesNotFitNobodyIsShownAndNothingElseIsOff(int version) throws Exception {
    Object library = library(version);

    assertThat(who(library, "misfit")).isEqualTo("nobody");

    assertThat(who(library, "well")).isEqualTo("nobody");
    assertThat(EVENTS.off).containsExactly("showing SHOWS");
    assertThat(Relay.snapshot()).isEqualTo("bob");
  }

  @Test
  void whereItThrowsItGoesOn() throws Exception {
    Object library = library(Opcodes.V1_8);

    assertThat(who(library, "throw")).isEqualTo("nobody");

    assertThat(who(library, "well")).isEqualTo("alice");
    assertThat(EVENTS.off).isEmpty();
    assertThat(Relay.snapshot()).isEqualTo("bob");
  }

  private static Object library(int version) throws Exception {
    return new LibraryLoader(
            ShowingInstrumentation.LIBRARY, version, ClassLoader.getSystemClassLoader().getParent())
        .loadClass(ShowingInstrumentation.LIBRARY)
        .getConstructor()
        .newInstance();
  }

  private static Object who(Object library, String how) throws Exception {
    return library.getClass().getMethod("who", String.class).invoke(library, how);
  }
}

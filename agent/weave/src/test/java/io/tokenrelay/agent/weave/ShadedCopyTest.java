package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.samples.CarryingInstrumentation;
import io.tokenrelay.instrumentation.samples.SampleInstrumentation;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Relocation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/** A library and two shaded copies of it, in one class loader. */
class ShadedCopyTest {
  private static final String ORIGINALS = "io.tokenrelay.library";
  private static final Attached.Events EVENTS = Attached.EVENTS;

  private final Application application = new Application();

  /** How a copy has been shaded. */
  static Relocation as(String prefix) {
    return new Relocation(Collections.singletonMap(ORIGINALS, prefix));
  }

  @BeforeEach
  void serveAlice() {
    assertThat(Attached.WEAVING).isNotNull();
    EVENTS.off.clear();
    EVENTS.failed.clear();
    Relay.open("alice");
  }

  @AfterEach
  void leave() {
    Relay.clear();
  }

  @Test
  void isWovenWithItsOwnTypes() throws Exception {
    Object copy = made(SampleInstrumentation.LIBRARY, "shop.library");

    assertThat((List<?>) copy.getClass().getField("log").get(copy))
        .extracting(String::valueOf)
        .containsExactly("made", "seen");
    assertThat(call(copy, "greet", "bob")).isEqualTo("hello BOB (3)");
    assertThat(EVENTS.failed).isEmpty();
  }

  @Test
  void eachWritesBesideTheOthers() throws Exception {
    for (String prefix : new String[] {ORIGINALS, "shop.library", "acme.shaded"}) {
      Object copy = made(CarryingInstrumentation.LIBRARY, prefix);

      assertThat(call(copy, "call", "none")).as(prefix).isEqualTo("alice");
    }
  }

  @Test
  void whatFailsInOneIsOffThereAlone() throws Exception {
    Object original = made(CarryingInstrumentation.LIBRARY, ORIGINALS);
    Object one = made(CarryingInstrumentation.LIBRARY, "shop.library");
    Object other = made(CarryingInstrumentation.LIBRARY, "acme.shaded");

    call(one, "odd", "misfit");

    assertThat(EVENTS.off).containsExactly("carrying as shop.library WRITES");
    assertThat(call(one, "call", "none")).isEqualTo("none");
    assertThat(call(other, "call", "none")).isEqualTo("alice");
    assertThat(call(original, "call", "none")).isEqualTo("alice");
  }

  @Test
  void nothingIsWrittenInAnApplicationWhereOneCannotCarry() throws Exception {
    Object original = made(CarryingInstrumentation.LIBRARY, ORIGINALS);
    Object copy = made(CarryingInstrumentation.LIBRARY, "shop.library");
    assertThat(call(original, "call", "none")).isEqualTo("alice");

    call(copy, "later", "misfit");
    Relay.open("alice");

    assertThat(call(original, "call", "none")).isEqualTo("none");
    assertThat(call(copy, "call", "none")).isEqualTo("none");
  }

  /** As where a build has moved a library's parts to different places, and one is in the list. */
  @Test
  void doesNotWriteWhereAPartOfItIsElsewhere() throws Exception {
    Object copy = made(CarryingInstrumentation.LIBRARY, "shop.library");
    Object other = made(CarryingInstrumentation.LIBRARY, "acme.shaded");
    assertThat(call(copy, "call", "none")).isEqualTo("alice");

    made(CarryingInstrumentation.LIBRARY, "beta.library");

    assertThat(EVENTS.off).contains("carrying as shop.library WRITES");
    assertThat(call(copy, "call", "none")).isEqualTo("none");
    assertThat(call(other, "call", "none")).isEqualTo("none");
  }

  @Test
  void writesBesideACopyThatNobodyHasNamedIfItIsWhole() throws Exception {
    application.hasAll = true;
    Object copy = made(CarryingInstrumentation.LIBRARY, "shop.library");

    made(CarryingInstrumentation.LIBRARY, "beta.library");

    assertThat(EVENTS.off).isEmpty();
    assertThat(call(copy, "call", "none")).isEqualTo("alice");
  }

  @Test
  void isSaidByItsName() throws Exception {
    made(CarryingInstrumentation.LIBRARY, "shop.library");

    assertThat(Attached.WEAVING.wovenByInstrumentation())
        .containsEntry(
            "carrying as shop.library", Collections.singletonList("shop.library.Carrying"));
  }

  private Object made(String type, String prefix) throws ReflectiveOperationException {
    return application
        .loadClass(prefix + type.substring(ORIGINALS.length()))
        .getConstructor()
        .newInstance();
  }

  private static Object call(Object library, String method, String argument)
      throws ReflectiveOperationException {
    return library.getClass().getMethod(method, String.class).invoke(library, argument);
  }

  /** Knows every copy, and nothing of ours. */
  private static final class Application extends ClassLoader {
    boolean hasAll;

    Application() {
      super(ClassLoader.getSystemClassLoader().getParent());
    }

    @Override
    protected @Nullable URL findResource(String name) {
      return hasAll ? ShadedCopyTest.class.getResource("ShadedCopyTest.class") : null;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      String simple = name.substring(name.lastIndexOf('.') + 1);
      String original = ORIGINALS.replace('.', '/') + '/' + simple;
      try (InputStream in =
          ShadedCopyTest.class.getClassLoader().getResourceAsStream(original + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(in)
            .accept(
                new ClassRemapper(
                    writer, new SimpleRemapper(Opcodes.ASM9, original, name.replace('.', '/'))),
                0);
        byte[] renamed = writer.toByteArray();
        return defineClass(name, renamed, 0, renamed.length);
      } catch (IOException failure) {
        throw new ClassNotFoundException(name, failure);
      }
    }
  }
}

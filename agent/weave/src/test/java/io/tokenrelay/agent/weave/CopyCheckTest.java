package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.instrumentation.samples.AskingAdvice;
import io.tokenrelay.instrumentation.samples.ObservingAdvice;
import io.tokenrelay.instrumentation.spi.Relocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A library of two packages, whose copy has both under another name. */
class CopyCheckTest {
  private static final Relocation WHOLE = of("io.tokenrelay.library", "shop.library");
  private static final Relocation PART = of("io.tokenrelay.library.flow", "shop.library.flow");

  private final ClassLoader copy = new Copy(WHOLE);

  @ParameterizedTest
  @ValueSource(classes = {AskingAdvice.class, ObservingAdvice.class})
  void acceptsACopyThatIsNamedWhole(Class<?> advice) {
    assertThatCode(() -> check(WHOLE, copy).of(advice.getName())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(classes = {AskingAdvice.class, ObservingAdvice.class})
  void refusesACopyOfWhichOnlyAPartIsNamed(Class<?> advice) {
    assertThatThrownBy(() -> check(PART, copy).of(advice.getName()))
        .isInstanceOf(PartlyRelocatedError.class)
        .hasMessage(
            "tokenrelay.relocations names a part of that copy only, it calls"
                + " io.tokenrelay.library.state.State shop.library.state.State");
  }

  /** As where the application has the library's other package under its own name as well. */
  @Test
  void acceptsACopyOfWhichOnlyAPartIsShaded() {
    assertThatCode(() -> check(PART, new Copy(PART)).of(AskingAdvice.class.getName()))
        .doesNotThrowAnyException();
  }

  @Test
  void leavesAVersionWithoutTheMethodToTheLinker() {
    ClassLoader empty = new ClassLoader(null) {};

    assertThatCode(() -> check(PART, empty).of(AskingAdvice.class.getName()))
        .doesNotThrowAnyException();
  }

  private static CopyCheck check(Relocation relocation, ClassLoader library) {
    return new CopyCheck(relocation, library, CopyCheckTest.class.getClassLoader());
  }

  private static Relocation of(String original, String relocated) {
    return new Relocation(Collections.singletonMap(original, relocated));
  }

  /** The class files of a copy. */
  private static final class Copy extends ClassLoader {
    private final Relocation shading;

    Copy(Relocation shading) {
      super(null);
      this.shading = shading;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      String simple = name.substring(name.lastIndexOf('/') + 1);
      for (String folder : new String[] {"flow/", "state/"}) {
        String original = "io/tokenrelay/library/" + folder + simple;
        if (shading.internalName(original).equals(name)) {
          return renamed(original);
        }
      }
      return null;
    }

    private @Nullable InputStream renamed(String original) {
      try (InputStream in = CopyCheckTest.class.getClassLoader().getResourceAsStream(original)) {
        return in == null
            ? null
            : new ByteArrayInputStream(new RelocatedNames(shading).in(bytes(in)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static byte[] bytes(InputStream in) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        bytes.write(next);
      }
      return bytes.toByteArray();
    }
  }
}

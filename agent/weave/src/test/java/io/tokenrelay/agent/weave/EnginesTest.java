package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.samples.Seen;
import io.tokenrelay.instrumentation.samples.TangleInstrumentation;
import io.tokenrelay.instrumentation.spi.Rule;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Byte Buddy is the reference: around code with loops, exits and variables of every kind, our own
 * weaver's calls see and change the same.
 */
class EnginesTest {
  private static final ClassLoader AGENT = EnginesTest.class.getClassLoader();
  private static final List<Rule> RULES = new TangleInstrumentation().rules();

  @BeforeEach
  void connect() {
    assertThat(Attached.WEAVING).isNotNull();
    Attached.EVENTS.failed.clear();
  }

  @Test
  void adviceSeesTheSameWhicheverEngineWoveIt() throws Exception {
    List<String> reference = run(woven(new ByteBuddyWeaver(AGENT)));
    List<String> ours = run(woven(new AsmWeaver(AGENT)));

    assertThat(ours).isEqualTo(reference);
    assertThat(ours)
        .contains(
            "enter Tangle 5",
            "exit Tangle why entered with why " + "java.lang.UnsupportedOperationException: why");
    assertThat(Attached.EVENTS.failed).isEmpty();
  }

  @Test
  void theLibraryAnswersAsItDidBefore() throws Exception {
    List<String> before = run(notWoven());
    List<String> after = run(woven(new AsmWeaver(AGENT)));

    // The constructor's advice raises its text's case; nothing else is changed by any.
    after.removeIf(line -> line.startsWith("enter") || line.startsWith("exit"));
    assertThat(after).usingElementComparator(String::compareToIgnoreCase).isEqualTo(before);
  }

  private static byte[] woven(Weaver engine) throws Exception {
    byte[] woven = engine.weave(AGENT, TangleInstrumentation.LIBRARY, notWoven(), RULES);
    assertThat(woven).isNotNull();
    return woven;
  }

  private static byte[] notWoven() throws Exception {
    return ClassFileLocator.ForClassLoader.of(AGENT)
        .locate(TangleInstrumentation.LIBRARY)
        .resolve();
  }

  /** Runs every method in every way; returns what they answer and what advice has told. */
  private static List<String> run(byte[] tangle) throws Exception {
    Class<?> type =
        new OneClassLoader(AGENT, TangleInstrumentation.LIBRARY, tangle)
            .loadClass(TangleInstrumentation.LIBRARY);
    List<String> trace = new ArrayList<>();
    Object object = null;
    Constructor<?> constructor = type.getConstructor(int.class, String.class);
    for (int count = 0; count < 5; count++) {
      object = constructor.newInstance(count, "text");
      trace.add(type.getField("log").get(object) + " " + type.getField("made").get(object));
      trace.addAll(Seen.take());
    }
    Object[][] calls = {
      {"loopsFromItsFirstInstruction", 5},
      {"keepsWideVariables", 10L, 64.5, 3},
      {"overwritesItsArguments", "argument", 7L},
      {"returnsFromEverywhere", 0},
      {"returnsFromEverywhere", 1},
      {"returnsFromEverywhere", 2},
      {"returnsFromEverywhere", 3},
      {"alwaysThrows", "why"},
      {"returnsNothing", true},
      {"returnsNothing", false},
      {"isStatic", new int[] {1, 2, 3}, 1},
    };
    for (Object[] call : calls) {
      trace.add(call[0] + " = " + answer(type, object, call));
      trace.addAll(Seen.take());
    }
    trace.add(String.valueOf(type.getField("log").get(object)));
    return trace;
  }

  private static String answer(Class<?> type, Object object, Object[] call) throws Exception {
    Object[] arguments = Arrays.copyOfRange(call, 1, call.length);
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(call[0])) {
        try {
          Object answer = method.invoke(object, arguments);
          return answer instanceof int[] ? Arrays.toString((int[]) answer) : String.valueOf(answer);
        } catch (InvocationTargetException thrown) {
          return "throws " + thrown.getCause();
        }
      }
    }
    throw new NoSuchMethodException(String.valueOf(call[0]));
  }

  /** Defines one class itself and takes all others from its parent. */
  private static final class OneClassLoader extends ClassLoader {
    private final String name;
    private final byte[] classFile;

    OneClassLoader(ClassLoader parent, String name, byte[] classFile) {
      super(parent);
      this.name = name;
      this.classFile = classFile;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("io.tokenrelay.library.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try {
        byte[] bytes =
            name.equals(this.name)
                ? classFile
                : ClassFileLocator.ForClassLoader.of(getParent()).locate(name).resolve();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (java.io.IOException failure) {
        throw new ClassNotFoundException(name, failure);
      }
    }
  }
}

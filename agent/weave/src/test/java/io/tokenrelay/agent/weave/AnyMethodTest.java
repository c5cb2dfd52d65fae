package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.samples.SamplesOfAnyType;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Rules for every method with some parameters. */
class AnyMethodTest {
  private static final ClassLoader AGENT = AnyMethodTest.class.getClassLoader();

  /** Spring Security's FilterInvocation has a constructor with the parameters of a filter. */
  @Test
  void leavesConstructorsAloneWhichCannotBeSkipped() throws Exception {
    for (Weaver weaver : new Weaver[] {new AsmWeaver(AGENT), new ByteBuddyWeaver(AGENT)}) {
      byte[] woven =
          weaver.weave(
              AGENT, Invocation.class.getName(), classFile(), new SamplesOfAnyType().rules());

      assertThat(woven).isNotNull();
      assertThat(wovenMethods(woven)).containsExactly("doFilter");
    }
  }

  private static List<String> wovenMethods(byte[] classFile) {
    List<String> woven = new ArrayList<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitInvokeDynamicInsn(
                      String advice, String type, Handle bootstrap, Object... arguments) {
                    woven.add(name);
                  }
                };
              }
            },
            0);
    return woven;
  }

  private static byte[] classFile() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String file = Invocation.class.getName().replace('.', '/') + ".class";
    try (InputStream in = AGENT.getResourceAsStream(file)) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        bytes.write(next);
      }
    }
    return bytes.toByteArray();
  }

  static class Invocation {
    Invocation(String request) {}

    void doFilter(String request) {}
  }
}

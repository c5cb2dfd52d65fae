package io.tokenrelay.instrumentation.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class CallersTest {
  @ParameterizedTest
  @CsvSource({
    "java.util.concurrent.ForkJoinPool, doExec",
    "java.util.concurrent.FutureTask, call",
    "java.util.concurrent.ConcurrentHashMap, get",
    "java.util.ServiceLoader, hasNext",
    "java.lang.String, length"
  })
  void areAllThatCallAndFewOthers(String type, String called) throws IOException {
    byte[] file = copied(type);
    ClassReader reader = new ClassReader(file);
    Set<String> calling = new HashSet<>();
    int[] methods = {0};
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            methods[0]++;
            return new MethodVisitor(Opcodes.ASM9) {
              @Override
              public void visitMethodInsn(
                  int opcode, String owner, String method, String ofMethod, boolean isInterface) {
                if (method.equals(called)) {
                  calling.add(name + descriptor);
                }
              }
            };
          }
        },
        0);

    Set<String> found = Callers.in(reader, file, Collections.singleton(called));

    assertThat(calling).isNotEmpty();
    assertThat(found).containsAll(calling).hasSizeLessThan(methods[0] * 3 / 4);
  }

  /** Without what only newer class files have, and without the order of the JDK's compiler. */
  private static byte[] copied(String type) throws IOException {
    try (InputStream in =
        ClassLoader.getSystemResourceAsStream(type.replace('.', '/') + ".class")) {
      ClassWriter writer = new ClassWriter(0);
      new ClassReader(in).accept(writer, 0);
      return writer.toByteArray();
    }
  }
}

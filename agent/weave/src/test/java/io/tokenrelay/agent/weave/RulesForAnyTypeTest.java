package io.tokenrelay.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Rules that name a method and no class. */
class RulesForAnyTypeTest {
  private static final String REQUEST = "(Llibrary/Request;Llibrary/Answer;)V";

  private final RulesForAnyType rules =
      RulesForAnyType.of(
          new Instrumentation("any") {
            @Override
            protected void weave(Weave weave) {
              weave
                  .anyType()
                  .method("serve", "library.Request", "library.Answer")
                  .with("ServeAdvice")
                  .anyMethod("library.Request", "library.Chain")
                  .with("ServeAdvice");
            }
          }.rules());

  @Test
  void findsAMethodByItsDescriptor() {
    assertThat(found(declaring("serve", REQUEST))).isTrue();
    assertThat(found(declaring("lambda$0", "(Llibrary/Request;Llibrary/Chain;)V"))).isTrue();
  }

  @Test
  void passesEveryOtherClassBy() {
    assertThat(found(declaring("serve", "(Llibrary/Request;)V"))).isFalse();
    assertThat(found(declaring("serve", "(Llibrary/Reque5t;Llibrary/Answer;)V"))).isFalse();
    assertThat(found(declaring("serve", "(Llibrary/Request;Llibrary/Answer;)Z"))).isFalse();
  }

  @Test
  void readsEveryKindOfConstant() throws Exception {
    for (Class<?> type : new Class<?>[] {RulesForAnyType.class, Method.class, String.class}) {
      String name = type.getName().replace('.', '/') + ".class";
      try (InputStream in = ClassLoader.getSystemResourceAsStream(name)) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
          bytes.write(next);
        }
        assertThat(found(bytes.toByteArray())).as(name).isFalse();
      }
    }
  }

  @Test
  void leavesTheJdkAndTheAgentAlone() {
    byte[] classFile = declaring("serve", REQUEST);
    ClassLoader mine = getClass().getClassLoader();

    assertThat(rules.of(mine, "io/tokenrelay/X", classFile)).isNull();
    assertThat(rules.of(ClassLoader.getSystemClassLoader().getParent(), "x/X", classFile)).isNull();
    assertThat(rules.of(mine, "x/X", classFile)).isNotNull();
  }

  private boolean found(byte[] classFile) {
    return rules.of(getClass().getClassLoader(), "x/X", classFile) != null;
  }

  private static byte[] declaring(String method, String descriptor) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "x/X", null, "java/lang/Object", null);
    writer.visitField(Opcodes.ACC_STATIC, "l", "J", null, 1L << 40).visitEnd();
    writer.visitField(Opcodes.ACC_STATIC, "d", "D", null, 1.5).visitEnd();
    MethodVisitor body = writer.visitMethod(Opcodes.ACC_PUBLIC, method, descriptor, null, null);
    body.visitCode();
    body.visitInsn(Opcodes.RETURN);
    body.visitMaxs(0, 3);
    body.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}

package io.tokenrelay.agent.weave;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.field.FieldList;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * The static-call path: class files of versions 49 and 50 (Tomcat 7, HttpClient 4, old servlet
 * APIs) cannot hold {@code invokedynamic}. Each such instruction that the advice wrote becomes a
 * call of a private static synthetic method of the same descriptor, which calls {@code
 * TokenRelay.call}. It adds methods, so it works at load time only.
 */
final class OldClassFiles extends AsmVisitorWrapper.AbstractBase {
  private static final ClassFileVersion OLDEST =
      ClassFileVersion.JAVA_V5; // ldc of a class needs it
  private static final ClassFileVersion FIRST_WITH_INVOKEDYNAMIC = ClassFileVersion.JAVA_V7;
  private static final String DISPATCHER = "java/lang/TokenRelay";

  /**
   * The old classes that have their methods: a later agent that has one of them reloaded must find
   * them again.
   */
  private final Map<ClassLoader, Set<String>> wovenAtLoad = new WeakHashMap<>();

  /** Whether a class needs this path. */
  synchronized boolean isOld(
      ClassLoader loader, String type, ClassFileVersion version, boolean reload)
      throws UnweavableException {
    if (version.isAtLeast(FIRST_WITH_INVOKEDYNAMIC)) {
      return false;
    }
    if (version.isLessThan(OLDEST)) {
      throw new UnweavableException(
          "its class file is older than Java 5 (version " + version.getMajorVersion() + ")");
    }
    Set<String> woven = wovenAtLoad.computeIfAbsent(loader, any -> new HashSet<>());
    if (!reload) {
      woven.add(type);
    } else if (!woven.contains(type)) {
      throw new UnweavableException(
          "its class file is older than Java 7 and it was loaded before the agent;"
              + " attach with -javaagent");
    }
    return true;
  }

  @Override
  public ClassVisitor wrap(
      TypeDescription instrumentedType,
      ClassVisitor classVisitor,
      Implementation.Context implementationContext,
      TypePool typePool,
      FieldList<FieldDescription.InDefinedShape> fields,
      MethodList<?> methods,
      int writerFlags,
      int readerFlags) {
    return new Rewriter(classVisitor, instrumentedType.getInternalName());
  }

  private static final class Rewriter extends ClassVisitor {
    private final String owner;
    private final Map<String, Site> sites = new LinkedHashMap<>();

    Rewriter(ClassVisitor next, String owner) {
      super(OpenedClassReader.ASM_API, next);
      this.owner = owner;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      if (next == null) {
        return null;
      }
      return new MethodVisitor(OpenedClassReader.ASM_API, next) {
        @Override
        public void visitInvokeDynamicInsn(
            String method, String type, Handle bootstrap, Object... arguments) {
          Site site = siteOf((String) arguments[0], method, type);
          super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, site.name, type, false);
        }
      };
    }

    @Override
    public void visitEnd() {
      for (Site site : sites.values()) {
        site.write(this.cv, owner);
      }
      super.visitEnd();
    }

    private Site siteOf(String advice, String method, String type) {
      return sites.computeIfAbsent(
          advice + '.' + method + type,
          key -> new Site("tokenrelay$" + sites.size(), advice, method, type));
    }
  }

  /** One call site: a private static method that boxes its arguments and unboxes the answer. */
  private static final class Site {
    /** Class, three strings, the array twice, an index and a value of two slots. */
    private static final int DEEPEST_STACK = 9;

    final String name;
    private final String advice;
    private final String method;
    private final String type;

    Site(String name, String advice, String method, String type) {
      this.name = name;
      this.advice = advice;
      this.method = method;
      this.type = type;
    }

    void write(ClassVisitor target, String owner) {
      MethodVisitor code =
          target.visitMethod(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
              name,
              type,
              null,
              new String[] {"java/lang/Throwable"});
      code.visitCode();
      code.visitLdcInsn(Type.getObjectType(owner));
      code.visitLdcInsn(advice);
      code.visitLdcInsn(method);
      code.visitLdcInsn(type);
      box(code, Type.getArgumentTypes(type));
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          DISPATCHER,
          "call",
          "(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/Object;",
          false);
      unbox(code, Type.getReturnType(type));
      code.visitMaxs(DEEPEST_STACK, Type.getArgumentsAndReturnSizes(type) >> 2);
      code.visitEnd();
    }

    private static void box(MethodVisitor code, Type[] arguments) {
      code.visitIntInsn(Opcodes.SIPUSH, arguments.length);
      code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
      int local = 0;
      for (int i = 0; i < arguments.length; i++) {
        code.visitInsn(Opcodes.DUP);
        code.visitIntInsn(Opcodes.SIPUSH, i);
        code.visitVarInsn(arguments[i].getOpcode(Opcodes.ILOAD), local);
        Primitive primitive = Primitive.of(arguments[i]);
        if (primitive != null) {
          primitive.box(code);
        }
        code.visitInsn(Opcodes.AASTORE);
        local += arguments[i].getSize();
      }
    }

    private static void unbox(MethodVisitor code, Type result) {
      Primitive primitive = Primitive.of(result);
      if (result.getSort() == Type.VOID) {
        code.visitInsn(Opcodes.POP);
      } else if (primitive != null) {
        primitive.unbox(code);
      } else {
        code.visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
      }
      code.visitInsn(result.getOpcode(Opcodes.IRETURN));
    }
  }
}

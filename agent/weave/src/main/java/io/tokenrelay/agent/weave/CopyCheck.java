package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Relocation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Whether a shaded copy calls its types what its advice takes them to be called. Shading renames a
 * type in every method that takes or returns it: if only some of a library's packages are given as
 * relocated, the advice links, and its methods are not found when the application runs into them.
 *
 * <p>That is so if the copy has a method as the advice uses or implements it, but for the packages
 * of its types. A method that the copy does not have at all is of another version, and no concern
 * of this class. Nothing is loaded: class files are read.
 */
final class CopyCheck {
  private final RelocatedNames names;
  private final ClassLoader library;
  private final ClassLoader advice;
  private final Set<String> read = new HashSet<>();

  /**
   * @param library serves the class files of the copy
   * @param advice serves those of the advice
   */
  CopyCheck(Relocation relocation, ClassLoader library, ClassLoader advice) {
    this.names = new RelocatedNames(relocation);
    this.library = library;
    this.advice = advice;
  }

  /**
   * Looks at an advice class, and at whatever of ours it uses, once.
   *
   * @throws PartlyRelocatedError if the copy calls a type otherwise
   */
  synchronized void of(String className) {
    lookInto(className.replace('.', '/'));
  }

  private void lookInto(String internalName) {
    if (read.add(internalName)) {
      ClassReader file = file(advice, internalName);
      if (file != null) {
        file.accept(new Uses(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      }
    }
  }

  /** Of the instrumentations, ours and those of extensions. */
  private boolean isAdvice(String internalName) {
    return (internalName.startsWith("io/tokenrelay/instrumentation/")
            && !internalName.startsWith("io/tokenrelay/instrumentation/spi/"))
        || (advice instanceof ExtensionLoader
            && ((ExtensionLoader) advice).hasAdvice(internalName.replace('/', '.')));
  }

  private static @Nullable ClassReader file(ClassLoader loader, String internalName) {
    try (InputStream in = loader.getResourceAsStream(internalName.concat(".class"))) {
      return in == null ? null : new ClassReader(in);
    } catch (IOException | RuntimeException unreadable) {
      return null; // loading it will say why
    }
  }

  /** A method that the advice uses of a type, or implements for it. */
  private void expect(String owner, String method, String descriptor) {
    String renamed = names.map(owner);
    if (renamed.equals(owner)) {
      return;
    }
    String expected = names.mapMethodDesc(descriptor);
    Namesakes found = new Namesakes(method, expected);
    found.lookAt(renamed);
    String other = found.other;
    if (other != null && !found.exact) {
      refuse(expected, other);
    }
  }

  /** Names the first type that differs. */
  private static void refuse(String expected, String found) {
    List<Type> ours = types(expected);
    List<Type> theirs = types(found);
    for (int i = 0; i < ours.size(); i++) {
      if (!ours.get(i).equals(theirs.get(i))) {
        throw new PartlyRelocatedError(name(ours.get(i)), name(theirs.get(i)));
      }
    }
  }

  /** The parameters', and what is returned. */
  private static List<Type> types(String descriptor) {
    List<Type> types = new ArrayList<>();
    for (Type each : Type.getArgumentTypes(descriptor)) {
      types.add(each);
    }
    types.add(Type.getReturnType(descriptor));
    return types;
  }

  private static String name(Type type) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    return element.getSort() == Type.OBJECT ? element.getInternalName() : element.getDescriptor();
  }

  /** The same but for packages. */
  private static boolean isAlike(String expected, String found) {
    List<Type> ours = types(expected);
    List<Type> theirs = types(found);
    if (ours.size() != theirs.size()) {
      return false;
    }
    for (int i = 0; i < ours.size(); i++) {
      String one = ours.get(i).getDescriptor();
      String other = theirs.get(i).getDescriptor();
      if (!one.equals(other)
          && !(one.indexOf('/') > 0
              && other.indexOf('/') > 0
              && simple(one).equals(simple(other)))) {
        return false;
      }
    }
    return true;
  }

  private static String simple(String descriptor) {
    return descriptor.substring(0, descriptor.indexOf('L'))
        + descriptor.substring(descriptor.lastIndexOf('/'));
  }

  /** A class file, and what its class extends and implements. */
  private abstract static class Reading extends ClassVisitor {
    Reading() {
      super(Opcodes.ASM9);
    }

    /**
     * @param types internal names
     */
    abstract void extending(List<String> types);

    @Override
    public final void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      List<String> types = new ArrayList<>();
      if (superName != null) {
        types.add(superName);
      }
      for (String each : interfaces == null ? new String[0] : interfaces) {
        types.add(each);
      }
      extending(types);
    }
  }

  /** Methods of one name, of a type of the copy and of what it extends. */
  private final class Namesakes extends Reading {
    private final String method;
    private final String expected;
    private final Set<String> seen = new HashSet<>();
    private final List<String> next = new ArrayList<>();
    boolean exact;
    @Nullable String other;

    Namesakes(String method, String expected) {
      this.method = method;
      this.expected = expected;
    }

    @Override
    void extending(List<String> types) {
      next.addAll(types);
    }

    void lookAt(String type) {
      next.add(type);
      while (!next.isEmpty() && !exact) {
        String each = next.remove(next.size() - 1);
        ClassReader file = seen.add(each) && !each.startsWith("java/") ? file(library, each) : null;
        if (file != null) {
          file.accept(
              this, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        }
      }
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if (name.equals(method)) {
        exact |= descriptor.equals(expected);
        if (isAlike(expected, descriptor)) {
          other = descriptor;
        }
      }
      return null;
    }
  }

  /** What a class of ours uses of the library, and what it implements for it. */
  private final class Uses extends Reading {
    private final List<String> above = new ArrayList<>();

    @Override
    void extending(List<String> types) {
      above.addAll(types);
      for (String each : types) {
        alsoIn(each);
      }
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      boolean overrides = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0;
      if (overrides && !name.equals("<init>")) {
        for (String each : above) {
          expect(each, name, descriptor);
        }
      }
      return new Calls();
    }

    private void alsoIn(String internalName) {
      if (isAdvice(internalName)) {
        lookInto(internalName);
      }
    }

    private final class Calls extends MethodVisitor {
      Calls() {
        super(Opcodes.ASM9);
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean isInterface) {
        alsoIn(owner);
        expect(owner, name, descriptor);
      }

      @Override
      public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        alsoIn(owner);
      }

      @Override
      public void visitInvokeDynamicInsn(
          String name, String descriptor, Handle bootstrap, Object... arguments) {
        for (Object each : arguments) {
          if (each instanceof Handle && ((Handle) each).getDesc().startsWith("(")) {
            Handle handle = (Handle) each;
            alsoIn(handle.getOwner());
            expect(handle.getOwner(), handle.getName(), handle.getDesc());
          }
        }
      }
    }
  }
}

package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Declared;
import io.tokenrelay.instrumentation.spi.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The methods that a class file declares, by name and parameters: what tells two families of
 * libraries apart whose classes are called alike. Read only for classes whose name is in a rule
 * with a condition.
 */
final class DeclaredMethods {
  /** The names that are asked for: a server's request class has hundreds of methods. */
  private final Set<String> names = new HashSet<>();

  private final List<String> methods = new ArrayList<>();

  private DeclaredMethods() {}

  /** The rules that this class file is meant by; the same list when none has a condition. */
  static List<Rule> meant(List<Rule> rules, byte[] classFile) {
    DeclaredMethods declared = new DeclaredMethods();
    for (Rule rule : rules) {
      Declared condition = rule.condition();
      if (condition != null) {
        declared.names.add(condition.method());
      }
    }
    if (declared.names.isEmpty()) {
      return rules;
    }
    declared.read(classFile);
    List<Rule> meant = new ArrayList<>();
    for (Rule rule : rules) {
      Declared condition = rule.condition();
      if (condition == null || declared.methods.contains(spelt(condition))) {
        meant.add(rule);
      }
    }
    return meant;
  }

  /** What a class file lacks that has none of the methods, and what it has of the same names. */
  static String lacking(List<Rule> rules, byte[] classFile) {
    DeclaredMethods declared = new DeclaredMethods();
    Set<String> named = new LinkedHashSet<>();
    for (Rule rule : rules) {
      declared.names.add(rule.method());
      List<String> parameters = rule.parameters();
      named.add(rule.method() + (parameters == null ? "(..)" : parameters));
    }
    declared.read(classFile);
    return "it does not have "
        + String.join(", ", named)
        + (declared.methods.isEmpty() ? "" : ", but " + String.join(", ", declared.methods));
  }

  private void read(byte[] classFile) {
    new ClassReader(classFile)
        .accept(
            new Reading(),
            ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  private static String spelt(Declared condition) {
    return condition.method() + condition.parameters();
  }

  private final class Reading extends ClassVisitor {
    Reading() {
      super(Opcodes.ASM9);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if (!names.contains(name)) {
        return null;
      }
      List<String> parameters = new ArrayList<>();
      for (Type parameter : Type.getArgumentTypes(descriptor)) {
        parameters.add(parameter.getClassName());
      }
      methods.add(name + parameters);
      return null;
    }
  }
}

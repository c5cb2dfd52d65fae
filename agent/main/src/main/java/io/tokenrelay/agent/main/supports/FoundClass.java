package io.tokenrelay.agent.main.supports;

import io.tokenrelay.instrumentation.spi.Declared;
import io.tokenrelay.instrumentation.spi.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The methods of a class file, held against rules. */
final class FoundClass {
  private final Set<String> names = new HashSet<>();
  private final Set<String> methods = new HashSet<>();
  private final @Nullable Relocation relocation;

  private FoundClass(@Nullable Relocation relocation) {
    this.relocation = relocation;
  }

  /**
   * @throws RuntimeException if it is not a class file that can be read
   */
  static FoundClass read(byte[] file, @Nullable Relocation relocation) {
    FoundClass found = new FoundClass(relocation);
    new ClassReader(file)
        .accept(
            found.new Reading(),
            ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return found;
  }

  /** The rules that this class is meant by: those without a condition, or whose condition holds. */
  List<Rule> meant(List<Rule> rules) {
    List<Rule> meant = new ArrayList<>();
    for (Rule rule : rules) {
      Declared condition = rule.condition();
      if (condition == null || has(condition.method(), condition.parameters())) {
        meant.add(rule);
      }
    }
    return meant;
  }

  boolean has(Rule rule) {
    return rule.method().equals(Rule.ANY) || has(rule.method(), rule.parameters());
  }

  private boolean has(String name, @Nullable List<String> parameters) {
    if (parameters == null) {
      return names.contains(name);
    }
    List<String> renamed = new ArrayList<>();
    for (String parameter : parameters) {
      renamed.add(relocation == null ? parameter : relocation.of(parameter));
    }
    return methods.contains(name + parameters)
        || methods.contains(name + renamed)
        || (relocation != null && mixed(name, parameters, renamed, 0, new ArrayList<>()));
  }

  /** Not every parameter's type need have been relocated. */
  private boolean mixed(
      String name, List<String> plain, List<String> renamed, int at, List<String> chosen) {
    if (at == plain.size()) {
      return methods.contains(name + chosen);
    }
    if (at > 8) {
      return false;
    }
    for (String each : new String[] {plain.get(at), renamed.get(at)}) {
      List<String> next = new ArrayList<>(chosen);
      next.add(each);
      if (mixed(name, plain, renamed, at + 1, next)) {
        return true;
      }
    }
    return false;
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
      List<String> parameters = new ArrayList<>();
      for (Type parameter : Type.getArgumentTypes(descriptor)) {
        parameters.add(parameter.getClassName());
      }
      names.add(name);
      methods.add(name + (parameters.isEmpty() ? Collections.emptyList() : parameters));
      return null;
    }
  }
}

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

  /** The types that a rule names which are called differently here. */
  List<String> relocated(Rule rule) {
    List<String> relocated = new ArrayList<>();
    if (relocation != null) {
      relocated.add(rule.type());
      List<String> parameters = rule.parameters();
      List<String> there = parameters == null ? null : there(rule.method(), parameters);
      for (int i = 0; parameters != null && there != null && i < there.size(); i++) {
        if (!there.get(i).equals(parameters.get(i))) {
          relocated.add(parameters.get(i));
        }
      }
    }
    return relocated;
  }

  private boolean has(String name, @Nullable List<String> parameters) {
    return parameters == null ? names.contains(name) : there(name, parameters) != null;
  }

  /** The parameters as they are called here: not every one's type need have been relocated. */
  private @Nullable List<String> there(String name, List<String> parameters) {
    if (methods.contains(name + parameters)) {
      return parameters;
    }
    return relocation == null ? null : mixed(name, parameters, relocation, new ArrayList<>());
  }

  private @Nullable List<String> mixed(
      String name, List<String> plain, Relocation relocation, List<String> chosen) {
    int at = chosen.size();
    if (at == plain.size()) {
      return methods.contains(name + chosen) ? chosen : null;
    }
    for (String each : new String[] {relocation.of(plain.get(at)), plain.get(at)}) {
      List<String> next = new ArrayList<>(chosen);
      next.add(each);
      List<String> found = mixed(name, plain, relocation, next);
      if (found != null || relocation.of(each).equals(each)) {
        return found;
      }
    }
    return null;
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

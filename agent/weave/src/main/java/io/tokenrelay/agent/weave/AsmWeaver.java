package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Relocation;
import io.tokenrelay.instrumentation.spi.Role;
import io.tokenrelay.instrumentation.spi.Rule;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Weaves with ASM alone: reads the same advice and writes the same calls as {@link
 * ByteBuddyWeaver}, with a twentieth of the classes to load before the application's first answer.
 *
 * <p>It never asks for a supertype and never changes a class's shape, so it can weave a class that
 * is loaded already. The only weaver that takes class files from before Java 7.
 */
final class AsmWeaver implements Weaver {
  private final ClassLoader agentLoader;
  private final Map<String, Advice> known = new ConcurrentHashMap<>();

  AsmWeaver(ClassLoader agentLoader) {
    this.agentLoader = agentLoader;
  }

  @Override
  public byte @Nullable [] weave(
      ClassLoader loader, String type, byte[] classFile, List<Rule> rules)
      throws UnweavableException {
    ClassReader reader = new ClassReader(classFile);
    int version = reader.readUnsignedShort(6); // major_version, JVMS 4.1
    boolean isOld = version < Opcodes.V1_5; // no ldc of a class
    if (isOld && !onlyShow(rules)) {
      throw new UnweavableException(
          "its class file is older than Java 5 (version " + version + ")");
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    Rewriting rewriting = new Rewriting(isOld ? new Raised(writer) : writer, advice(rules));
    reader.accept(
        rewriting, version < Opcodes.V1_6 ? ClassReader.SKIP_FRAMES : ClassReader.EXPAND_FRAMES);
    return rewriting.fits ? writer.toByteArray() : null;
  }

  /**
   * What only shows something cannot harm: for that, an old class file is raised to Java 5, which
   * reads and verifies it as before.
   */
  private static boolean onlyShow(List<Rule> rules) {
    for (Rule rule : rules) {
      if (rule.role() != Role.SHOWS) {
        return false;
      }
    }
    return true;
  }

  private Map<Rule, Advice> advice(List<Rule> rules) throws UnweavableException {
    Map<Rule, Advice> advice = new LinkedHashMap<>();
    for (Rule rule : rules) {
      Relocation relocation = rule.relocation();
      String key = relocation == null ? rule.advice() : rule.advice() + ' ' + relocation;
      Advice read = known.get(key);
      if (read == null) {
        Advice original = read(rule);
        read = relocation == null ? original : new RelocatedNames(relocation).in(original);
        known.put(key, read);
      }
      advice.put(rule, read);
    }
    return advice;
  }

  private Advice read(Rule rule) throws UnweavableException {
    String text = rule.adviceText();
    if (text != null) {
      return AdviceText.read(rule.advice(), text);
    }
    try {
      return AdviceReader.read(agentLoader, rule.advice());
    } catch (IOException failure) {
      throw new UnweavableException(rule.advice() + " cannot be read: " + failure);
    }
  }

  /** A class file that says it is of Java 5. */
  private static final class Raised extends ClassVisitor {
    Raised(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String parent,
        String @Nullable [] interfaces) {
      super.visit(Opcodes.V1_5, access, name, signature, parent, interfaces);
    }
  }

  /** Sends the methods that a rule names by way of their advice; leaves all others as they are. */
  private static final class Rewriting extends ClassVisitor {
    private final Map<Rule, Advice> advice;
    private int version;
    private String owner = "";
    boolean fits;

    Rewriting(ClassVisitor next, Map<Rule, Advice> advice) {
      super(Opcodes.ASM9, next);
      this.advice = advice;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String parent,
        String @Nullable [] interfaces) {
      this.version = version & 0xFFFF;
      this.owner = name;
      super.visit(version, access, name, signature, parent, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor body = super.visitMethod(access, name, descriptor, signature, exceptions);
      if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
        return body;
      }
      for (Map.Entry<Rule, Advice> each : advice.entrySet()) {
        if (names(each.getKey(), name, descriptor)) {
          JoinPoint joinPoint = new JoinPoint(version, owner, access, name, descriptor);
          body = AdvisedMethod.of(joinPoint, each.getValue(), body);
          fits = true;
        }
      }
      return body;
    }

    private static boolean names(Rule rule, String name, String descriptor) {
      boolean isAny = rule.method().equals(Rule.ANY) && name.charAt(0) != '<'; // no constructor
      if (!isAny && !rule.method().equals(name)) {
        return false;
      }
      List<String> names = rule.parameters();
      if (names == null) {
        return true;
      }
      Type[] parameters = Type.getArgumentTypes(descriptor);
      if (names.size() != parameters.length) {
        return false;
      }
      for (int i = 0; i < parameters.length; i++) {
        if (!parameters[i].getClassName().equals(names.get(i))) {
          return false;
        }
      }
      return true;
    }
  }
}

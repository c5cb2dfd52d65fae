package com.example.copies;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A second agent, after the one under test: it sees which call sites have been woven into which
 * class, so that every one of them can be linked in every copy, whether a call comes by or not.
 */
public final class Spy implements ClassFileTransformer {
  private static final ConcurrentMap<String, Set<Site>> SITES = new ConcurrentHashMap<>();

  private static volatile ClassLoader withoutLift;

  private Spy() {}

  public static void premain(String arguments, Instrumentation jvm) {
    jvm.addTransformer(new Spy(), true);
  }

  /** Whatever class of Reactor's defines {@code lift} in this loader will call it otherwise. */
  static void takeLiftFrom(ClassLoader loader) {
    withoutLift = loader;
  }

  /**
   * Links the sites that were woven into a class.
   *
   * @return how many there are
   */
  static int link(Class<?> woven) throws ReflectiveOperationException {
    Method link =
        Class.forName("java.lang.TokenRelay")
            .getMethod(
                "link", MethodHandles.Lookup.class, String.class, MethodType.class, String.class);
    Set<Site> sites = SITES.getOrDefault(woven.getName().replace('.', '/'), new HashSet<>());
    for (Site site : sites) {
      CallSite linked =
          (CallSite)
              link.invoke(
                  null,
                  MethodHandles.lookup().in(woven),
                  site.method,
                  MethodType.fromMethodDescriptorString(site.descriptor, woven.getClassLoader()),
                  site.advice);
      if (linked == null) {
        throw new IllegalStateException(woven + ": " + site.advice);
      }
    }
    return sites.size();
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
    try {
      if (loader == withoutLift && "reactor/core/publisher/Operators".equals(name)) {
        return withoutLift(file);
      }
      if (loader != null && isWoven(file)) {
        new ClassReader(file).accept(new Sites(name), ClassReader.SKIP_FRAMES);
      }
    } catch (RuntimeException failure) {
      System.out.println("wrong: " + failure);
    }
    return null;
  }

  private static byte[] withoutLift(byte[] file) {
    ClassReader reader = new ClassReader(file);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            String other = name.equals("lift") ? "raise" : name;
            return super.visitMethod(access, other, descriptor, signature, exceptions);
          }
        },
        0);
    return writer.toByteArray();
  }

  private static boolean isWoven(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1).contains("java/lang/TokenRelay");
  }

  private static final class Site {
    final String advice;
    final String method;
    final String descriptor;

    Site(String advice, String method, String descriptor) {
      this.advice = advice;
      this.method = method;
      this.descriptor = descriptor;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Site && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
      return toString().hashCode();
    }

    @Override
    public String toString() {
      return advice + method + descriptor;
    }
  }

  private static final class Sites extends ClassVisitor {
    private final Set<Site> sites;

    Sites(String name) {
      super(Opcodes.ASM9);
      this.sites = SITES.computeIfAbsent(name, any -> ConcurrentHashMap.newKeySet());
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        private final List<Object> constants = new ArrayList<>();

        @Override
        public void visitLdcInsn(Object constant) {
          constants.add(constant);
        }

        @Override
        public void visitInvokeDynamicInsn(
            String method, String descriptor, Handle bootstrap, Object... arguments) {
          if (bootstrap.getOwner().equals("java/lang/TokenRelay")) {
            sites.add(new Site((String) arguments[0], method, descriptor));
          }
        }

        /** Class files from before Java 7: the class, three texts, and a static call. */
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String method, String descriptor, boolean isInterface) {
          if (owner.equals("java/lang/TokenRelay") && method.equals("call")) {
            int last = constants.size();
            sites.add(
                new Site(
                    (String) constants.get(last - 3),
                    (String) constants.get(last - 2),
                    (String) constants.get(last - 1)));
          }
        }
      };
    }
  }
}

package io.tokenrelay.instrumentation.jdk;

import io.tokenrelay.bootstrap.StackRoom;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves the JDK's classes that hand work from one thread to another, its HTTP clients, its
 * listening sockets, and those that hand out what is set for the whole JVM.
 *
 * <p>Lives in the agent loader; the agent registers it at start, once the boot classes are in
 * place, with {@code addTransformer(this, true)}: only method bodies change, so classes that were
 * loaded before the agent can be retransformed. For any other class it returns null after one look
 * at the loader. A class for which anything fails stays as it is: its work is not carried, and the
 * application runs.
 */
public final class JdkTransformer implements ClassFileTransformer {
  /** Called with what became of each class, on the thread that loads it, so it must not block. */
  public interface Listener {
    void woven(String className, int joinPoints);

    /** Usually the class file is newer than this agent's ASM. */
    void failed(String className, Throwable why);

    /** A class could not be woven now, since stack or memory is short: it has been missed. */
    void postponed();
  }

  /** The loader of the JDK's modules outside the boot loader; on Java 8, of its extensions. */
  private static final @Nullable ClassLoader PLATFORM =
      ClassLoader.getSystemClassLoader().getParent();

  private final Map<String, Edit[]> edits;
  private final Listener listener;

  /** Internal names of the classes that were offered, whatever became of them. */
  private final Set<String> offered = ConcurrentHashMap.newKeySet();

  /**
   * @param enabled is called with {@code executors}, {@code threads}, {@code forkjoin}, {@code
   *     completable-future}, {@code virtual-threads}, {@code httpurlconnection} and {@code
   *     java-http-client}
   */
  public JdkTransformer(Predicate<String> enabled, Listener listener) {
    this.edits = JoinPoints.of(enabled);
    this.listener = listener;
  }

  /**
   * Binary names of all classes woven here; those that are already loaded must be retransformed.
   */
  public Set<String> classNames() {
    Set<String> names = new HashSet<>();
    for (String name : edits.keySet()) {
      names.add(name.replace('/', '.'));
    }
    return names;
  }

  /**
   * Whether a class is to be woven and was never offered: the JVM calls no transformer for what is
   * loaded while another one is running on the same thread, be it this agent's or another's; nor
   * can it be woven where stack or memory is short.
   */
  public boolean hasMissed(Class<?> loaded) {
    String name = loaded.getName().replace('.', '/');
    return edits.containsKey(name) && isJdks(loaded) && !offered.contains(name);
  }

  /** Whether a class is the JDK's, not one of the application's with the same name. */
  public static boolean isJdks(Class<?> loaded) {
    return isJdks(loaded.getClassLoader());
  }

  private static boolean isJdks(@Nullable ClassLoader loader) {
    return loader == null || loader == PLATFORM;
  }

  @Override
  @SuppressWarnings("ReturnsNullCollection") // null is how a transformer says "unchanged"
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (name == null || !isJdks(loader)) {
      return null;
    }
    Edit[] found = edits.get(name);
    if (found == null) {
      return null;
    }
    offered.add(name);
    return weave(name, redefined != null, classFile, found);
  }

  private byte @Nullable [] weave(String name, boolean again, byte[] classFile, Edit[] edits) {
    try {
      StackRoom.need();
      ClassReader reader = new ClassReader(classFile);
      ClassWriter writer = new ClassWriter(reader, 0);
      Weaving weaving = new Weaving(writer, name, edits, callers(reader, classFile, edits));
      reader.accept(weaving, 0);
      if (weaving.tally.joinPoints() == 0) {
        return null;
      }
      listener.woven(name, weaving.tally.joinPoints());
      return writer.toByteArray();
    } catch (Throwable failure) {
      if (failure instanceof VirtualMachineError && !again) {
        offered.remove(name); // it says nothing of the class
        listener.postponed();
      } else {
        listener.failed(name, failure);
      }
      return null;
    }
  }

  private static Set<String> callers(ClassReader reader, byte[] classFile, Edit[] edits) {
    Set<String> called = new HashSet<>();
    for (Edit edit : edits) {
      Set<String> names = edit.besideCallsOf();
      if (names != null) {
        called.addAll(names);
      }
    }
    return called.isEmpty() ? called : Callers.in(reader, classFile, called);
  }

  /** The one visitor: offers every method body to the edits of its class. */
  private static final class Weaving extends ClassVisitor {
    private final String owner;
    private final Edit[] edits;

    /** The methods that make a call beside which there is something to change. */
    private final Set<String> callers;

    final Tally tally = new Tally();

    Weaving(ClassVisitor next, String owner, Edit[] edits, Set<String> callers) {
      super(Opcodes.ASM9, next);
      this.owner = owner;
      this.edits = edits;
      this.callers = callers;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      for (Edit edit : edits) {
        edit.seesField(name, descriptor);
      }
      return super.visitField(access, name, descriptor, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String method,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor body = super.visitMethod(access, method, descriptor, signature, exceptions);
      if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
        return body;
      }
      boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
      boolean calls = callers.contains(method + descriptor);
      for (Edit edit : edits) {
        if (edit.isForStatic() == isStatic && (calls || edit.besideCallsOf() == null)) {
          body = edit.in(owner, method, descriptor, body, tally);
        }
      }
      return body;
    }
  }
}

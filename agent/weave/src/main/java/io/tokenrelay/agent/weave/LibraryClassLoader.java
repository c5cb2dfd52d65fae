package io.tokenrelay.agent.weave;

import io.tokenrelay.instrumentation.spi.Relocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.ProtectionDomain;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the advice classes for one application class loader, as its child: they see the library's
 * types as the library itself does, and the interface for instrumentations from the agent loader.
 * The library never sees them. A shaded copy of a library has a loader of its own, which defines
 * the same classes with the copy's names.
 */
final class LibraryClassLoader extends ClassLoader {
  private static final String INSTRUMENTATIONS = "io.tokenrelay.instrumentation.";
  private static final String SPI = INSTRUMENTATIONS + "spi.";
  private static final String LOOKUP = "io.tokenrelay.agent.weave.LibraryLookup";
  private static final String BOOTSTRAP = "io.tokenrelay.bootstrap.";

  static {
    registerAsParallelCapable();
  }

  /** A security manager's policy that trusts the agent's jar trusts advice. */
  private static final ProtectionDomain OF_THE_JAR = LibraryClassLoader.class.getProtectionDomain();

  private final ClassLoader agentLoader;
  private final @Nullable Relocation relocation;
  private final @Nullable CopyCheck check;
  private volatile MethodHandles.@Nullable Lookup lookup;

  /**
   * @param relocation how the library was shaded; null if it was not
   */
  LibraryClassLoader(
      ClassLoader library, ClassLoader agentLoader, @Nullable Relocation relocation) {
    super(library);
    this.agentLoader = agentLoader;
    this.relocation = relocation;
    this.check = relocation == null ? null : new CopyCheck(relocation, library, agentLoader);
  }

  /**
   * Finds a static method of an advice class.
   *
   * @param type what it takes and returns, in types of the library
   * @throws PartlyRelocatedError if a shaded copy has other names than it was given
   */
  MethodHandle find(String advice, String method, MethodType type)
      throws ReflectiveOperationException {
    if (check != null) {
      check.of(advice);
    }
    return lookup().findStatic(Class.forName(advice, true, this), method, type);
  }

  private MethodHandles.Lookup lookup() throws ReflectiveOperationException {
    MethodHandles.Lookup known = lookup;
    if (known == null) {
      Object supplier = Class.forName(LOOKUP, true, this).getConstructor().newInstance();
      known = (MethodHandles.Lookup) ((Supplier<?>) supplier).get();
      lookup = known;
    }
    return known;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(SPI)) {
      return agentLoader.loadClass(name);
    }
    if (name.startsWith(BOOTSTRAP)) {
      return Class.forName(name, false, null); // not by way of the parent: it may filter packages
    }
    if (name.startsWith(INSTRUMENTATIONS) || name.equals(LOOKUP) || isOfAnExtension(name)) {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }
    return super.loadClass(name, resolve);
  }

  private boolean isOfAnExtension(String name) {
    return agentLoader instanceof ExtensionLoader
        && ((ExtensionLoader) agentLoader).hasAdvice(name);
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in =
        agentLoader.getResourceAsStream(name.replace('.', '/').concat(".class"))) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes.write(buffer, 0, read);
      }
      byte[] classFile = named(bytes.toByteArray());
      return defineClass(name, classFile, 0, classFile.length, OF_THE_JAR);
    } catch (IOException failure) {
      throw new ClassNotFoundException(name, failure);
    }
  }

  private byte[] named(byte[] classFile) {
    return relocation == null ? classFile : new RelocatedNames(relocation).in(classFile);
  }
}

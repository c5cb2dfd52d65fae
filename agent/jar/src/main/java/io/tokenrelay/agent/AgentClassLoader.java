package io.tokenrelay.agent;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.ByteBuffer;
import java.security.AllPermission;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds everything of the agent that the application must not see: our own modules, Nimbus,
 * Caffeine, Byte Buddy, SLF4J and the OpenTelemetry API. They are in the agent's jar below {@code
 * inst/}, each package as one entry ({@link PackedPackage}), which no other loader reads, so that
 * nothing needs to be relocated. Its parent is the platform loader: it never sees the application.
 *
 * <p>Classes in the jar are taken from it without asking the parent first: two hundred times during
 * start the parent would throw an exception, and a search for a resource would open the JDK's
 * module image.
 *
 * <p>On Java 11 and later, {@code inst/META-INF/versions/11} goes first (Caffeine 3 in place of 2).
 */
final class AgentClassLoader extends ClassLoader implements Consumer<Runnable> {
  private static final String CLASSES = "inst/";
  private static final String BOOT = "boot/";
  private static final String SUFFIX = ".class";
  private static final String CLASSES_11 = "inst/META-INF/versions/11/";
  private static final String CAFFEINE = "com/github/";

  static {
    registerAsParallelCapable();
  }

  private final AgentJar jar;
  private final String jarUrl;

  /**
   * By folder in the jar. Held softly: once its classes are loaded, a package is not needed, but a
   * starting application collects garbage several times before that.
   */
  private final Map<String, Reference<Map<String, ByteBuffer>>> packages =
      new ConcurrentHashMap<>();

  /**
   * Grants all permissions, as to any agent that is attached: a policy that an application sets
   * later need not know about us. A policy on the command line must trust the jar, or premain does
   * not get here.
   */
  private final ProtectionDomain domain;

  private volatile @Nullable Runnable whenReplaced;
  private final boolean java11;
  private final boolean alone;

  /**
   * @param alone whether our boot classes are not in the boot loader, as when the jar is run as a
   *     program: they are loaded here
   */
  AgentClassLoader(File file, boolean alone) throws IOException {
    super(platformLoader());
    this.alone = alone;
    this.domain = allowed(AgentClassLoader.class.getProtectionDomain());
    this.jar = new AgentJar(file);
    this.jarUrl = "jar:" + file.toURI() + "!/";
    String version = System.getProperty("java.specification.version", "1.8");
    this.java11 = !version.startsWith("1.") && Integer.parseInt(version) >= 11;
  }

  /** The same code source, but independent of the current policy. */
  private static ProtectionDomain allowed(ProtectionDomain ours) {
    Permissions everything = new Permissions();
    everything.add(new AllPermission());
    return new ProtectionDomain(ours.getCodeSource(), everything);
  }

  /** Told whenever something cannot be read, since the jar is not the one of the start. */
  @Override
  public void accept(Runnable listener) {
    whenReplaced = listener;
  }

  /** The classes in a folder of the agent's jar, by simple name; empty if it has none. */
  Map<String, ByteBuffer> classesIn(String folder) throws IOException {
    Reference<Map<String, ByteBuffer>> known = packages.get(folder);
    Map<String, ByteBuffer> classes = known == null ? null : known.get();
    if (classes == null) {
      byte[] packed = read(folder + PackedPackage.ENTRY);
      if (packed == null) {
        return Collections.emptyMap();
      }
      classes = PackedPackage.unpack(packed);
      packages.put(folder, new SoftReference<>(classes));
    }
    return classes;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("java.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      ByteBuffer file;
      try {
        file = classFile(name.replace('.', '/'));
      } catch (IOException unreadable) {
        throw new ClassNotFoundException(name, unreadable);
      }
      return file == null ? super.loadClass(name, resolve) : defineClass(name, file, domain);
    }
  }

  /** Null if the jar has no such class. */
  private @Nullable ByteBuffer classFile(String internalName) throws IOException {
    int simpleName = internalName.lastIndexOf('/') + 1;
    String folder = internalName.substring(0, simpleName);
    String name = internalName.substring(simpleName);
    ByteBuffer newer =
        java11 && folder.startsWith(CAFFEINE) ? classesIn(CLASSES_11 + folder).get(name) : null;
    ByteBuffer found = newer == null ? classesIn(CLASSES + folder).get(name) : newer;
    return found == null && alone ? classesIn(BOOT + folder).get(name) : found;
  }

  /** Read from the open jar: without a URL handler, and without opening the file again. */
  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    ByteBuffer bytes = resource(name);
    return bytes == null ? super.getResourceAsStream(name) : stream(bytes);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    ByteBuffer bytes = resource(name);
    try {
      return bytes == null ? null : new URL(null, jarUrl + CLASSES + name, new Opener(bytes));
    } catch (MalformedURLException impossible) {
      return null;
    }
  }

  /** Only ours: the JDK has no providers of our services. */
  @Override
  public Enumeration<URL> getResources(String name) {
    URL found = findResource(name);
    return found == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(Collections.singleton(found));
  }

  private @Nullable ByteBuffer resource(String name) {
    try {
      if (name.endsWith(SUFFIX)) {
        return classFile(name.substring(0, name.length() - SUFFIX.length()));
      }
      byte[] bytes = read(CLASSES + name);
      return bytes == null ? null : ByteBuffer.wrap(bytes);
    } catch (IOException unreadable) {
      return null;
    }
  }

  private static InputStream stream(ByteBuffer bytes) {
    return new ByteArrayInputStream(
        bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
  }

  /** Null if the jar has no such entry. */
  private byte @Nullable [] read(String entry) throws IOException {
    try {
      return jar.read(entry);
    } catch (IOException unreadable) {
      Runnable listener = whenReplaced;
      if (listener != null) {
        listener.run();
      }
      throw new IOException("the agent's jar was replaced while this JVM runs", unreadable);
    }
  }

  /** A parent that sees the JDK but not the application. */
  private static @Nullable ClassLoader platformLoader() {
    return ClassLoader.getSystemClassLoader().getParent();
  }

  /** Opens a URL into the jar: the JDK's own handler would open the jar again. */
  private static final class Opener extends URLStreamHandler {
    private final ByteBuffer bytes;

    Opener(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          this.connected = true;
        }

        @Override
        public InputStream getInputStream() {
          return stream(bytes);
        }
      };
    }
  }
}

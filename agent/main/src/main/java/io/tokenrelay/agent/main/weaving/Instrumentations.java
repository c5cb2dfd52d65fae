package io.tokenrelay.agent.main.weaving;

import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.RelocatedPackage;
import io.tokenrelay.agent.relay.IdentityProperties;
import io.tokenrelay.agent.relay.LoggedIdentity;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.InstrumentationIndex;
import io.tokenrelay.instrumentation.spi.Purpose;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instrumentations that are packaged in the agent, and those of {@link Extensions}, found when
 * first needed.
 */
public final class Instrumentations implements Function<Values, List<String>> {
  static final String URL_CONNECTION = "httpurlconnection";
  static final String HTTP_CLIENT = "java-http-client";

  /** Those of the JDK itself: they have no service entry, being no libraries. */
  private static final List<String> OF_JDK =
      Collections.unmodifiableList(
          Arrays.asList(
              "executors",
              "threads",
              "forkjoin",
              "completable-future",
              "virtual-threads",
              URL_CONNECTION,
              HTTP_CLIENT));

  private static final String UNENFORCED =
      ", and if it is for a server, what comes in by that alone is not enforced";

  private final ClassLoader loader;
  private final boolean attached;
  private @Nullable List<Instrumentation> found;
  private @Nullable Extensions extensions;
  private @Nullable Relocations relocations;

  public Instrumentations(ClassLoader loader) {
    this(loader, false);
  }

  /**
   * @param attached whether the agent was attached to a running JVM
   */
  public Instrumentations(ClassLoader loader, boolean attached) {
    this.loader = loader;
    this.attached = attached;
  }

  /**
   * Their names.
   *
   * @param agent says where the extensions are
   */
  @Override
  public List<String> apply(Values agent) {
    String folder = agent.find(AgentProperties.EXTENSION_DIR);
    if (folder != null && extensions == null) {
      List<String> taken = names();
      Extensions read = Extensions.in(folder, loader, new HashSet<>(taken));
      found().addAll(read.instrumentations());
      extensions = read;
    }
    List<RelocatedPackage> packages = agent.find(AgentProperties.RELOCATIONS);
    if (packages != null && relocations == null) {
      relocations = attached ? Relocations.ofRunningJvm() : Relocations.of(packages, found());
    }
    return names();
  }

  /** Where the class files of all advice are. */
  public ClassLoader loader() {
    return extensions == null ? loader : extensions.loader();
  }

  /** The jars of extensions that are used. */
  public List<String> extensions() {
    return extensions == null ? Collections.<String>emptyList() : extensions.loaded();
  }

  /** The jar of the extension that has this class; null if it is ours. */
  @Nullable String extensionOf(String className) {
    return extensions == null ? null : extensions.jarOf(className);
  }

  /** One line for each extension that is not used, with what is lost. */
  public List<String> unusedExtensions(Config config) {
    List<String> lines = new ArrayList<>();
    if (extensions != null) {
      for (String problem : extensions.problems()) {
        lines.add(problem + (config.wantsEnforcement() ? UNENFORCED : ""));
      }
    }
    return lines;
  }

  /** One line for each shaded copy that cannot be woven as it is configured. */
  public List<String> unwovenCopies(Config config) {
    List<String> lines = new ArrayList<>();
    if (relocations != null) {
      for (String problem : relocations.problems()) {
        lines.add(problem + (config.wantsEnforcement() ? UNENFORCED : ""));
      }
    }
    return lines;
  }

  /** The shaded copies of libraries; null if none are configured. */
  @Nullable Relocations relocations() {
    return relocations;
  }

  /** Their names, as far as they have been found. */
  public List<String> names() {
    List<String> names = new ArrayList<>(OF_JDK);
    for (Instrumentation instrumentation : found()) {
      names.add(instrumentation.name());
    }
    return names;
  }

  /**
   * Those that are switched on, with those for shaded copies.
   *
   * @param closed whether every request is to be rejected, since the configuration cannot be
   *     honoured: then the servers are woven as well whose switch cannot be read
   */
  public List<Instrumentation> woven(Config config, boolean closed) {
    List<Instrumentation> woven = new ArrayList<>();
    for (Instrumentation instrumentation : found()) {
      String name = instrumentation.name();
      if (!isAskedFor(instrumentation.purpose(), config)) {
        continue;
      }
      if (config.isEnabled(name)
          || (closed && instrumentation.isServer() && !config.isSwitchedOff(name))) {
        woven.add(instrumentation);
        if (relocations != null) {
          woven.addAll(relocations.copiesOf(instrumentation));
        }
      }
    }
    return woven;
  }

  private static boolean isAskedFor(Purpose purpose, Config config) {
    switch (purpose) {
      case LOG:
        return config.get(IdentityProperties.MDC) != LoggedIdentity.NONE;
      case PRINCIPAL:
        return config.get(IdentityProperties.PRINCIPAL);
      default:
        return true;
    }
  }

  /** One line if a server is not woven although something is to be enforced. */
  public List<String> switchedOffServers(Config config) {
    List<String> names = new ArrayList<>();
    for (Instrumentation server : servers(found())) {
      if (config.isSwitchedOff(server.name())) {
        names.add(server.name());
      }
    }
    return names.isEmpty() || !config.wantsEnforcement()
        ? Collections.<String>emptyList()
        : Collections.singletonList(
            "enforcement is configured, and these instrumentations of servers are switched off: "
                + String.join(", ", names)
                + "; what comes in by them alone is not enforced ("
                + AgentProperties.INSTRUMENTATION_ENABLED
                + ')');
  }

  /** Those by which requests come in. */
  public static List<Instrumentation> servers(List<Instrumentation> instrumentations) {
    List<Instrumentation> servers = new ArrayList<>();
    for (Instrumentation instrumentation : instrumentations) {
      if (instrumentation.isServer()) {
        servers.add(instrumentation);
      }
    }
    return servers;
  }

  /**
   * All of them: what they know about their libraries' tasks applies even if they are switched off.
   */
  public List<Instrumentation> found() {
    if (found == null) {
      found = find();
    }
    return found;
  }

  private List<Instrumentation> find() {
    try (InputStream index = loader.getResourceAsStream(InstrumentationIndex.RESOURCE)) {
      return index == null ? named() : InstrumentationIndex.read(read(index));
    } catch (IOException damaged) {
      throw new UncheckedIOException("the agent's jar is damaged", damaged);
    }
  }

  private static byte[] read(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream(32_768);
    byte[] some = new byte[32_768];
    for (int length = in.read(some); length >= 0; length = in.read(some)) {
      all.write(some, 0, length);
    }
    return all.toByteArray();
  }

  /** Those that services name, where nothing has been packaged. */
  private List<Instrumentation> named() {
    List<Instrumentation> instrumentations = new ArrayList<>();
    Iterator<Instrumentation> services =
        ServiceLoader.load(Instrumentation.class, loader).iterator();
    for (int failures = 0; failures < 100; ) {
      try {
        if (!services.hasNext()) {
          break;
        }
        instrumentations.add(services.next());
      } catch (ServiceConfigurationError | LinkageError failure) {
        failures++;
        Logger log = LoggerFactory.getLogger(Instrumentations.class);
        log.warn("an instrumentation is left out: {}", failure.toString());
      }
    }
    return instrumentations;
  }
}

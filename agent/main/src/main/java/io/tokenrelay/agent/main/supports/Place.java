package io.tokenrelay.agent.main.supports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An archive, and what it says of its own version and of those that it holds. */
final class Place {
  private static final Pattern IN_NAME = Pattern.compile("(?:.*[/!])?(.+?)-(\\d[\\w.\\-]*)\\.\\w+");

  private final String name;

  /** By {@code group:artifact}. */
  private final Map<String, String> poms = new LinkedHashMap<>();

  private @Nullable String manifest;

  Place(String name) {
    this.name = name;
  }

  static boolean wants(String file) {
    return file.equals("META-INF/MANIFEST.MF")
        || (file.startsWith("META-INF/maven/") && file.endsWith("/pom.properties"));
  }

  void add(String file, byte[] bytes) {
    try {
      if (file.endsWith("MANIFEST.MF")) {
        Attributes main = new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
        String version = main.getValue("Implementation-Version");
        manifest = version == null ? main.getValue("Bundle-Version") : version;
      } else {
        Properties pom = new Properties();
        pom.load(new ByteArrayInputStream(bytes));
        String version = pom.getProperty("version");
        if (version != null) {
          poms.put(pom.getProperty("groupId") + ':' + pom.getProperty("artifactId"), version);
        }
      }
    } catch (IOException | RuntimeException unreadable) {
      // Then it says nothing.
    }
  }

  String name() {
    return name;
  }

  /**
   * What is in it of a library.
   *
   * @param tested the versions that are tested of an instrumentation
   */
  Found found(TestedVersions tested, String folder) {
    for (Map.Entry<String, String> pom : poms.entrySet()) {
      if (tested.hasArtifact(folder, pom.getKey())) {
        return new Found(pom.getKey(), pom.getValue());
      }
    }
    for (Map.Entry<String, String> pom : poms.entrySet()) {
      if (tested.hasGroup(folder, pom.getKey())) {
        return new Found(pom.getKey(), pom.getValue());
      }
    }
    if (poms.size() == 1) {
      Map.Entry<String, String> only = poms.entrySet().iterator().next();
      return new Found(only.getKey(), only.getValue());
    }
    Matcher named = IN_NAME.matcher(name);
    String inName = named.matches() ? named.group(2) : null;
    String version = manifest == null || !poms.isEmpty() ? inName : manifest;
    return new Found(named.matches() ? tested.coordinates(named.group(1)) : null, version);
  }

  /** A version, and of what; each null if it is not known. */
  static final class Found {
    final @Nullable String coordinates;
    final @Nullable String version;

    private Found(@Nullable String coordinates, @Nullable String version) {
      this.coordinates = coordinates;
      this.version = version;
    }
  }
}

package io.tokenrelay.agent.main.supports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The versions that an instrumentation's suites run with, as {@code ListTestedVersions} in {@code
 * agent/jar} takes them from the poms of the tests when the agent is packaged: a line for each,
 * {@code folder group:artifact version}, with a plus after the folder for what is beside the
 * library.
 */
public final class TestedVersions {
  /** Where they are among the agent's resources. */
  public static final String RESOURCE = "io/tokenrelay/instrumentation/tested";

  private final Map<String, List<Entry>> byFolder = new LinkedHashMap<>();

  private TestedVersions() {}

  /** None if nothing has been packaged. */
  public static TestedVersions of(ClassLoader loader) {
    try (InputStream in = loader.getResourceAsStream(RESOURCE)) {
      return in == null ? new TestedVersions() : read(in);
    } catch (IOException damaged) {
      return new TestedVersions();
    }
  }

  static TestedVersions read(InputStream in) throws IOException {
    TestedVersions versions = new TestedVersions();
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ", -1);
      if (words.length == 3) {
        boolean beside = words[0].endsWith("+");
        String folder = beside ? words[0].substring(0, words[0].length() - 1) : words[0];
        versions
            .byFolder
            .computeIfAbsent(folder, any -> new ArrayList<>())
            .add(new Entry(words[1], words[2], beside));
      }
    }
    return versions;
  }

  /**
   * The oldest and the newest of its group, in the tests of the instrumentation or of another one
   * that know this version better; of the library itself if it is not known what was found. Null if
   * no version is listed.
   *
   * @param coordinates {@code group:artifact}, or null if they are not known
   */
  @Nullable Range of(String folder, @Nullable String coordinates, @Nullable String version) {
    if (coordinates == null) {
      Range library = ofLibrary(folder);
      return library == null || version == null || library.holds(version) ? library : null;
    }
    Range own = ofGroup(folder, coordinates, true);
    if (version == null || (own != null && own.holds(version))) {
      return own;
    }
    for (String other : byFolder.keySet()) {
      Range range = ofGroup(other, coordinates, false);
      if (range != null && range.holds(version)) {
        return range;
      }
      own = own == null ? range : own;
    }
    return own;
  }

  private @Nullable Range ofGroup(String folder, String coordinates, boolean beside) {
    Range range = null;
    for (Entry each : entries(folder)) {
      if ((beside || !each.beside) && isSameGroup(each.coordinates, coordinates)) {
        range = Range.with(range, each.version);
      }
    }
    return range;
  }

  private @Nullable Range ofLibrary(String folder) {
    Range range = null;
    for (Entry each : entries(folder)) {
      if (!each.beside) {
        range = Range.with(range, each.version);
      }
    }
    return range;
  }

  /** What an artifact's group is, in any of the tests; null if it is not known. */
  @Nullable String coordinates(String artifact) {
    for (String folder : byFolder.keySet()) {
      for (Entry each : entries(folder)) {
        if (each.coordinates.endsWith(':' + artifact)) {
          return each.coordinates;
        }
      }
    }
    return null;
  }

  boolean hasArtifact(String folder, String coordinates) {
    for (Entry each : entries(folder)) {
      if (each.coordinates.equals(coordinates)) {
        return true;
      }
    }
    return false;
  }

  boolean hasGroup(String folder, String coordinates) {
    for (Entry each : entries(folder)) {
      if (isSameGroup(each.coordinates, coordinates)) {
        return true;
      }
    }
    return false;
  }

  private List<Entry> entries(String folder) {
    return byFolder.getOrDefault(folder, Collections.<Entry>emptyList());
  }

  /** {@code org.glassfish.jersey.core} and {@code org.glassfish.jersey.containers} are one. */
  private static boolean isSameGroup(String one, String other) {
    String[] left = one.substring(0, one.indexOf(':')).split("\\.", -1);
    String[] right = other.substring(0, other.indexOf(':')).split("\\.", -1);
    int common = 0;
    while (common < Math.min(left.length, right.length) && left[common].equals(right[common])) {
      common++;
    }
    return common >= 3 || common == Math.max(left.length, right.length);
  }

  /** A version that suites run with. */
  private static final class Entry {
    private final String coordinates;
    private final String version;
    private final boolean beside;

    Entry(String coordinates, String version, boolean beside) {
      this.coordinates = coordinates;
      this.version = version;
      this.beside = beside;
    }
  }

  /** From the oldest to the newest. */
  static final class Range {
    final String oldest;
    final String newest;

    private Range(String oldest, String newest) {
      this.oldest = oldest;
      this.newest = newest;
    }

    boolean holds(String version) {
      return Version.compare(version, oldest) >= 0 && Version.compare(version, newest) <= 0;
    }

    private static Range with(@Nullable Range range, String version) {
      return range == null
          ? new Range(version, version)
          : new Range(
              Version.compare(version, range.oldest) < 0 ? version : range.oldest,
              Version.compare(version, range.newest) > 0 ? version : range.newest);
    }
  }
}

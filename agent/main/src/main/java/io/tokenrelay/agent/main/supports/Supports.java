package io.tokenrelay.agent.main.supports;

import io.tokenrelay.agent.main.supports.Support.Verdict;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Rule;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks at archives, and says of each what the rules find in it. */
public final class Supports implements Archives.Visitor {
  private static final String CLASS = ".class";

  private final JoinPoints joinPoints;
  private final TestedVersions tested;
  private final Map<String, String> folders = new LinkedHashMap<>();
  private final Map<String, List<String>> standsOn = new HashMap<>();
  private final Set<String> specifications = new HashSet<>();
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<Key, Finding> findings = new LinkedHashMap<>();
  private final List<String> broken = new ArrayList<>();
  private final Archives archives;

  public Supports(List<Instrumentation> instrumentations, TestedVersions tested) {
    this.joinPoints = new JoinPoints(instrumentations);
    this.tested = tested;
    this.archives = new Archives(this);
    for (Instrumentation each : instrumentations) {
      standsOn.put(each.name(), Arrays.asList(each.standsOn()));
      for (Rule rule : each.rules()) {
        String folder = folder(rule.advice());
        if (!folder.equals("spi")) {
          folders.putIfAbsent(each.name(), folder);
          if (isSpecified(rule.type())) {
            specifications.add(folder);
          }
        }
      }
    }
  }

  /** That of the source tree, after which the versions are listed. */
  private static String folder(String advice) {
    String[] parts = advice.split("\\.", -1);
    return parts.length > 3 ? parts[3] : "";
  }

  public void lookAt(File file) {
    archives.walk(file);
  }

  @Override
  public boolean wants(String name) {
    return name.endsWith(CLASS) ? joinPoints.mayBeAbout(type(name)) : Place.wants(name);
  }

  private static String type(String name) {
    return name.substring(0, name.length() - CLASS.length()).replace('/', '.');
  }

  @Override
  public void found(String place, String name, byte[] bytes) {
    if (!name.endsWith(CLASS)) {
      place(place).add(name, bytes);
      return;
    }
    String type = type(name);
    String original = joinPoints.original(type);
    Relocation relocation = original == null ? null : Relocation.between(original, type);
    try {
      FoundClass found = FoundClass.read(bytes, relocation);
      add(place, found, found.meant(joinPoints.of(original == null ? type : original)), relocation);
    } catch (RuntimeException unreadable) {
      broken(place, name + " is not a class file that can be read");
    }
  }

  /** As the weaver has it, a class is a misfit if it has none of the methods that it must have. */
  private void add(
      String place, FoundClass found, List<Rule> rules, @Nullable Relocation relocation) {
    boolean any = false;
    for (Rule rule : rules) {
      if (found.has(rule)) {
        finding(place, rule, relocation).there(rule, found.relocated(rule));
        any = true;
      }
    }
    for (Rule rule : any ? Collections.<Rule>emptyList() : rules) {
      if (!rule.isInSomeVersions()) {
        finding(place, rule, relocation).misses(rule);
      }
    }
  }

  private Finding finding(String place, Rule rule, @Nullable Relocation relocation) {
    return findings.computeIfAbsent(
        new Key(place, rule.instrumentation(), relocation), any -> new Finding());
  }

  @Override
  public void broken(String place, String why) {
    broken.add(place + ": " + why);
  }

  /** A line for each archive or class that cannot be looked at. */
  public List<String> broken() {
    return Collections.unmodifiableList(broken);
  }

  /** By instrumentation, then in the order in which they were found. */
  public List<Support> found() {
    Map<String, List<Support>> byName = new TreeMap<>();
    for (Map.Entry<Key, Finding> each : findings.entrySet()) {
      Key key = each.getKey();
      if (key.relocation == null || isConvincing(key, each.getValue())) {
        byName
            .computeIfAbsent(key.instrumentation, any -> new ArrayList<>())
            .add(support(key, each.getValue()));
      }
    }
    List<Support> all = new ArrayList<>();
    byName.values().forEach(all::addAll);
    return all;
  }

  private boolean isConvincing(Key key, Finding finding) {
    return finding.isConvincing(
        standsOn.getOrDefault(key.instrumentation, Collections.<String>emptyList()));
  }

  private Support support(Key key, Finding finding) {
    String folder = folders.getOrDefault(key.instrumentation, key.instrumentation);
    Place.Found found = place(key.place).found(tested, folder);
    TestedVersions.Range range = finding.isOfASpecification() ? null : range(key, folder, found);
    List<String> missing = new ArrayList<>(finding.missing);
    return new Support(
        key.instrumentation,
        key.place,
        found.version,
        range == null ? null : range.oldest + " ... " + range.newest,
        verdict(key, found.version, range, missing),
        missing,
        key.relocation == null ? null : key.relocation.spelt(finding.relocated));
  }

  /**
   * Whoever implements a specification is tested with it under another name. Where an archive does
   * not say what it is, another instrumentation that finds its library in it does.
   */
  private TestedVersions.@Nullable Range range(Key key, String folder, Place.Found found) {
    if (found.coordinates != null || !specifications.contains(folder)) {
      return tested.of(folder, found.coordinates, found.version);
    }
    for (Key other : findings.keySet()) {
      String library = folders.getOrDefault(other.instrumentation, other.instrumentation);
      if (other.place.equals(key.place) && !specifications.contains(library)) {
        TestedVersions.Range range = tested.of(library, null, found.version);
        if (range != null) {
          return range;
        }
      }
    }
    return null;
  }

  private static Verdict verdict(
      Key key,
      @Nullable String version,
      TestedVersions.@Nullable Range range,
      List<String> missing) {
    if (key.relocation != null) {
      return Verdict.RELOCATED;
    }
    if (!missing.isEmpty()) {
      return Verdict.JOIN_POINTS_MISSING;
    }
    if (range == null) {
      return Verdict.NOT_LISTED;
    }
    if (version == null) {
      return Verdict.VERSION_UNKNOWN;
    }
    if (Version.compare(version, range.newest) > 0) {
      return Verdict.NEWER_THAN_TESTED;
    }
    return Version.compare(version, range.oldest) < 0 ? Verdict.OLDER_THAN_TESTED : Verdict.TESTED;
  }

  private Place place(String name) {
    return places.computeIfAbsent(name, Place::new);
  }

  private static boolean isSpecified(String type) {
    return type.startsWith("javax.") || type.startsWith("jakarta.");
  }

  private static final class Key {
    private final String place;
    private final String instrumentation;
    private final @Nullable Relocation relocation;

    Key(String place, String instrumentation, @Nullable Relocation relocation) {
      this.place = place;
      this.instrumentation = instrumentation;
      this.relocation = relocation;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key
          && ((Key) other).place.equals(place)
          && ((Key) other).instrumentation.equals(instrumentation)
          && Objects.equals(((Key) other).relocation, relocation);
    }

    @Override
    public int hashCode() {
      return Objects.hash(place, instrumentation, relocation);
    }
  }

  private static final class Finding {
    private final Set<String> types = new LinkedHashSet<>();
    private final Set<String> relocated = new LinkedHashSet<>();
    private final Set<String> missing = new LinkedHashSet<>();

    void there(Rule rule, List<String> relocated) {
      types.add(rule.type());
      this.relocated.addAll(relocated);
    }

    void misses(Rule rule) {
      missing.add(
          rule.type()
              + '.'
              + rule.method()
              + (rule.parameters() == null ? "(..)" : rule.parameters()));
    }

    /** Such classes have the version of the specification, whoever packs them. */
    boolean isOfASpecification() {
      for (String type : types) {
        if (!isSpecified(type)) {
          return false;
        }
      }
      return !types.isEmpty();
    }

    /**
     * A class of a similar name without the methods is another class; and a copy of what a library
     * stands on is no copy of the library.
     */
    boolean isConvincing(List<String> standsOn) {
      for (String type : types) {
        if (missing.isEmpty() && standsOn.stream().noneMatch(type::startsWith)) {
          return true;
        }
      }
      return false;
    }
  }
}

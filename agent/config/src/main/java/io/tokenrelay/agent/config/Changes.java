package io.tokenrelay.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the configuration in force and another, property by property, and what of it
 * a running service cannot follow.
 *
 * <p>A line that is gone from the file is no change that anybody has written: the file may be
 * written right now, or its disk may be full. So a value is changed by another value, and a list
 * can be emptied by an empty one.
 */
public final class Changes {
  private final List<String> made = new ArrayList<>();
  private final List<String> restarts = new ArrayList<>();
  private final List<String> gone = new ArrayList<>();

  private Changes() {}

  /**
   * @param layers where the others come from
   */
  public static Changes between(List<Values> inForce, List<Values> others, Layers layers) {
    Map<String, Place> before = places(inForce);
    Map<String, Place> after = places(others);
    Set<String> names = new LinkedHashSet<>(after.keySet());
    names.addAll(before.keySet());
    Changes changes = new Changes();
    for (String name : names) {
      changes.add(name, before.get(name), after.get(name), layers);
    }
    return changes;
  }

  /** {@code tokenrelay.mode=enforce (was observe)}, one for each. */
  public List<String> made() {
    return made;
  }

  /** The names of those that only a start can follow. */
  public List<String> restarts() {
    return restarts;
  }

  /** The names of those that are no longer in the file. */
  public List<String> gone() {
    return gone;
  }

  private void add(String name, @Nullable Place before, @Nullable Place after, Layers layers) {
    Place known = after == null ? before : after;
    String was = before == null ? null : before.text();
    String is = after == null ? null : after.text();
    if (known == null || (was == null ? is == null : was.equals(is))) {
      return;
    }
    if (!known.property.changesAtRunTime()) {
      restarts.add(name);
    } else if (before != null && after != null && isGone(before, after, layers)) {
      gone.add(name);
    } else {
      made.add(
          (is == null ? name + " is no longer set" : name + '=' + known.property.shown(is))
              + (was == null ? "" : " (was " + known.property.shown(was) + ')'));
    }
  }

  private static boolean isGone(Place before, Place after, Layers layers) {
    boolean fromFile = before.source() == Source.FILE;
    boolean behindFile = after.text() == null || after.source() == Source.AGENT_ARGUMENT;
    boolean isEmptied =
        after.property.canBeEmpty()
            && layers.isEmptiedInFile(after.property.fullName(after.values.name()));
    return fromFile && behindFile && !isEmptied;
  }

  private static Map<String, Place> places(List<Values> all) {
    Map<String, Place> places = new LinkedHashMap<>();
    for (Values values : all) {
      for (Property<?> property : values.properties()) {
        places.put(values.nameOf(property), new Place(values, property));
      }
    }
    return places;
  }

  /** A property of the agent, or of one issuer, rule or instrumentation. */
  private static final class Place {
    private final Values values;
    private final Property<?> property;

    Place(Values values, Property<?> property) {
      this.values = values;
      this.property = property;
    }

    @Nullable String text() {
      return values.text(property);
    }

    Source source() {
      return values.source(property);
    }
  }
}

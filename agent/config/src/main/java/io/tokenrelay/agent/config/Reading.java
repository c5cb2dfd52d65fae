package io.tokenrelay.agent.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from their layers, table by table, and collects what is wrong along the way. Created
 * once in premain, and by {@code check}; never fails.
 */
public final class Reading {
  private final Layers layers;
  private final Wish wish;
  private final List<Table> tables;
  private final List<String> problems;
  private final List<String> refusals = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Every full name that means something here; any other is unknown. */
  private final Set<String> names = new LinkedHashSet<>();

  private final Set<String> ofPairs = new HashSet<>();

  /**
   * @param tables all there are
   */
  public Reading(Layers layers, List<Table> tables, Wish wish) {
    this.layers = layers;
    this.tables = tables;
    this.wish = wish;
    this.problems = new ArrayList<>(layers.problems());
    for (Table table : tables) {
      for (Property<?> property : table.properties()) {
        if (property.holdsPairs()) {
          ofPairs.add(Letters.plain(property.name()));
        }
      }
    }
  }

  /** The values of the agent as a whole. */
  public Values agent() {
    List<Property<?>> properties = new ArrayList<>();
    for (Table table : tables) {
      if (table.scope() == Scope.AGENT) {
        properties.addAll(table.properties());
      }
    }
    return read("", Collections.unmodifiableList(properties), null);
  }

  /** The values of one of the objects that a table describes. */
  public Values each(Table table, String of) {
    return read(of, table.properties(), null);
  }

  /**
   * The same if one wrong value makes the others useless, so that nothing replaces it.
   *
   * @param unused how the line about such a value ends
   */
  public Values whole(Table table, String of, String unused) {
    return read(of, table.properties(), unused);
  }

  /** Whether there is any text for a property of one of them. */
  public boolean isGiven(Property<?> property, String of) {
    return entry(property, of) != null;
  }

  /**
   * Ends the reading of properties that have short names.
   *
   * @param reason why the values set by them are not used; null if they are
   */
  public void endShortNames(Table table, @Nullable String reason) {
    for (Property<?> property : table.properties()) {
      String shortName = property.shortName();
      if (shortName != null) {
        names.add(shortName);
        Layer.Entry entry = reason == null ? null : layers.find(shortName);
        if (entry != null) {
          problems.add(entry.shown(property) + " is not used: " + reason);
        }
      }
    }
  }

  /**
   * Whether anything other than its own property is a sign of the wish.
   *
   * @param denied whether its own property denies it
   */
  public boolean hasSignOfWish(boolean denied) {
    return (!denied && isImplied())
        || isContradicted()
        || new Swallowed(names, ofPairs).mean(wish, layers)
        || layers.mayHideWish()
        || new UnknownNames(names, tables, scopesWithoutList(), wish)
            .meanWish(layers, denied, !layers.isSaidAboveFile());
  }

  /**
   * Ends the reading: whatever is set but was never asked for means nothing.
   *
   * @param unread where values that were not asked for may mean something
   */
  public void end(Collection<Scope> unread) {
    new UnknownNames(names, tables, unread, wish).find(layers, problems);
    new Swallowed(names, ofPairs).find(layers, problems);
  }

  /** One line for each problem so far; more may be added. */
  public List<String> problems() {
    return problems;
  }

  /** One line for each value that its domain refuses. */
  public List<String> refusals() {
    return refusals;
  }

  /** One line for each value that is allowed but can hardly be intended. */
  public List<String> notes() {
    return notes;
  }

  private Values read(String of, List<Property<?>> properties, @Nullable String unused) {
    Values values = new Values(of, properties);
    for (Property<?> property : properties) {
      names.add(property.fullName(of));
      Layer.Entry entry = entry(property, of);
      if (entry != null) {
        read(property, entry, values, unused);
      }
    }
    return values;
  }

  private <T> void read(
      Property<T> property, Layer.Entry entry, Values values, @Nullable String unused) {
    T value;
    try {
      value = property.parse(entry.text());
    } catch (IllegalArgumentException refused) {
      values.put(property, null, entry.text(), entry.source());
      refusals.add(
          values.nameOf(property)
              + ": "
              + Shown.messages(refused, entry.text())
              + Quotes.advice(entry.text())
              + "; "
              + property.whenRefused());
      return;
    }
    if (value != null) {
      values.put(property, value, entry.text(), entry.source());
      String doubt = property.doubt(entry.text());
      if (doubt != null) {
        notes.add(entry.shown(property) + ' ' + doubt);
      }
      return;
    }
    String problem = entry.shown(property) + notAllowed(property, entry.text()) + "; ";
    if (unused != null) {
      problems.add(problem + unused);
      return;
    }
    boolean denies = property == wish.property() && wish.isDeniedBy(entry.text());
    String text = denies ? property.defaultText() : property.cautiousText();
    values.put(property, text == null ? null : property.parse(text), text, Source.IN_PLACE);
    problems.add(
        problem + (text == null || text.isEmpty() ? "the property is ignored" : text + " is used"));
  }

  private static String notAllowed(Property<?> property, String text) {
    if (Quotes.areAround(text) && property.allows(Quotes.without(text))) {
      return " is in quotes: remove them";
    }
    List<String> wrong = property.wrongIn(text);
    boolean isOneOfSeveral = !wrong.isEmpty() && !wrong.get(0).equals(text);
    return " is not "
        + property.allowed()
        + (isOneOfSeveral ? " (wrong: " + Shown.entries(wrong, text) + ')' : "")
        + Quotes.advice(text);
  }

  private Layer.@Nullable Entry entry(Property<?> property, String of) {
    Layer.Entry entry = layers.find(property.fullName(of));
    String name = property.nameOf(of);
    return entry != null || name.equals(property.fullName(of)) ? entry : layers.find(name);
  }

  private boolean isImplied() {
    for (Layer layer : layers.all()) {
      for (String name : layer.names()) {
        if (wish.isImpliedBy(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the wish was granted although a place of lower precedence denies it. */
  private boolean isContradicted() {
    for (String[] line : layers.overwritten()) {
      if (line[0].equals(wish.property().fullName()) && !wish.isDeniedBy(line[1])) {
        return true;
      }
    }
    return false;
  }

  private List<Scope> scopesWithoutList() {
    List<Scope> scopes = new ArrayList<>();
    for (Table table : tables) {
      if (table.scope() != Scope.AGENT && table.scope().list() == null) {
        scopes.add(table.scope());
      }
    }
    return scopes;
  }
}

package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.main.config.Property.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads one {@link Config} from its layers; collects what is wrong on the way. */
final class Reading {
  private static final String OBSERVE = "observe";

  private final Layers layers;
  private final List<String> problems;

  /** Every full name that means something here; what is set besides is unknown. */
  private final Set<String> names = new LinkedHashSet<>();

  Reading(Layers layers) {
    this.layers = layers;
    this.problems = new ArrayList<>(layers.problems());
  }

  Config config(Supplier<List<String>> instrumentations) {
    Values values = new Values();
    for (Property<?> property : Definitions.all()) {
      if (property.scope() == Scope.AGENT) {
        names.add(property.fullName());
        read(property, layers.find(property.fullName()), values);
      }
    }
    List<Issuer> issuers = issuers(values.get(Definitions.ISSUERS));
    List<EnforceRule> rules = rules(values.get(Definitions.RULES));
    boolean wantsEnforcement = wantsEnforcement(values, rules);
    boolean weaves = weaves(values, wantsEnforcement || !issuers.isEmpty(), wantsEnforcement);
    Set<String> switchedOff = new HashSet<>();
    Map<String, Boolean> enabled =
        weaves
            ? instrumentations(instrumentations.get(), values, switchedOff)
            : Collections.<String, Boolean>emptyMap();
    new UnknownNames(names, weaves, Definitions.retired()).find(layers, problems);
    new Swallowed(names).find(layers, problems);
    return new Config(values, issuers, rules, enabled, switchedOff, wantsEnforcement, problems);
  }

  /** Where enforcement is wanted, only a switch that can be read says that nothing is woven. */
  private static boolean weaves(Values values, boolean something, boolean wantsEnforcement) {
    boolean enabled =
        values.get(Definitions.ENABLED) || (wantsEnforcement && !values.isSet(Definitions.ENABLED));
    return enabled && something;
  }

  private boolean wantsEnforcement(Values values, List<EnforceRule> rules) {
    boolean observes = values.get(Definitions.MODE).equals(OBSERVE);
    boolean saysObserve = observes && values.isSet(Definitions.MODE);
    return !observes
        || (!saysObserve && (!rules.isEmpty() || isSetForRules()))
        || isContradicted()
        || new Swallowed(names).meanEnforcement(layers)
        || layers.mayAskForEnforcement()
        || new UnknownNames(names, false, Definitions.retired())
            .meanEnforcement(layers, saysObserve, !layers.isModeAboveFile());
  }

  private boolean isSetForRules() {
    for (Layer layer : layers.all()) {
      for (String name : layer.names()) {
        if (Enforcement.isOfRules(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a mode was said where another one stands behind it. */
  private boolean isContradicted() {
    for (String[] line : layers.overwritten()) {
      if (line[0].equals(Definitions.MODE.fullName()) && !Enforcement.meansObserve(line[1])) {
        return true;
      }
    }
    return false;
  }

  private <T> void read(Property<T> property, Layer.@Nullable Entry entry, Values values) {
    if (entry == null) {
      values.put(property, property.parsedDefault(), property.defaultText(), Source.DEFAULT);
      return;
    }
    T value = property.parse(entry.text());
    if (value != null) {
      values.put(property, value, entry.text(), entry.source());
      return;
    }
    boolean observes = property == Definitions.MODE && Enforcement.meansObserve(entry.text());
    String text = observes ? OBSERVE : property.cautiousText();
    values.put(property, text == null ? null : property.parse(text), text, Source.IN_PLACE);
    problems.add(
        entry.shown()
            + " is not "
            + property.allowed()
            + "; "
            + (text == null || text.isEmpty() ? "it is ignored" : text + " is used"));
  }

  private Map<String, Boolean> instrumentations(
      List<String> instrumentations, Values values, Set<String> switchedOff) {
    Map<String, Boolean> enabled = new LinkedHashMap<>();
    for (String name : instrumentations) {
      String fullName = Definitions.INSTRUMENTATION_ENABLED.fullName(name);
      names.add(fullName);
      Values own = new Values();
      Layer.Entry entry = layers.find(fullName);
      read(Definitions.INSTRUMENTATION_ENABLED, entry, own);
      if (own.isSet(Definitions.INSTRUMENTATION_ENABLED)
          && !own.get(Definitions.INSTRUMENTATION_ENABLED)) {
        switchedOff.add(name);
      }
      enabled.put(
          name,
          entry == null
              ? values.get(Definitions.INSTRUMENTATION_DEFAULT_ENABLED)
              : own.get(Definitions.INSTRUMENTATION_ENABLED));
    }
    return enabled;
  }

  private List<EnforceRule> rules(List<String> listed) {
    List<EnforceRule> rules = new ArrayList<>();
    for (String name : new LinkedHashSet<>(listed)) {
      Values values = new Values();
      for (Property<?> property : Definitions.all()) {
        if (property.scope() == Scope.RULE) {
          String fullName = property.fullName(name);
          names.add(fullName);
          read(property, layers.find(fullName), values);
        }
      }
      if (!isAnySet(values)) {
        problems.add(Definitions.RULES + " names " + name + ", but nothing is set for this rule");
      }
      rules.add(new EnforceRule(name, values));
    }
    return rules;
  }

  private static boolean isAnySet(Values values) {
    for (Property<?> property : values.properties()) {
      if (values.isSet(property)) {
        return true;
      }
    }
    return false;
  }

  private List<Issuer> issuers(List<String> listed) {
    Set<String> issuerNames = new LinkedHashSet<>(listed);
    if (entry(Definitions.ISSUER_URI, Issuer.DEFAULT_NAME) != null) {
      issuerNames.add(Issuer.DEFAULT_NAME);
    }
    List<Issuer> issuers = new ArrayList<>();
    for (String name : issuerNames) {
      Issuer issuer = issuer(name);
      if (issuer != null) {
        issuers.add(issuer);
      }
    }
    knowShortNames(issuerNames.contains(Issuer.DEFAULT_NAME));
    return issuers;
  }

  /** Null, and a line, when anything about it is wrong: half an issuer is trusted in nothing. */
  private @Nullable Issuer issuer(String name) {
    int before = problems.size();
    Values values = new Values();
    for (Property<?> property : Definitions.all()) {
      if (property.scope() == Scope.ISSUER) {
        names.add(property.fullName(name));
        readForIssuer(property, name, values);
      }
    }
    String uri = values.find(Definitions.ISSUER_URI);
    if (problems.size() == before) {
      checkKeys(name, uri, values);
    }
    return problems.size() > before || uri == null ? null : new Issuer(name, uri, values);
  }

  private <T> void readForIssuer(Property<T> property, String issuer, Values values) {
    Layer.Entry entry = entry(property, issuer);
    if (entry != null && property.parse(entry.text()) == null) {
      problems.add(entry.shown() + " is not " + property.allowed() + "; " + unused(issuer));
    } else {
      read(property, entry, values);
    }
  }

  private void checkKeys(String name, @Nullable String uri, Values values) {
    List<String> sources = new ArrayList<>();
    for (Property<?> source : Definitions.keySources()) {
      if (values.find(source) != null) {
        sources.add(source.name());
      }
    }
    if (uri == null) {
      problems.add(Issuer.nameOf(Definitions.ISSUER_URI, name) + " is not set; " + unused(name));
    } else if (sources.size() > 1) {
      problems.add(
          "issuer "
              + name
              + " has more than one source of keys ("
              + String.join(", ", sources)
              + "); "
              + unused(name));
    } else if (sources.isEmpty() && Definitions.JWKS_URI.parse(uri) == null) {
      problems.add(
          "issuer "
              + name
              + " is no http or https URL, so its keys cannot be discovered: set "
              + Issuer.nameOf(Definitions.JWKS_URI, name)
              + "; "
              + unused(name));
    }
  }

  private static String unused(String issuer) {
    return "issuer " + issuer + " is not used, none of its tokens is relayed";
  }

  private Layer.@Nullable Entry entry(Property<?> property, String issuer) {
    Layer.Entry entry = layers.find(property.fullName(issuer));
    String shortName = property.shortName();
    return entry != null || shortName == null || !issuer.equals(Issuer.DEFAULT_NAME)
        ? entry
        : layers.find(shortName);
  }

  /** Set without the issuer that they are about, the short names are one line each. */
  private void knowShortNames(boolean used) {
    for (Property<?> property : Definitions.all()) {
      String shortName = property.shortName();
      if (shortName != null) {
        names.add(shortName);
        Layer.Entry entry = used ? null : layers.find(shortName);
        if (entry != null) {
          problems.add(
              entry.shown()
                  + " is not used: it is about the issuer that "
                  + Definitions.ISSUER_URI.shortName()
                  + " names, and that is not set");
        }
      }
    }
  }
}

package io.tokenrelay.agent.main.config;

import io.tokenrelay.agent.config.Layers;
import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Reading;
import io.tokenrelay.agent.config.Scope;
import io.tokenrelay.agent.config.Source;
import io.tokenrelay.agent.config.Type;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.ExchangeProperties;
import io.tokenrelay.agent.relay.InboundPolicy;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.access.AccessProperties;
import io.tokenrelay.agent.relay.access.RuleProperties;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.KeySource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one {@link Config}: the agent, its issuers, its rules and its instrumentations. */
final class ConfigReading {
  private final Reading reading;
  private final List<String> problems;
  private final List<Values> all = new ArrayList<>();

  ConfigReading(Layers layers) {
    this.reading = new Reading(layers, Tables.all(), Enforcement.WISH);
    this.problems = reading.problems();
  }

  Config config(Function<Values, List<String>> instrumentations) {
    Values values = reading.agent();
    all.add(values);
    List<Issuer> issuers = issuers(values.get(IssuerProperties.ISSUERS));
    List<Values> rules = rules(values.get(AccessProperties.RULES));
    List<Values> exchanges = exchanges(values.get(ExchangeProperties.EXCHANGES));
    boolean wantsEnforcement = wantsEnforcement(values, rules);
    boolean weaves = weaves(values, wantsEnforcement || !issuers.isEmpty(), wantsEnforcement);
    Set<String> switchedOff = new HashSet<>();
    Map<String, Boolean> enabled =
        weaves
            ? instrumentations(instrumentations.apply(values), values, switchedOff)
            : Collections.<String, Boolean>emptyMap();
    reading.end(
        weaves
            ? Collections.<Scope>emptyList()
            : Collections.singletonList(AgentProperties.instrumentations().scope()));
    return new Config(
        values,
        issuers,
        rules,
        exchanges,
        all,
        enabled,
        switchedOff,
        wantsEnforcement,
        problems,
        reading.refusals(),
        reading.notes());
  }

  /** If enforcement is wanted, only a switch with a valid value can say that nothing is woven. */
  private static boolean weaves(Values values, boolean something, boolean wantsEnforcement) {
    boolean enabled =
        values.get(AgentProperties.ENABLED)
            || (wantsEnforcement && !values.isSet(AgentProperties.ENABLED));
    return enabled && something;
  }

  private boolean wantsEnforcement(Values values, List<Values> rules) {
    boolean observes = values.get(InboundProperties.MODE) == InboundPolicy.Mode.OBSERVE;
    boolean saysObserve = observes && values.isSet(InboundProperties.MODE);
    return !observes || (!saysObserve && !rules.isEmpty()) || reading.hasSignOfWish(saysObserve);
  }

  private Map<String, Boolean> instrumentations(
      List<String> instrumentations, Values values, Set<String> switchedOff) {
    Map<String, Boolean> enabled = new LinkedHashMap<>();
    Property<Boolean> isEnabled = AgentProperties.INSTRUMENTATION_ENABLED;
    for (String name : instrumentations) {
      Values own = reading.each(AgentProperties.instrumentations(), name);
      all.add(own);
      if (own.isSet(isEnabled) && !own.get(isEnabled)) {
        switchedOff.add(name);
      }
      enabled.put(
          name,
          own.source(isEnabled) == Source.DEFAULT
              ? values.get(AgentProperties.INSTRUMENTATION_DEFAULT_ENABLED)
              : own.get(isEnabled));
    }
    return enabled;
  }

  private List<Values> rules(List<String> listed) {
    List<Values> rules = new ArrayList<>();
    for (String name : new LinkedHashSet<>(listed)) {
      Values values = reading.each(RuleProperties.table(), name);
      all.add(values);
      if (!values.isAnySet()) {
        problems.add(
            AccessProperties.RULES + " names " + name + ", but nothing is set for this rule");
      }
      rules.add(values);
    }
    return rules;
  }

  private List<Values> exchanges(List<String> listed) {
    List<Values> exchanges = new ArrayList<>();
    for (String name : new LinkedHashSet<>(listed)) {
      Values values = reading.each(ExchangeProperties.each(), name);
      all.add(values);
      exchanges.add(values);
    }
    return exchanges;
  }

  private List<Issuer> issuers(List<String> listed) {
    Set<String> names = new LinkedHashSet<>(listed);
    if (reading.isGiven(IssuerProperties.URI, IssuerProperties.DEFAULT_NAME)) {
      names.add(IssuerProperties.DEFAULT_NAME);
    }
    List<Issuer> issuers = new ArrayList<>();
    for (String name : names) {
      Issuer issuer = issuer(name);
      if (issuer != null) {
        issuers.add(issuer);
      }
    }
    reading.endShortNames(
        IssuerProperties.each(),
        names.contains(IssuerProperties.DEFAULT_NAME)
            ? null
            : "it is about the issuer that "
                + IssuerProperties.URI.shortName()
                + " names, and that is not set");
    return issuers;
  }

  /** Null, with a line logged, if anything about it is wrong: half an issuer is never trusted. */
  private @Nullable Issuer issuer(String name) {
    int before = problems.size();
    Values values = reading.whole(IssuerProperties.each(), name, unused(name));
    all.add(values);
    String uri = values.find(IssuerProperties.URI);
    if (problems.size() == before) {
      checkKeys(values, uri);
    }
    return problems.size() > before || uri == null ? null : new Issuer(uri, values);
  }

  private void checkKeys(Values values, @Nullable String uri) {
    List<String> sources = new ArrayList<>();
    for (Property<?> source : KeySource.properties()) {
      if (values.find(source) != null) {
        sources.add(source.name());
      }
    }
    String name = values.name();
    if (uri == null) {
      problems.add(values.nameOf(IssuerProperties.URI) + " is not set; " + unused(name));
    } else if (sources.size() > 1) {
      problems.add(
          "issuer "
              + name
              + " has more than one source of keys ("
              + String.join(", ", sources)
              + "); "
              + unused(name));
    } else if (sources.isEmpty() && !Type.isHttpUri(uri)) {
      problems.add(
          "issuer "
              + name
              + " is no http or https URL, so its keys cannot be discovered: set "
              + values.nameOf(IssuerProperties.JWKS_URI)
              + "; "
              + unused(name));
    }
  }

  private static String unused(String issuer) {
    return "issuer " + issuer + " is not used, none of its tokens is relayed";
  }
}

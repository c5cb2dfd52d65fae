package io.tokenrelay.agent.relay.testing;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.relay.InboundPolicy;
import io.tokenrelay.agent.relay.RelayPolicy;
import io.tokenrelay.agent.relay.access.AccessRule;
import io.tokenrelay.agent.relay.access.AccessRules;
import io.tokenrelay.agent.relay.destination.DestinationPolicy;
import io.tokenrelay.agent.relay.destination.DestinationProperties;
import io.tokenrelay.agent.relay.destination.Guard;
import io.tokenrelay.agent.relay.destination.IssuerPlaces;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a test's operator has set of one policy. What is a text is read as a start reads it. */
public abstract class Settings<S, P> {
  public Values values = Values.defaults();

  public abstract P build();

  @SuppressWarnings("unchecked")
  private S self() {
    return (S) this;
  }

  public final <T> S set(Property<T> property, T value) {
    values = values.with(property, value);
    return self();
  }

  public final <T> S text(Property<T> property, String text) {
    T value = property.parse(text);
    if (value == null) {
      throw new IllegalArgumentException("'" + text + "' is not " + property.allowed());
    }
    return set(property, value);
  }

  public final S list(Property<?> property, List<String> elements) {
    return elements.isEmpty() ? self() : text(property, String.join(",", elements));
  }

  public final S refused(Property<?> property) {
    values = values.refused(property);
    return self();
  }

  public static final class Relay extends Settings<Relay, RelayPolicy> {
    private final List<Values> exchanges = new ArrayList<>();

    /**
     * @param values of an exchange
     */
    public Relay exchange(Values values) {
      exchanges.add(values);
      return this;
    }

    @Override
    public RelayPolicy build() {
      return RelayPolicy.of(values, exchanges, new IssuerPlaces());
    }
  }

  public static final class Inbound extends Settings<Inbound, InboundPolicy> {
    private AccessRules rules = AccessRules.NONE;

    public Inbound rules(AccessRules rules) {
      this.rules = rules;
      return this;
    }

    @Override
    public InboundPolicy build() {
      return InboundPolicy.of(values, rules);
    }
  }

  public static final class Rule extends Settings<Rule, AccessRule> {
    @Override
    public AccessRule build() {
      return AccessRule.of(values);
    }
  }

  public static final class Destinations extends Settings<Destinations, DestinationPolicy> {
    private final Set<Guard> disabled = EnumSet.noneOf(Guard.class);
    private final List<String> issuers = new ArrayList<>();
    private final List<String> endpoints = new ArrayList<>();

    public Destinations disable(Guard guard) {
      disabled.add(guard);
      return set(DestinationProperties.GUARDS_DISABLE, new ArrayList<>(disabled));
    }

    public Destinations issuerUrl(String url) {
      issuers.add(url);
      return this;
    }

    public Destinations issuerEndpoint(String url) {
      endpoints.add(url);
      return this;
    }

    @Override
    public DestinationPolicy build() {
      DestinationPolicy policy = DestinationPolicy.of(values, new IssuerPlaces());
      issuers.forEach(policy.issuers()::addIssuer);
      endpoints.forEach(policy.issuers()::addEndpoint);
      return policy;
    }
  }
}

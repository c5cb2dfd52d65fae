package io.tokenrelay.agent.relay;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Values;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a test's operator has set of one policy. What is a text is read as a start reads it. */
abstract class Settings<S, P> {
  Values values = Values.defaults();

  abstract P build();

  @SuppressWarnings("unchecked")
  private S self() {
    return (S) this;
  }

  final <T> S set(Property<T> property, T value) {
    values = values.with(property, value);
    return self();
  }

  final <T> S text(Property<T> property, String text) {
    T value = property.parse(text);
    if (value == null) {
      throw new IllegalArgumentException("'" + text + "' is not " + property.allowed());
    }
    return set(property, value);
  }

  final S list(Property<?> property, List<String> elements) {
    return elements.isEmpty() ? self() : text(property, String.join(",", elements));
  }

  final S refused(Property<?> property) {
    values = values.refused(property);
    return self();
  }

  static final class Relay extends Settings<Relay, RelayPolicy> {
    @Override
    RelayPolicy build() {
      return RelayPolicy.of(values);
    }
  }

  static final class Inbound extends Settings<Inbound, InboundPolicy> {
    private AccessRules rules = AccessRules.NONE;

    Inbound rules(AccessRules rules) {
      this.rules = rules;
      return this;
    }

    @Override
    InboundPolicy build() {
      return InboundPolicy.of(values, rules);
    }
  }

  static final class Rule extends Settings<Rule, AccessRule> {
    @Override
    AccessRule build() {
      return AccessRule.of(values);
    }
  }

  static final class Destinations extends Settings<Destinations, DestinationPolicy> {
    private final Set<Guard> disabled = EnumSet.noneOf(Guard.class);
    private final List<IssuerPlace> issuers = new ArrayList<>();

    Destinations disable(Guard guard) {
      disabled.add(guard);
      return set(DestinationProperties.GUARDS_DISABLE, new ArrayList<>(disabled));
    }

    Destinations issuerUrl(String url) {
      issuers.add(IssuerPlace.issuer(url));
      return this;
    }

    Destinations issuerEndpoint(String url) {
      issuers.add(IssuerPlace.endpoint(url));
      return this;
    }

    @Override
    DestinationPolicy build() {
      DestinationPolicy policy = DestinationPolicy.of(values);
      issuers.forEach(policy::with);
      return policy;
    }
  }
}

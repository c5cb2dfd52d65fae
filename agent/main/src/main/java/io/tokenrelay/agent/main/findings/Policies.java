package io.tokenrelay.agent.main.findings;

import io.tokenrelay.agent.config.Shown;
import io.tokenrelay.agent.config.Type;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.relay.ExchangeProperties;
import io.tokenrelay.agent.relay.InboundPolicy;
import io.tokenrelay.agent.relay.RelayPolicy;
import io.tokenrelay.agent.relay.RelayProperties;
import io.tokenrelay.agent.relay.TransactionProperties;
import io.tokenrelay.agent.relay.access.AccessRule;
import io.tokenrelay.agent.relay.access.AccessRules;
import io.tokenrelay.agent.relay.destination.IssuerPlaces;
import io.tokenrelay.agent.relay.limit.FailureLimit;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The domain's policies, from the configuration. Only what concerns several properties is decided
 * here: each on its own was checked by its domain when it was read. Created in premain; what only a
 * token needs is made on demand.
 */
public final class Policies {
  private final Config config;
  private final List<String> problems;
  private final AccessRules rules;
  private final InboundPolicy inbound;
  private final IssuerPlaces issuers;
  private @Nullable RelayPolicy relay;

  private Policies(Config config, @Nullable Policies before) {
    this.config = config;
    this.problems = new ArrayList<>(config.refusals());
    this.rules = before != null && isRuledLike(before) ? before.rules : readRules();
    this.inbound = InboundPolicy.of(config.values(), rules);
    this.issuers = before == null ? new IssuerPlaces() : before.issuers;
    if (config.isSet(RelayProperties.AFFINITY_HEADER)) {
      problems.addAll(Transactions.problemsOfAffinity(config.values()));
    }
    if (config.get(TransactionProperties.ENABLED)) {
      problems.addAll(Transactions.problems(config.values()));
    }
    if (!config.exchanges().isEmpty()) {
      problems.addAll(ExchangeFindings.problems(config));
    }
    if (config.isSet(RelayProperties.EXISTING)) {
      relay(); // it may contradict another property
    }
    if (before == null) {
      for (Issuer issuer : config.issuers()) {
        guard(issuer);
      }
      for (Values exchange : config.exchanges()) {
        guard(exchange);
      }
    }
    if (config.wantsEnforcement()) {
      problems.addAll(Advisories.ofIssuersThatCannotBeAsked(config));
    }
  }

  public static Policies of(Config config) {
    return new Policies(config, null);
  }

  /**
   * Those of another configuration of the same service, whose issuers are the same. Unchanged rules
   * are the same object, so that what is known of tokens still holds.
   */
  public Policies with(Config config) {
    return new Policies(config, this);
  }

  private boolean isRuledLike(Policies before) {
    List<Values> others = before.config.rules();
    boolean same = others.size() == config.rules().size();
    for (int i = 0; same && i < others.size(); i++) {
      same = others.get(i).isSetLike(config.rules().get(i));
    }
    return same;
  }

  /** As configured; or closed, if that cannot be honoured. */
  public InboundPolicy inbound() {
    return closedBecause().isEmpty() ? inbound : inbound.closed();
  }

  /**
   * Why every request is rejected: everything that is wrong with the configuration, if anything is
   * to be enforced. Any of it may have been meant to keep someone out; a list of the properties
   * that matter would soon be incomplete.
   */
  public List<String> closedBecause() {
    List<String> reasons = new ArrayList<>();
    if (config.wantsEnforcement()) {
      reasons.addAll(Instead.without(config.problems()));
      reasons.addAll(Instead.without(problems));
      if (reasons.isEmpty() && config.issuers().isEmpty()) {
        reasons.add(StartLine.withoutAnyIssuer());
      }
    }
    return reasons;
  }

  /** For verification, which computes what each token meets. */
  public AccessRules rules() {
    return rules;
  }

  public synchronized RelayPolicy relay() {
    RelayPolicy relay = this.relay;
    if (relay == null) {
      relay = readRelay();
      this.relay = relay;
    }
    return relay;
  }

  /** The places of issuers, which tokens are kept from. */
  public IssuerPlaces issuers() {
    return issuers;
  }

  public FailureLimit failureLimit() {
    return FailureLimit.of(config.values());
  }

  /** One line for each value that the domain refused. */
  public List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  private AccessRules readRules() {
    List<AccessRule> all = new ArrayList<>();
    for (Values rule : config.rules()) {
      all.add(AccessRule.of(rule));
    }
    return AccessRules.of(all);
  }

  private RelayPolicy readRelay() {
    try {
      return RelayPolicy.of(config.values(), config.exchanges(), issuers);
    } catch (IllegalArgumentException contradiction) {
      problems.add(
          RelayProperties.EXISTING + ": " + Shown.message(contradiction) + "; preserve is used");
      return RelayPolicy.of(
          config.values().with(RelayProperties.EXISTING, RelayPolicy.Existing.PRESERVE),
          config.exchanges(),
          issuers);
    }
  }

  /** The issuer's own URLs; an issuer need not be one. */
  private void guard(Issuer issuer) {
    List<String> urls = new ArrayList<>(issuer.values().list(IssuerProperties.STATUS_LISTS));
    urls.add(String.valueOf(issuer.values().find(IssuerProperties.JWKS_URI)));
    urls.add(String.valueOf(issuer.values().find(IssuerProperties.INTROSPECTION_URI)));
    guard(issuer, issuer.uri(), true);
    for (String url : urls) {
      guard(issuer, url, false);
    }
  }

  /** A token endpoint is no destination of calls. */
  private void guard(Values exchange) {
    String endpoint = String.valueOf(exchange.find(ExchangeProperties.ENDPOINT));
    if (Type.isHttpUri(endpoint)) {
      try {
        issuers.addEndpoint(endpoint);
      } catch (IllegalArgumentException refused) {
        problems.add(exchange.nameOf(ExchangeProperties.ENDPOINT) + ": " + Shown.message(refused));
      }
    }
  }

  /** Even if Java reads it as a URL with a host, it may not be one that a call can go to. */
  private void guard(Issuer issuer, String url, boolean own) {
    if (!Type.isHttpUri(url)) {
      return;
    }
    try {
      if (own) {
        issuers.addIssuer(url);
      } else {
        issuers.addEndpoint(url);
      }
    } catch (IllegalArgumentException refused) {
      problems.add("issuer " + issuer.name() + ": " + Shown.message(refused));
    }
  }
}

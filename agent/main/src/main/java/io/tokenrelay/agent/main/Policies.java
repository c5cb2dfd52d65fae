package io.tokenrelay.agent.main;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.config.Shown;
import io.tokenrelay.agent.config.Type;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Definitions;
import io.tokenrelay.agent.main.config.Issuer;
import io.tokenrelay.agent.relay.AccessRule;
import io.tokenrelay.agent.relay.AccessRules;
import io.tokenrelay.agent.relay.DestinationMode;
import io.tokenrelay.agent.relay.DestinationPolicy;
import io.tokenrelay.agent.relay.FailureLimit;
import io.tokenrelay.agent.relay.Guard;
import io.tokenrelay.agent.relay.InboundPolicy;
import io.tokenrelay.agent.relay.Rate;
import io.tokenrelay.agent.relay.RelayPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What the operator set, as the domain wants to have it. The domain knows best what a header name
 * or an address range is: what it refuses becomes one line here, and the cautious value.
 */
final class Policies {
  private final Config config;
  private final List<String> problems = new ArrayList<>();
  private final AccessRules rules;
  private final InboundPolicy inbound;
  private final RelayPolicy relay;
  private final FailureLimit failureLimit;

  private Policies(Config config) {
    this.config = config;
    this.rules = config.rules().isEmpty() ? AccessRules.NONE : readRules();
    this.inbound = readInbound();
    this.relay = readRelay();
    this.failureLimit = readFailureLimit();
    if (config.wantsEnforcement()) {
      problems.addAll(Advisories.ofIssuersThatCannotBeAsked(config));
    }
  }

  static Policies of(Config config) {
    return new Policies(config);
  }

  /** As set; or closed, where that cannot be honoured. */
  InboundPolicy inbound() {
    return closedBecause().isEmpty() ? inbound : inbound.closed();
  }

  /**
   * Why every request is to be rejected: all that is wrong with the configuration, where anything
   * is to be enforced. Any of it may be what was to keep somebody out; a list of the properties
   * that matter would be wrong with the next one.
   */
  List<String> closedBecause() {
    List<String> reasons = new ArrayList<>();
    if (config.wantsEnforcement()) {
      reasons.addAll(config.problems());
      reasons.addAll(problems);
      if (reasons.isEmpty() && config.issuers().isEmpty()) {
        reasons.add(StartLine.withoutAnyIssuer());
      }
    }
    return reasons;
  }

  /** For verification, which finds out what each token meets. */
  AccessRules rules() {
    return rules;
  }

  RelayPolicy relay() {
    return relay;
  }

  FailureLimit failureLimit() {
    return failureLimit;
  }

  /** One line for each value that the domain refused. */
  List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  private InboundPolicy readInbound() {
    InboundPolicy.Builder policy =
        InboundPolicy.builder()
            .mode(word(InboundPolicy.Mode.class, Definitions.MODE))
            .rules(rules)
            .maxTokenBytes(config.get(Definitions.MAX_TOKEN_BYTES))
            .retryAfterSeconds((int) (config.get(Definitions.RETRY_AFTER).toMillis() / 1_000))
            .corsPreflightBypass(config.get(Definitions.CORS_PREFLIGHT_BYPASS))
            .exposesIdentity(config.get(Definitions.REQUEST_ATTRIBUTE))
            .logsIdentity(is(Definitions.LOG_IDENTITY, "hash"))
            .opaque(word(InboundPolicy.Opaque.class, Definitions.CAPTURE_OPAQUE));
    if (isSet(Definitions.CAPTURE_SOURCES)) {
      take(Definitions.CAPTURE_SOURCES, policy::sources);
    }
    if (isSet(Definitions.REALM)) {
      take(Definitions.REALM, policy::realm);
    }
    if (isSet(Definitions.CORS_ORIGINS)) {
      take(Definitions.CORS_ORIGINS, policy::corsOrigins);
    }
    if (isSet(Definitions.EXCLUDE_PATHS)) {
      take(Definitions.EXCLUDE_PATHS, policy::exemptPaths);
    }
    return policy.build();
  }

  private AccessRules readRules() {
    List<AccessRule> all = new ArrayList<>();
    for (Values rule : config.rules()) {
      all.add(readRule(rule));
    }
    return AccessRules.of(all);
  }

  /** What cannot be read makes a rule stricter, never laxer. */
  private AccessRule readRule(Values rule) {
    AccessRule.Builder read = AccessRule.builder();
    take(rule, Definitions.RULE_PATHS, read::paths, "the rule holds everywhere");
    take(rule, Definitions.RULE_METHODS, read::methods, "the rule holds for all methods");
    String closed = "no token meets the rule";
    if (!take(rule, Definitions.RULE_SCOPES, read::requiredScopes, closed)) {
      read.closed();
    }
    if (!take(rule, Definitions.RULE_CLAIMS, read::requiredClaims, closed)) {
      read.closed();
    }
    return read.build();
  }

  private boolean take(
      Values rule, Property<List<String>> property, Setting<List<String>> setting, String instead) {
    try {
      setting.set(rule.list(property));
      return true;
    } catch (IllegalArgumentException refused) {
      problems.add(
          rule.nameOf(property)
              + ": "
              + Shown.message(refused)
              + "; "
              + instead
              + " until it is put right");
      return false;
    }
  }

  private FailureLimit readFailureLimit() {
    Rate rate = config.get(Definitions.FAILURES);
    if (rate.isOff()) {
      return FailureLimit.NONE;
    }
    FailureLimit limit = FailureLimit.of(rate.intervalNanos(), rate.burst());
    if (isSet(Definitions.TRUSTED_PROXIES)) {
      try {
        return limit.behind(config.get(Definitions.TRUSTED_PROXIES));
      } catch (IllegalArgumentException refused) {
        refuse(Definitions.TRUSTED_PROXIES, refused, "it is ignored");
      }
    }
    return limit;
  }

  private RelayPolicy readRelay() {
    RelayPolicy.Builder policy =
        RelayPolicy.builder()
            .destinations(readDestinations())
            .dryRun(config.get(Definitions.DRY_RUN))
            .sendExpired(is(Definitions.EXPIRED, "send"))
            .minRemainingMillis(config.get(Definitions.MIN_REMAINING).toMillis())
            .skipNearExpiry(is(Definitions.MIN_REMAINING_ACTION, "skip"))
            .maxHeaderBytes(config.get(Definitions.MAX_HEADER_BYTES))
            .skipOversize(is(Definitions.OVERSIZE_ACTION, "skip"))
            .detached(word(RelayPolicy.Detached.class, Definitions.DETACHED))
            .detachedMaxMillis(config.get(Definitions.DETACHED_MAX).toMillis())
            .tripwire(config.get(Definitions.TRIPWIRE));
    if (isSet(Definitions.HEADER)) {
      take(Definitions.HEADER, policy::header);
    }
    if (isSet(Definitions.SCHEME)) {
      take(Definitions.SCHEME, policy::scheme);
    }
    policy.existing(word(RelayPolicy.Existing.class, Definitions.EXISTING));
    try {
      return policy.build();
    } catch (IllegalArgumentException contradiction) {
      refuse(Definitions.EXISTING, contradiction, "preserve is used");
      return policy.existing(RelayPolicy.Existing.PRESERVE).build();
    }
  }

  private DestinationPolicy readDestinations() {
    DestinationPolicy.Builder policy =
        DestinationPolicy.builder()
            .mode(word(DestinationMode.class, Definitions.DESTINATIONS))
            .audienceMatch(config.get(Definitions.AUDIENCE_MATCH))
            .allowInsecure(config.get(Definitions.ALLOW_INSECURE));
    if (isSet(Definitions.ALLOW)) {
      take(Definitions.ALLOW, policy::allow);
    }
    if (isSet(Definitions.BOUNDARY_SUFFIXES)) {
      take(Definitions.BOUNDARY_SUFFIXES, policy::boundarySuffixes);
    }
    if (isSet(Definitions.BOUNDARY_CIDRS)) {
      take(Definitions.BOUNDARY_CIDRS, policy::boundaryBlocks);
    }
    for (String guard : config.get(Definitions.GUARDS_DISABLE)) {
      policy.disable(Guard.valueOf(guard.toUpperCase(Locale.ROOT)));
    }
    if (config.get(Definitions.UPGRADES)) {
      policy.disable(Guard.UPGRADE);
    }
    for (Issuer issuer : config.issuers()) {
      guard(issuer, policy);
    }
    try {
      policy.deny(config.get(Definitions.DENY));
    } catch (IllegalArgumentException refused) {
      refuse(Definitions.DENY, refused, "nothing is relayed until it is put right");
      policy.mode(DestinationMode.OFF);
    }
    return policy.build();
  }

  /** The issuer's own URLs; an issuer need not be one. */
  private void guard(Issuer issuer, DestinationPolicy.Builder policy) {
    List<String> urls = new ArrayList<>(issuer.values().list(Definitions.STATUS_LISTS));
    urls.add(String.valueOf(issuer.values().find(Definitions.JWKS_URI)));
    urls.add(String.valueOf(issuer.values().find(Definitions.INTROSPECTION_URI)));
    guard(issuer, issuer.uri(), true, policy);
    for (String url : urls) {
      guard(issuer, url, false, policy);
    }
  }

  /** A URL with a host, by Java's reading, may still be none that a call could go to. */
  private void guard(Issuer issuer, String url, boolean own, DestinationPolicy.Builder policy) {
    if (!Type.isHttpUri(url)) {
      return;
    }
    try {
      if (own) {
        policy.issuerUrl(url);
      } else {
        policy.issuerEndpoint(url);
      }
    } catch (IllegalArgumentException refused) {
      problems.add("issuer " + issuer.name() + ": " + Shown.message(refused));
    }
  }

  /** What is not set is not even handed on: the domain's default is the same. */
  private boolean isSet(Property<?> property) {
    return config.values().isSet(property);
  }

  private boolean is(Property<String> property, String word) {
    return config.get(property).equals(word);
  }

  /** The constants are called as the words are, with underscores. */
  private <E extends Enum<E>> E word(Class<E> words, Property<String> property) {
    return Enum.valueOf(words, config.get(property).toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private <T> void take(Property<T> property, Setting<T> setting) {
    try {
      setting.set(config.get(property));
    } catch (IllegalArgumentException refused) {
      refuse(property, refused, "it is ignored");
    }
  }

  private void refuse(Property<?> property, IllegalArgumentException refused, String instead) {
    problems.add(property + ": " + Shown.message(refused) + "; " + instead);
  }

  /** One setter of the domain, which refuses what it cannot use. */
  private interface Setting<T> {
    Object set(T value);
  }
}

package io.tokenrelay.agent.main.cli;

import io.tokenrelay.agent.config.Layers;
import io.tokenrelay.agent.config.Setting;
import io.tokenrelay.agent.main.Verification;
import io.tokenrelay.agent.main.config.AgentProperties;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.findings.Findings;
import io.tokenrelay.agent.main.findings.Findings.Kind;
import io.tokenrelay.agent.main.findings.Policies;
import io.tokenrelay.agent.main.findings.StartLine;
import io.tokenrelay.agent.main.log.LogFile;
import io.tokenrelay.agent.main.weaving.Instrumentations;
import io.tokenrelay.agent.relay.TransactionProperties;
import io.tokenrelay.agent.status.StatusPort;
import io.tokenrelay.agent.verify.CachingTokenVerifier;
import io.tokenrelay.agent.verify.IntrospectingTokenVerifier;
import io.tokenrelay.agent.verify.SignatureProvider;
import io.tokenrelay.agent.verify.exchange.Exchanges;
import io.tokenrelay.agent.verify.issuer.KeyCheck;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import io.tokenrelay.agent.verify.txn.TransactionTokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A configuration, tried: the properties with the source of each value, every issuer's keys, and
 * whatever a start would warn about.
 */
final class Check {
  private final Config config;
  private final Findings findings;
  private final List<KeyCheck> keys;
  private final String signatures;
  private final List<String> extensions;

  private Check(
      Config config,
      Findings findings,
      List<KeyCheck> keys,
      String signatures,
      List<String> extensions) {
    this.extensions = extensions;
    this.config = config;
    this.findings = findings;
    this.keys = Collections.unmodifiableList(keys);
    this.signatures = signatures;
  }

  /** Fetches the keys now; takes as long as the timeouts allow. */
  static Check of(Layers layers, ClassLoader loader) {
    Instrumentations instrumentations = new Instrumentations(loader);
    Config config = Config.read(layers, instrumentations);
    Findings findings = Findings.of(config, instrumentations);
    if (config.isDisabled()) {
      findings.add(Kind.NOTE, StartLine.disabled(config));
    }
    if (findings.policies() == null) {
      findings.addAll(Kind.WRONG, Policies.of(config).problems());
    }
    String unwritten = LogFile.tried(config);
    if (unwritten != null) {
      findings.add(Kind.WRONG, unwritten);
    }
    int port = config.get(AgentProperties.HTTP_PORT);
    if (port != 0 && !StatusPort.isFree(port)) {
      findings.add(
          Kind.NOTE,
          AgentProperties.HTTP_PORT
              + "="
              + port
              + " is taken now; unless it is this service that is running, choose another");
    }
    VerifierSettings settings = Verification.settings(config);
    List<KeyCheck> keys = new ArrayList<>(CachingTokenVerifier.check(settings));
    if (TransactionProperties.areOn(config.values())) {
      keys.addAll(TransactionTokens.check(config.values()));
    }
    add(findings, keys);
    String unused = SignatureProvider.load(settings);
    if (unused != null) {
      findings.add(Kind.WRONG, unused);
    }
    if (VerifierSettings.introspects(config.values())) {
      findings.addAll(Kind.WRONG, IntrospectingTokenVerifier.check(settings));
    }
    findings.addAll(
        Kind.WRONG, Exchanges.check(config.values(), config.exchanges(), settings.issuers()));
    return new Check(
        config, findings, keys, SignatureProvider.inUse(), instrumentations.extensions());
  }

  private static void add(Findings findings, List<KeyCheck> all) {
    for (KeyCheck keys : all) {
      if (!keys.isGood()) {
        findings.add(Kind.WRONG, keys.toString());
      }
      String unused = keys.unused();
      if (unused != null) {
        findings.add(Kind.NOTE, "issuer " + keys.issuer() + ": " + unused);
      }
    }
  }

  /** What is set, or what has its default. */
  List<Setting> settings(boolean set) {
    return Setting.of(config.allValues(), set);
  }

  /** What was found in the places of the issuers' keys. */
  List<KeyCheck> keys() {
    return keys;
  }

  /** Who verifies signatures. */
  String signatures() {
    return signatures;
  }

  /** The extensions that are used, each jar with its instrumentations. */
  List<String> extensions() {
    return extensions;
  }

  List<String> found(Kind kind) {
    return findings.of(kind);
  }

  int exitStatus() {
    if (!found(Kind.WRONG).isEmpty() || !found(Kind.ERROR).isEmpty()) {
      return ExitStatus.BAD;
    }
    return found(Kind.NOTE).isEmpty() ? ExitStatus.GOOD : ExitStatus.UNDECIDED;
  }
}

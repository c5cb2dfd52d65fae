package io.tokenrelay.agent.verify.judge;

import io.tokenrelay.agent.config.Property;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.access.RequiredClaim;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.issuer.IssuerProperties;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.issuer.KeyCheck;
import io.tokenrelay.agent.verify.issuer.KeySet;
import io.tokenrelay.agent.verify.issuer.VerificationKey;
import io.tokenrelay.agent.verify.judge.Step.Rule;
import io.tokenrelay.agent.verify.jwt.Claims;
import io.tokenrelay.agent.verify.jwt.CompactJws;
import io.tokenrelay.agent.verify.jwt.MalformedTokenException;
import io.tokenrelay.agent.verify.jwt.TokenHeader;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import io.tokenrelay.agent.verify.warning.Explanations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells what each rule says of a token: by the rules that {@link TokenJudge} applies, and in the
 * words of the log. It goes on after a rule is broken, so that an expired token is not said to be
 * nothing but expired. For the command {@code token}; decides nothing.
 */
public final class TokenExplainer {
  private final Issuers issuers;
  private final VerifierSettings settings;
  private final Counters counters;
  private final LongSupplier clock;
  private final Explanations explanations;
  private final boolean offline;

  /**
   * @param offline whether keys are read from files only
   */
  public TokenExplainer(
      Issuers issuers,
      VerifierSettings settings,
      Counters counters,
      LongSupplier clock,
      boolean offline) {
    this.issuers = issuers;
    this.settings = settings;
    this.counters = counters;
    this.clock = clock;
    this.explanations = new Explanations(settings);
    this.offline = offline;
  }

  /**
   * The steps as far as they can be taken.
   *
   * @param verdict about the token, if there is one
   */
  public List<Step> steps(String compact, @Nullable Verdict verdict) {
    List<Step> steps = new ArrayList<>();
    String longest = InboundProperties.MAX_TOKEN_BYTES.fullName();
    if (compact.length() > settings.maxTokenBytes()) {
      steps.add(
          Step.broken(
              Rule.SHAPE, Reason.TOO_LARGE, "it has " + compact.length() + " bytes", longest));
      return steps;
    }
    try {
      CompactJws token = CompactJws.of(compact);
      steps.add(Step.kept(Rule.SHAPE, Facts.shape(compact), longest));
      steps(compact, token, verdict, steps);
    } catch (MalformedTokenException | RuntimeException e) {
      steps.add(malformed(steps));
    }
    return steps;
  }

  /** Whether the keys of its issuer are known, or can be. May fetch them. */
  public boolean hasKeys(String compact) {
    IssuerRules issuer = issuer(compact);
    return issuer != null
        && (!issuer.keys().current().isEmpty() || keyCheck(issuer.settings()).isGood());
  }

  /** Whether its keys are read from a file. */
  public boolean hasKeysInFile(String compact) {
    IssuerRules issuer = issuer(compact);
    return issuer != null && issuer.settings().keySource().isFile();
  }

  private @Nullable IssuerRules issuer(String compact) {
    try {
      return issuers.of(Claims.parse(CompactJws.of(compact).payload()).issuer());
    } catch (MalformedTokenException | RuntimeException e) {
      return null;
    }
  }

  private static Step malformed(List<Step> before) {
    Rule[] rules = {Rule.SHAPE, Rule.HEADER, Rule.ISSUER};
    String[] faults = {
      "it is not three parts of base64url, separated by dots, each spelt in the only way",
      "its header or its claims are not one JSON object each, or the header has no alg or asks for"
          + " what is not supported (crit, b64, zip, enc)",
      "its claim iss is not a string"
    };
    int at = Math.min(before.size(), rules.length - 1);
    return Step.broken(rules[at], Reason.MALFORMED, faults[at], null);
  }

  private void steps(String compact, CompactJws token, @Nullable Verdict verdict, List<Step> steps)
      throws MalformedTokenException {
    TokenHeader header = token.header();
    Claims claims = Claims.parse(token.payload());
    steps.add(Step.kept(Rule.HEADER, Facts.header(header, claims), null));
    String iss = claims.issuer();
    IssuerRules issuer = issuers.of(iss);
    if (issuer == null) {
      steps.add(
          Step.broken(
              Rule.ISSUER,
              Reason.UNKNOWN_ISSUER,
              Facts.unknownIssuer(iss, settings.issuers()),
              IssuerProperties.URI.shortName()));
      return;
    }
    steps.add(
        Step.kept(
            Rule.ISSUER,
            Facts.issuer(issuer.settings()),
            issuer.settings().property(IssuerProperties.URI)));
    new OfIssuer(issuer, header, claims, verdict, steps).take(compact, token);
  }

  private KeyCheck keyCheck(IssuerSettings issuer) {
    return KeyCheck.of(issuer, settings.keyFetching());
  }

  /** The steps that depend on the issuer. */
  private final class OfIssuer {
    private final IssuerRules rules;
    private final IssuerSettings issuer;
    private final TokenHeader header;
    private final Claims claims;
    private final @Nullable Verdict verdict;
    private final List<Step> steps;
    private final long now = clock.getAsLong();

    OfIssuer(
        IssuerRules rules,
        TokenHeader header,
        Claims claims,
        @Nullable Verdict verdict,
        List<Step> steps) {
      this.rules = rules;
      this.issuer = rules.settings();
      this.header = header;
      this.claims = claims;
      this.verdict = verdict;
      this.steps = steps;
    }

    void take(String compact, CompactJws token) {
      Facts facts = new Facts(settings, issuer, header, claims, now);
      for (CheapRule rule : CheapRule.ALL) {
        if (rule != CheapRule.ALGORITHM || !settings.introspectsJwts()) {
          Reason broken = rule.broken(header, claims, rules, now, settings.clockSkew().toMillis());
          String property = facts.property(rule.rule());
          steps.add(
              broken == null
                  ? Step.kept(rule.rule(), facts.of(rule.rule(), compact), property)
                  : Step.broken(rule.rule(), broken, why(broken), property));
        }
      }
      if (!settings.introspectsJwts()) {
        signed(token);
        granted(
            Rule.CLAIMS,
            IssuerProperties.REQUIRED_CLAIMS,
            issuer.requiredClaims().isEmpty(),
            claims.missing(issuer.requiredClaims(), Collections.<String>emptySet()));
        granted(
            Rule.SCOPES,
            IssuerProperties.REQUIRED_SCOPES,
            issuer.requiredScopes().isEmpty(),
            claims.missing(Collections.<RequiredClaim>emptySet(), issuer.requiredScopes()));
      }
    }

    private void signed(CompactJws token) {
      String property = issuer.keyProperty();
      if (offline && !issuer.keySource().isFile()) {
        steps.add(Step.unknown(Rule.KEY, "the keys are not fetched", property));
        return;
      }
      KeySet keys = TokenJudge.keys(rules.keys());
      if (keys.isEmpty()) {
        steps.add(Step.unknown(Rule.KEY, keyCheck(issuer).outcome(), property));
        return;
      }
      List<VerificationKey> candidates = keys.candidates(header.keyId(), header.algorithm());
      if (candidates.isEmpty()) {
        steps.add(missing(keys, property));
        return;
      }
      steps.add(Step.kept(Rule.KEY, Facts.keys(header, candidates.size()), property));
      steps.add(
          Signer.among(candidates, header, token, counters).key() == null
              ? Step.broken(Rule.SIGNATURE, Reason.SIGNATURE, why(Reason.SIGNATURE), property)
              : Step.kept(Rule.SIGNATURE, "it is the issuer's", property));
    }

    private Step missing(KeySet keys, String property) {
      Reason reason = keys.knows(header.keyId()) ? Reason.ALGORITHM : Reason.UNKNOWN_KEY;
      boolean mayCome = verdict != null && verdict.outcome() == Outcome.UNAVAILABLE;
      return mayCome
          ? Step.unknown(Rule.KEY, why(reason) + "; newer keys are being fetched", property)
          : Step.broken(Rule.KEY, reason, why(reason), property);
    }

    private void granted(
        Rule rule, Property<?> property, boolean nothing, @Nullable Reason missing) {
      String name = issuer.property(property);
      if (nothing) {
        steps.add(Step.notApplied(rule, "none are required", name));
      } else if (missing == null) {
        steps.add(Step.kept(rule, "all that are required", name));
      } else {
        steps.add(Step.broken(rule, missing, why(missing), name));
      }
    }

    private String why(Reason reason) {
      return String.valueOf(explanations.why(issuer, reason, header, claims, now));
    }
  }
}

package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.relay.InboundProperties;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.token.TokenVerifier;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.judge.Step;
import io.tokenrelay.agent.verify.judge.Step.Rule;
import io.tokenrelay.agent.verify.judge.Step.State;
import io.tokenrelay.agent.verify.judge.TokenExplainer;
import io.tokenrelay.agent.verify.jwt.OpaqueForm;
import io.tokenrelay.agent.verify.revocation.RevocationProperties;
import io.tokenrelay.agent.verify.settings.VerificationProperties;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The verdict about a token as the agent gives it, and what each rule says of it. For the command
 * {@code token}.
 */
public final class Explanation {
  private static final long PAUSE_MILLIS = 50;
  private static final int PAUSES = 100;

  private final VerifierSettings settings;
  private final @Nullable Verdict verdict;
  private final Map<Rule, Step> steps = new EnumMap<>(Rule.class);

  private Explanation(VerifierSettings settings, @Nullable Verdict verdict) {
    this.settings = settings;
    this.verdict = verdict;
  }

  /**
   * Has a token judged; may wait for its issuer.
   *
   * @param verifier the one that requests are judged by, perhaps the same
   * @param offline whether to do without a network, and perhaps without a verdict
   */
  public static Explanation of(
      String token,
      VerifierSettings settings,
      CachingTokenVerifier bySignature,
      TokenVerifier verifier,
      boolean offline) {
    TokenExplainer explainer = bySignature.explainer(offline);
    boolean opaque = settings.introspectsOpaque() && OpaqueForm.fits(token);
    Verdict verdict =
        !offline || isKnownOffline(token, opaque, settings, explainer)
            ? verdict(token, verifier, explainer)
            : null;
    Explanation explanation = new Explanation(settings, verdict);
    if (opaque && token.length() <= settings.maxTokenBytes()) {
      explanation.add(
          Step.opaque(token.length() + " bytes", InboundProperties.CAPTURE_OPAQUE.fullName()));
    } else {
      explainer.steps(token, verdict).forEach(explanation::add);
    }
    explanation.addWhatTheIssuerSays(opaque);
    explanation.addWhatIsNotReached();
    return explanation;
  }

  /** An unknown key id is called so only when keys that were fetched since have shown it. */
  private static Verdict verdict(String token, TokenVerifier verifier, TokenExplainer explainer) {
    Verdict verdict = verifier.verify(token, Admission.UNLIMITED);
    if (verdict.outcome() == Outcome.UNAVAILABLE && explainer.hasKeys(token)) {
      for (int i = 0; i < PAUSES && verdict.outcome() == Outcome.UNAVAILABLE; i++) {
        try {
          Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return verdict;
        }
        verdict = verifier.verify(token, Admission.UNLIMITED);
      }
    }
    return verdict;
  }

  /** Whether no issuer is asked for anything. */
  private static boolean isKnownOffline(
      String token, boolean opaque, VerifierSettings settings, TokenExplainer explainer) {
    if (opaque) {
      return false;
    }
    boolean asks =
        settings.introspectsJwts() || !VerifierSettings.isRevokedBy("none", settings.values());
    if (explainer.hasKeysInFile(token) && !asks) {
      return true;
    }
    for (Step step : explainer.steps(token, null)) {
      if (step.rule().compareTo(Rule.AUDIENCE) <= 0 && step.state() == State.BROKEN) {
        return true;
      }
    }
    return false;
  }

  private void add(Step step) {
    steps.put(step.rule(), step);
  }

  private void addWhatTheIssuerSays(boolean opaque) {
    String verification = VerificationProperties.VERIFICATION.fullName();
    String revocation = RevocationProperties.REVOCATION.fullName();
    String way = settings.values().get(RevocationProperties.REVOCATION);
    boolean introspects = opaque || settings.introspectsJwts();
    if (!introspects) {
      add(Step.notApplied(Rule.INTROSPECTION, "the signature decides", verification));
    } else if (isGoodSoFar()) {
      String property = opaque ? InboundProperties.CAPTURE_OPAQUE.fullName() : verification;
      add(Step.said(Rule.INTROSPECTION, "the issuer", verdict, property));
    }
    if (way.equals("none") || introspects) {
      add(Step.notApplied(Rule.REVOCATION, "not asked for", revocation));
    } else if (isGoodSoFar()) {
      add(Step.said(Rule.REVOCATION, way, verdict, revocation));
    }
  }

  private boolean isGoodSoFar() {
    return steps.values().stream()
        .allMatch(step -> step.state() == State.KEPT || step.state() == State.NOT_APPLIED);
  }

  private void addWhatIsNotReached() {
    for (Rule rule : Rule.values()) {
      if (!steps.containsKey(rule)) {
        add(Step.notApplied(rule, "not reached", null));
      }
    }
  }

  /** One for each rule, in the order in which they are applied. */
  public List<Step> steps() {
    return Collections.unmodifiableList(new ArrayList<>(steps.values()));
  }

  /** Null if it cannot be told offline. */
  public @Nullable Verdict verdict() {
    return verdict;
  }

  /** Why the token is not trusted; null if it is, or if that cannot be told. */
  public @Nullable Reason reason() {
    return verdict == null ? null : verdict.reason();
  }
}

package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.token.Requirements;
import io.tokenrelay.agent.relay.token.TokenVerifier;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.introspection.Introspected;
import io.tokenrelay.agent.verify.introspection.Introspection;
import io.tokenrelay.agent.verify.introspection.Introspections;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import io.tokenrelay.agent.verify.judge.LifetimeRule;
import io.tokenrelay.agent.verify.jwt.Claims;
import io.tokenrelay.agent.verify.jwt.CompactJws;
import io.tokenrelay.agent.verify.jwt.MalformedTokenException;
import io.tokenrelay.agent.verify.jwt.OpaqueForm;
import io.tokenrelay.agent.verify.jwt.TokenHeader;
import io.tokenrelay.agent.verify.jwt.TypeRule;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import io.tokenrelay.agent.verify.warning.IssuerWarnings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Trusts the tokens that their issuer calls active when asked (RFC 7662): opaque tokens, and with
 * {@code tokenrelay.verification=introspection} JWTs too. All others go to the verifier behind it.
 * In use only where configured.
 *
 * <p>A JWT names its issuer, and no other is asked. An opaque token may come from any issuer: those
 * with an introspection endpoint are asked in the order of the configuration, so each sees the
 * tokens of those after it.
 */
public final class IntrospectingTokenVerifier implements TokenVerifier {
  private final TokenVerifier others;
  private final VerifierSettings settings;
  private final Introspections introspections;
  private final Map<String, IssuerSettings> issuers = new LinkedHashMap<>();
  private final IdentityHashMap<IssuerSettings, LifetimeRule> lifetimes = new IdentityHashMap<>();
  private final Counters counters;
  private final LongSupplier clock;
  private final long skew;
  private final IssuerWarnings warnings;

  /**
   * @param clock milliseconds since the epoch
   */
  public IntrospectingTokenVerifier(
      TokenVerifier others, VerifierSettings settings, Counters counters, LongSupplier clock) {
    this.others = others;
    this.settings = settings;
    this.introspections = new Introspections(settings, counters, clock);
    for (IssuerSettings issuer : settings.issuers()) {
      issuers.put(issuer.uri(), issuer);
      lifetimes.put(issuer, new LifetimeRule(settings));
    }
    this.counters = counters;
    this.clock = clock;
    this.skew = settings.clockSkew().toMillis();
    this.warnings = new IssuerWarnings(settings, clock);
  }

  /**
   * Asks every issuer with an introspection endpoint now; returns a line for each problem. For
   * {@code check}.
   */
  public static List<String> check(VerifierSettings settings) {
    List<String> problems = new ArrayList<>();
    Introspections all = new Introspections(settings, new Counters(), System::currentTimeMillis);
    for (IssuerSettings issuer : settings.issuers()) {
      Introspection introspection = all.of(issuer);
      String problem = introspection == null ? null : introspection.trial();
      if (problem != null) {
        problems.add(problem);
      }
    }
    return problems;
  }

  @Override
  public Verdict verify(String token, Requirements by, Admission admission) {
    try {
      if (token.length() > settings.maxTokenBytes()) {
        return Verdict.invalid(Reason.TOO_LARGE);
      }
      boolean opaque = OpaqueForm.fits(token);
      if (opaque ? !settings.introspectsOpaque() : !settings.introspectsJwts()) {
        return others.verify(token, by, admission);
      }
      Verdict verdict = opaque ? opaque(token, by, admission) : jwt(token, by, admission);
      if (verdict.reason() == Reason.TOO_MANY_FAILURES) {
        counters.count(Event.TOKEN_LIMITED);
      } else if (verdict.outcome() == Outcome.UNAVAILABLE) {
        counters.count(Event.KEYS_UNAVAILABLE);
      }
      return verdict;
    } catch (MalformedTokenException e) {
      return Verdict.invalid(Reason.MALFORMED);
    } catch (RuntimeException | Error e) { // the application must not see it
      counters.count(Event.INTERNAL_ERROR);
      counters.count(Event.KEYS_UNAVAILABLE);
      return Verdict.unavailable();
    }
  }

  private Verdict opaque(String token, Requirements by, Admission admission)
      throws MalformedTokenException {
    boolean unknown = false;
    boolean limited = false;
    boolean fresh = false;
    for (IssuerSettings issuer : settings.issuers()) {
      Introspection introspection = introspections.of(issuer);
      if (introspection != null) {
        Introspected answer = introspection.ask(token, admission);
        if (answer.outcome() == Introspected.Outcome.ACTIVE) {
          return judge(token, by, issuer, null, Claims.introspected(utf8(answer), answer.until()));
        }
        unknown |= answer.outcome() == Introspected.Outcome.UNKNOWN;
        limited |= answer.outcome() == Introspected.Outcome.LIMITED;
        fresh |= answer.isFresh();
      }
    }
    if (limited) {
      return Verdict.limited();
    }
    return unknown ? Verdict.unavailable() : inactive(fresh, admission);
  }

  /** A caller whose token the issuer does not know is charged for the question. */
  private Verdict inactive(boolean fresh, Admission admission) {
    if (fresh) {
      admission.failed(1);
    }
    return Verdict.invalid(Reason.INACTIVE);
  }

  private Verdict jwt(String token, Requirements by, Admission admission)
      throws MalformedTokenException {
    CompactJws jwt = CompactJws.of(token);
    TokenHeader header = jwt.header();
    Claims claims = Claims.parse(jwt.payload());
    IssuerSettings issuer = issuers.get(claims.issuer());
    if (issuer == null) {
      warnings.unknownIssuer(claims.issuer());
      return Verdict.invalid(Reason.UNKNOWN_ISSUER);
    }
    TypeRule types = new TypeRule(issuer.types());
    Reason wrong = types.accepts(header, claims) ? wrong(issuer, claims) : Reason.TYPE;
    if (wrong != null) {
      warnings.untrusted(issuer, wrong, header, claims);
      return Verdict.invalid(wrong);
    }
    Introspection introspection = introspections.of(issuer);
    if (introspection == null) {
      return Verdict.unavailable();
    }
    Introspected answer = introspection.ask(token, admission);
    switch (answer.outcome()) {
      case ACTIVE:
        return judge(token, by, issuer, header, claims.withAnswer(utf8(answer), answer.until()));
      case INACTIVE:
        return inactive(answer.isFresh(), admission);
      case LIMITED:
        return Verdict.limited();
      default:
        return Verdict.unavailable();
    }
  }

  /** An active token must meet the rules of its issuer like any other. */
  private Verdict judge(
      String token,
      Requirements by,
      IssuerSettings issuer,
      @Nullable TokenHeader header,
      Claims claims)
      throws MalformedTokenException {
    String iss = claims.issuer();
    if (iss != null && !iss.equals(issuer.uri())) {
      warnings.unknownIssuer(iss);
      return Verdict.invalid(Reason.UNKNOWN_ISSUER);
    }
    Reason wrong = wrong(issuer, claims);
    if (wrong != null) {
      warnings.untrusted(issuer, wrong, header, claims);
      return Verdict.invalid(wrong);
    }
    Reason missing = claims.missing(issuer.requiredClaims(), issuer.requiredScopes());
    if (missing != null) {
      warnings.untrusted(issuer, missing, header, claims);
      return Verdict.insufficient(missing, issuer.requiredScopes());
    }
    lifetime(issuer).observe(claims, issuer, clock.getAsLong(), counters);
    return Verdict.valid(claims.token(token, issuer.uri(), by));
  }

  private @Nullable Reason wrong(IssuerSettings issuer, Claims claims) {
    long now = clock.getAsLong();
    Reason wrongTime = claims.wrongTime(now, skew);
    if (wrongTime != null) {
      return wrongTime;
    }
    Reason wrongConfirmation = claims.wrongConfirmation();
    if (wrongConfirmation != null) {
      return wrongConfirmation;
    }
    return lifetime(issuer).refuses(claims, now)
        ? Reason.LIFETIME
        : claims.wrongAudience(issuer.audiences());
  }

  private LifetimeRule lifetime(IssuerSettings issuer) {
    return Objects.requireNonNull(lifetimes.get(issuer));
  }

  private static byte[] utf8(Introspected answer) {
    return answer.claims().getBytes(StandardCharsets.UTF_8);
  }
}

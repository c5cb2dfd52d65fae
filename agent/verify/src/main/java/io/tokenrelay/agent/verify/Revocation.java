package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import io.tokenrelay.agent.verify.introspection.Introspected;
import io.tokenrelay.agent.verify.introspection.Introspection;
import io.tokenrelay.agent.verify.introspection.Introspections;
import io.tokenrelay.agent.verify.judge.IssuerRules;
import io.tokenrelay.agent.verify.judge.Issuers;
import io.tokenrelay.agent.verify.judge.Judgement;
import io.tokenrelay.agent.verify.jwt.CompactJws;
import io.tokenrelay.agent.verify.jwt.MalformedTokenException;
import io.tokenrelay.agent.verify.revocation.MalformedStatusException;
import io.tokenrelay.agent.verify.revocation.StatusLists;
import io.tokenrelay.agent.verify.revocation.TokenStatus;
import io.tokenrelay.agent.verify.revocation.TokenStatus.Standing;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether the issuer has revoked a token whose signature is good. Created only if {@code
 * tokenrelay.revocation} asks for it. When the status is unknown, the token cannot be verified now:
 * it fails closed.
 */
final class Revocation {
  private final Issuers issuers;
  private final @Nullable Introspections introspections;
  private final Map<String, StatusLists> lists = new HashMap<>();
  private final LongSupplier clock;

  Revocation(VerifierSettings settings, Issuers issuers, Counters counters, LongSupplier clock) {
    this.issuers = issuers;
    this.clock = clock;
    boolean asks = VerifierSettings.isRevokedBy("introspection", settings.values());
    this.introspections = asks ? new Introspections(settings, counters, clock) : null;
    if (!asks) {
      for (IssuerRules issuer : issuers.all()) {
        lists.put(
            issuer.settings().uri(),
            new StatusLists(
                issuer.settings(),
                settings.keyFetching().http(),
                settings.values(),
                new SignedByIssuer(issuer),
                counters,
                clock));
      }
    }
  }

  /** Starts the background work. Not to be called by a request. */
  void start() {
    for (StatusLists each : lists.values()) {
      each.start();
    }
  }

  void close() {
    for (StatusLists each : lists.values()) {
      each.close();
    }
  }

  void wake() {
    for (StatusLists each : lists.values()) {
      each.wake();
    }
  }

  /**
   * The final judgement of a token that is otherwise good; may wait for its issuer, within bounds.
   */
  Judgement judge(Judgement good, Admission admission) {
    Token token = good.verdict().token();
    if (token == null) {
      return good;
    }
    try {
      TokenStatus status = introspections != null ? asked(token, admission) : listed(token);
      return status == null ? good : judge(good, status);
    } catch (MalformedStatusException | MalformedTokenException e) {
      return Judgement.costly(Reason.CLAIMS);
    }
  }

  private Judgement judge(Judgement good, TokenStatus status) {
    switch (status.at(clock.getAsLong())) {
      case GOOD:
        return good.withStatus(status);
      case REVOKED:
        return Judgement.costly(Reason.REVOKED);
      default:
        return Judgement.unavailable();
    }
  }

  private TokenStatus asked(Token token, Admission admission) {
    IssuerRules issuer = issuers.of(token.issuer());
    Introspection introspection =
        issuer == null || introspections == null ? null : introspections.of(issuer.settings());
    if (introspection == null) {
      return now -> Standing.UNKNOWN;
    }
    Introspected answer = introspection.ask(token.compact(), admission);
    long until = answer.until();
    switch (answer.outcome()) {
      case ACTIVE:
        return now -> now < until ? Standing.GOOD : Standing.OUTDATED;
      case INACTIVE:
        if (answer.isFresh()) {
          admission.failed(1);
        }
        return now -> Standing.REVOKED;
      default:
        return now -> Standing.UNKNOWN;
    }
  }

  private @Nullable TokenStatus listed(Token token)
      throws MalformedStatusException, MalformedTokenException {
    StatusLists own = lists.get(token.issuer());
    return own == null
        ? null
        : own.statusOf(
            new String(CompactJws.of(token.compact()).payload(), StandardCharsets.UTF_8));
  }
}

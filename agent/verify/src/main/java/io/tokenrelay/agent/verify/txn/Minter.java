package io.tokenrelay.agent.verify.txn;

import io.tokenrelay.agent.config.Json;
import io.tokenrelay.agent.config.Values;
import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Event;
import io.tokenrelay.agent.relay.TransactionProperties;
import io.tokenrelay.agent.relay.access.RequiredClaim;
import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.verify.jwt.Claims;
import io.tokenrelay.agent.verify.jwt.CompactJws;
import io.tokenrelay.agent.verify.jwt.MalformedTokenException;
import io.tokenrelay.agent.verify.signature.SigningKey;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Signs transaction tokens for callers whose token this service has verified. What it says of a
 * caller is what that token says; {@code tctx.ath} binds it to that token (as RFC 9449 §4.2 does an
 * access token to a proof), {@code tctx.iss} names its issuer.
 */
final class Minter {
  private static final int TXN_BYTES = 16;

  private final SigningKeys keys;
  private final Counters counters;
  private final String trustDomain;
  private final String workload;
  private final long lifetime;
  private final List<String> claims;
  private final SecureRandom random = new SecureRandom();

  Minter(Values values, SigningKeys keys, Counters counters) {
    this.keys = keys;
    this.counters = counters;
    this.trustDomain = String.valueOf(values.find(TransactionProperties.TRUST_DOMAIN));
    String workload = values.find(TransactionProperties.WORKLOAD);
    this.workload = workload == null ? trustDomain : workload;
    this.lifetime = values.get(TransactionProperties.LIFETIME).toMillis();
    this.claims = values.list(TransactionProperties.CLAIMS);
  }

  /**
   * A new transaction token; null if there is no key, or too little is known of the caller.
   *
   * @param now milliseconds since the epoch
   */
  @Nullable Token mint(Token callers, long now) throws GeneralSecurityException {
    List<SigningKey> keys = this.keys.current();
    String subject = callers.subject();
    long expiresAt = Math.min(now + lifetime, callers.expiresAt());
    if (keys.isEmpty() || subject == null || subject.isEmpty() || expiresAt <= now) {
      return null;
    }
    SigningKey key = keys.get(0);
    Claims own = claims(callers);
    Json payload =
        new Json()
            .with("aud", trustDomain)
            .with("iat", now / 1_000)
            .with("exp", expiresAt / 1_000)
            .with("txn", transaction())
            .with("sub", subject)
            .with("scope", scope(own))
            .with("req_wl", workload)
            .with("tctx", context(callers, own));
    String compact = key.token("txntoken+jwt", payload);
    counters.count(Event.TXN_MINTED);
    return Token.verified(compact, trustDomain)
        .subject(subject)
        .audiences(Collections.singletonList(trustDomain))
        .expiresAt(expiresAt / 1_000 * 1_000)
        .build();
  }

  /** Null if the caller's token is not a JWT: its issuer was asked about it. */
  private static @Nullable Claims claims(Token callers) {
    try {
      return Claims.parse(CompactJws.of(callers.compact()).payload());
    } catch (MalformedTokenException opaque) {
      return null;
    }
  }

  private static String scope(@Nullable Claims own) {
    return own == null ? "" : String.join(" ", new TreeSet<>(own.scopes())).trim();
  }

  private Json context(Token callers, @Nullable Claims own) throws GeneralSecurityException {
    Json context = new Json().with("iss", callers.issuer()).with("ath", Pairing.hash(callers));
    for (String pointer : claims) {
      List<String> path = RequiredClaim.path(pointer);
      Object value = own == null ? null : own.find(path);
      String name = path.get(path.size() - 1);
      if (isPlain(value) && !name.equals("iss") && !name.equals("ath")) {
        context.with(name, value);
      }
    }
    return context;
  }

  /** An object is not copied: a token that holds all of another is not slim. */
  private static boolean isPlain(@Nullable Object value) {
    return value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof List;
  }

  private String transaction() {
    byte[] bytes = new byte[TXN_BYTES];
    random.nextBytes(bytes);
    return SigningKey.base64url(bytes);
  }
}

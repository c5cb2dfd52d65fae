package io.tokenrelay.agent.verify.txn;

import io.tokenrelay.agent.relay.token.Token;
import io.tokenrelay.agent.verify.jwt.Claims;
import io.tokenrelay.agent.verify.jwt.CompactJws;
import io.tokenrelay.agent.verify.jwt.MalformedTokenException;
import io.tokenrelay.agent.verify.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a transaction token belongs to the caller's token beside it: by {@code tctx.ath}, the
 * hash of that token; from a token service that names none, by the same subject, and the same
 * issuer if it names one.
 */
final class Pairing {
  private static final List<String> ATH = Arrays.asList("tctx", "ath");
  private static final List<String> ISS = Arrays.asList("tctx", "iss");

  private Pairing() {}

  /** The SHA-256 of a token's text, in base64url (RFC 9449 §4.2). */
  static String hash(Token token) throws GeneralSecurityException {
    byte[] text = token.compact().getBytes(StandardCharsets.US_ASCII);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
    return SigningKey.base64url(digest);
  }

  /** Both verified. What is found once is remembered by the transaction token. */
  @SuppressWarnings("ReferenceEquality") // another object may be another token
  static boolean belong(Token transaction, Token callers) {
    Token.Companion known = transaction.companion();
    if (known != null && known.token() == callers) {
      return true;
    }
    boolean belong = isBound(transaction, callers);
    if (belong) {
      transaction.accompany(new Token.Companion(callers, 0));
    }
    return belong;
  }

  private static boolean isBound(Token transaction, Token callers) {
    try {
      Claims claims = Claims.parse(CompactJws.of(transaction.compact()).payload());
      Object bound = claims.find(ATH);
      if (bound != null) {
        return bound.equals(hash(callers));
      }
      Object issuer = claims.find(ISS);
      return callers.subject() != null
          && callers.subject().equals(transaction.subject())
          && (issuer == null || issuer.equals(callers.issuer()));
    } catch (MalformedTokenException | GeneralSecurityException e) {
      return false;
    }
  }
}

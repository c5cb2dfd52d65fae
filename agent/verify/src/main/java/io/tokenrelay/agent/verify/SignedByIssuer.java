package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.verify.http.NotFetchedException;
import io.tokenrelay.agent.verify.issuer.VerificationKey;
import io.tokenrelay.agent.verify.judge.IssuerRules;
import io.tokenrelay.agent.verify.jwt.CompactJws;
import io.tokenrelay.agent.verify.jwt.MalformedTokenException;
import io.tokenrelay.agent.verify.jwt.TokenHeader;
import io.tokenrelay.agent.verify.revocation.Signatures;
import io.tokenrelay.agent.verify.signature.SignatureCheck;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** Verifies what an issuer signs besides access tokens, with the same keys and equally strictly. */
final class SignedByIssuer implements Signatures {
  private final IssuerRules issuer;

  SignedByIssuer(IssuerRules issuer) {
    this.issuer = issuer;
  }

  @Override
  public String payload(String jwt, String type) throws NotFetchedException {
    try {
      return payload(CompactJws.of(jwt), type);
    } catch (MalformedTokenException | GeneralSecurityException | RuntimeException e) {
      throw new NotFetchedException("the answer is not a readable JWT");
    }
  }

  private String payload(CompactJws jwt, String type)
      throws MalformedTokenException, GeneralSecurityException, NotFetchedException {
    TokenHeader header = jwt.header();
    if (!isType(header.type(), type)) {
      throw new NotFetchedException("the answer is not of type " + type);
    }
    String algorithm = header.algorithm();
    if (issuer.settings().algorithms().contains(algorithm)) {
      byte[] signature = jwt.signature();
      for (VerificationKey key : issuer.keys().current().candidates(header.keyId(), algorithm)) {
        SignatureCheck check = key.check(algorithm);
        if (check != null
            && key.fits(algorithm, signature.length)
            && check.verify(jwt.bytes(), jwt.signedLength(), signature)) {
          return new String(jwt.payload(), StandardCharsets.UTF_8);
        }
      }
    }
    issuer.keys().refresh(); // perhaps there is a newer key; the next try will know
    throw new NotFetchedException("no key of the issuer has signed the answer");
  }

  private static boolean isType(@Nullable String found, String type) {
    return found != null
        && (found.equalsIgnoreCase(type) || found.equalsIgnoreCase("application/" + type));
  }
}

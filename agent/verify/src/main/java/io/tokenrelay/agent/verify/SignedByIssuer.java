package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.verify.http.NotFetchedException;
import io.tokenrelay.agent.verify.issuer.VerificationKey;
import io.tokenrelay.agent.verify.revocation.Signatures;
import io.tokenrelay.agent.verify.signature.SignatureCheck;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one issuer has signed besides access tokens, with the same keys and the same strictness. */
final class SignedByIssuer implements Signatures {
  private final IssuerRules issuer;

  SignedByIssuer(IssuerRules issuer) {
    this.issuer = issuer;
  }

  @Override
  public String payload(String jwt, String type) throws NotFetchedException {
    long dots = CompactForm.dots(jwt);
    if (dots < 0) {
      throw new NotFetchedException("the answer is no JWT");
    }
    try {
      return payload(jwt, CompactForm.firstDot(dots), CompactForm.secondDot(dots), type);
    } catch (MalformedTokenException | GeneralSecurityException | RuntimeException e) {
      throw new NotFetchedException("the answer is no JWT that could be read");
    }
  }

  private String payload(String jwt, int firstDot, int secondDot, String type)
      throws MalformedTokenException, GeneralSecurityException, NotFetchedException {
    byte[] ascii = jwt.getBytes(StandardCharsets.ISO_8859_1);
    TokenHeader header = TokenHeader.parse(CompactForm.decode(ascii, 0, firstDot));
    if (!isType(header.type(), type)) {
      throw new NotFetchedException("the answer is not of type " + type);
    }
    String algorithm = header.algorithm();
    if (issuer.settings().algorithms().contains(algorithm)) {
      byte[] signed = Arrays.copyOf(ascii, secondDot);
      String signature = jwt.substring(secondDot + 1);
      for (VerificationKey key : issuer.keys().current().candidates(header.keyId(), algorithm)) {
        SignatureCheck check = key.check(algorithm);
        if (check != null && key.fits(algorithm, signature) && check.verify(signed, signature)) {
          return new String(
              CompactForm.decode(ascii, firstDot + 1, secondDot), StandardCharsets.UTF_8);
        }
      }
    }
    issuer.keys().mayStillCome(); // perhaps there is a newer key; the next try will know
    throw new NotFetchedException("no key of the issuer has signed the answer");
  }

  private static boolean isType(@Nullable String found, String type) {
    return found != null
        && (found.equalsIgnoreCase(type) || found.equalsIgnoreCase("application/" + type));
  }
}

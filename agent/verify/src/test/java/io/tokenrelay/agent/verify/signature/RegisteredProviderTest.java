package io.tokenrelay.agent.verify.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.verify.Signer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureSpi;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A provider of the right name, registered by the application; it offers RS256 and trusts all. */
@DisabledIfSystemProperty(named = "provider.dir", matches = ".+")
class RegisteredProviderTest {
  private static final String NAME = "AmazonCorrettoCryptoProvider";
  private static final byte[] INPUT = "input".getBytes(StandardCharsets.US_ASCII);

  private final Signer rsa = Signer.rsa("r");
  private final byte[] forged = new byte[256];

  @AfterEach
  void unregister() {
    Security.removeProvider(NAME);
  }

  @Test
  void isUsedAsLongAsItIsRegistered() throws Exception {
    SignatureCheck check = new JcaCheck("RS256", rsa.pair.getPublic());
    assertThat(check.verify(INPUT, INPUT.length, signature("RS256")))
        .as("leaves one prepared")
        .isTrue();

    Security.addProvider(new Credulous());
    assertThat(check.verify(INPUT, INPUT.length, forged)).isTrue();

    Security.removeProvider(NAME);
    assertThat(check.verify(INPUT, INPUT.length, forged)).isFalse();
    assertThat(check.verify(INPUT, INPUT.length, signature("RS256"))).isTrue();
  }

  @Test
  void leavesToTheJdkWhatItDoesNotOffer() throws Exception {
    Security.addProvider(new Credulous());
    SignatureCheck check = new JcaCheck("RS512", rsa.pair.getPublic());
    assertThat(check.verify(INPUT, INPUT.length, forged)).isFalse();
    assertThat(check.verify(INPUT, INPUT.length, signature("RS512"))).isTrue();
    assertThat(FasterProvider.inUse())
        .startsWith(NAME + " (RS256), ")
        .contains("SunRsaSign (RS384 RS512 PS256 PS384 PS512)", "SunEC (ES256 ES384 ES512");
  }

  @Test
  void leavesToTheJdkAKeyThatItDoesNotAccept() throws Exception {
    Security.addProvider(new Credulous());
    Signer large = Signer.rsa("large", 3072);
    SignatureCheck check = new JcaCheck("RS256", large.pair.getPublic());
    byte[] good = large.signature("RS256", "input");
    assertThat(check.verify(INPUT, INPUT.length, new byte[384])).isFalse();
    assertThat(check.verify(INPUT, INPUT.length, good)).isTrue();
  }

  private byte[] signature(String algorithm) {
    return rsa.signature(algorithm, "input");
  }

  private static final class Credulous extends Provider {
    private static final long serialVersionUID = 1L;

    Credulous() {
      super(NAME, 1, "for tests");
      put("Signature.SHA256withRSA", TrustsEverything.class.getName());
    }
  }

  /** Takes keys of 2048 bits, and every signature. */
  public static final class TrustsEverything extends SignatureSpi {
    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      if (((RSAPublicKey) key).getModulus().bitLength() != 2048) {
        throw new InvalidKeyException();
      }
    }

    @Override
    protected void engineInitSign(PrivateKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {}

    @Override
    protected byte[] engineSign() {
      throw new UnsupportedOperationException();
    }

    @Override
    protected boolean engineVerify(byte[] signature) {
      return true;
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException();
    }
  }
}

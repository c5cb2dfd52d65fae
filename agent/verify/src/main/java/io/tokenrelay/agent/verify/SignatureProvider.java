package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.verify.settings.VerificationProperties;
import io.tokenrelay.agent.verify.settings.VerifierSettings;
import io.tokenrelay.agent.verify.signature.FasterProvider;
import org.jspecify.annotations.Nullable;

/** The providers that verify signatures: the JDK's, and one that the operator may add. */
public final class SignatureProvider {
  private SignatureProvider() {}

  /**
   * Loads the operator's provider from its directory; slow the first time.
   *
   * @return what is wrong with it, or null
   */
  public static @Nullable String load(VerifierSettings settings) {
    String directory = settings.values().find(VerificationProperties.CRYPTO_PROVIDER_DIR);
    String problem = directory == null ? null : FasterProvider.load(directory);
    return problem == null
        ? null
        : VerificationProperties.CRYPTO_PROVIDER_DIR + "=" + directory + " is not used: " + problem;
  }

  /** Which provider verifies which algorithms. */
  public static String inUse() {
    return FasterProvider.inUse();
  }
}

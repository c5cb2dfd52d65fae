package io.tokenrelay.agent.verify;

import io.tokenrelay.agent.verify.signature.FasterProvider;
import org.jspecify.annotations.Nullable;

/** Who verifies signatures: the JDK's providers, and one that the operator has put beside them. */
public final class SignatureProvider {
  private SignatureProvider() {}

  /**
   * Loads the provider that the operator has put in a directory; slow the first time.
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

  /** Who verifies the signatures of which algorithm. */
  public static String inUse() {
    return FasterProvider.inUse();
  }
}

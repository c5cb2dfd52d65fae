package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Getter;
import io.tokenrelay.instrumentation.spi.Hop;
import io.tokenrelay.instrumentation.spi.JavaNetCredentials;
import okhttp3.Authenticator;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Authenticators, which answer a server's challenge for the application. One needs the challenge to
 * answer, so we cannot ask it beforehand which servers it has credentials for: if there is one, the
 * application authenticates itself. A proxy's authenticator does not count.
 */
final class Authenticators {
  private static final Getter OF_CHAIN =
      new Getter(
          "okhttp3.Interceptor$Chain",
          "getAuthenticator"); // recent versions, replacing the client's

  private Authenticators() {}

  /** Whether an authenticator may have credentials for the hop; true if its client is unknown. */
  static boolean haveCredentials(Hop hop, Interceptor.@Nullable Chain chain) {
    Object authenticator = chain == null ? null : OF_CHAIN.get(chain);
    if (authenticator == null) {
      OkHttpClient client = RunningCall.client();
      if (client == null) {
        return true;
      }
      authenticator = client.authenticator();
    }
    return authenticator != Authenticator.NONE
        && (!asksTheJvm(authenticator) || JavaNetCredentials.has(hop));
  }

  /** OkHttp's own, which was in a separate module before 4. */
  private static boolean asksTheJvm(Object authenticator) {
    String name = authenticator.getClass().getName();
    return name.startsWith("okhttp3.") && name.endsWith(".JavaNetAuthenticator");
  }
}

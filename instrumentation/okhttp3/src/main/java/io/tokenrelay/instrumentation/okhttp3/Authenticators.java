package io.tokenrelay.instrumentation.okhttp3;

import io.tokenrelay.instrumentation.spi.Getter;
import io.tokenrelay.instrumentation.spi.Hop;
import io.tokenrelay.instrumentation.spi.JavaNetCredentials;
import okhttp3.Authenticator;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What answers a server's challenge in place of the application. It is given the challenge and
 * nothing else, so nobody can ask it beforehand for which servers it has credentials: where there
 * is one, the application speaks for itself. A proxy's authenticator does not count.
 */
final class Authenticators {
  private static final Getter OF_CHAIN =
      new Getter("okhttp3.Interceptor$Chain", "getAuthenticator"); // of late, instead of a client's

  private Authenticators() {}

  /** Whether one may have credentials for the hop; also where its client is not known. */
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

  /** OkHttp's own: of a module beside it at first, and in it since 4. */
  private static boolean asksTheJvm(Object authenticator) {
    String name = authenticator.getClass().getName();
    return name.startsWith("okhttp3.") && name.endsWith(".JavaNetAuthenticator");
  }
}

package io.tokenrelay.agent.verify;

import static io.tokenrelay.agent.relay.limit.Admission.UNLIMITED;
import static io.tokenrelay.agent.verify.Verifiers.NOW;
import static io.tokenrelay.agent.verify.Verifiers.claims;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.relay.token.Verdict.Outcome;
import io.tokenrelay.agent.verify.issuer.IssuerSettings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of keys that is written or changed while the service runs. */
class ChangedKeyFileTest {
  private static final Signer OLD = Signer.rsa("old");
  private static final Signer NEW = Signer.rsa("new");

  @TempDir Path directory;
  private final AtomicLong ticker = new AtomicLong();

  @Test
  void isCheckedEveryTenSeconds() {
    Path file = directory.resolve("jwks");
    Counters counters = new Counters();
    IssuerSettings issuer = Verifiers.issuer(TestKeys.jwksFile(file.toString())).build();
    try (CachingTokenVerifier verifier =
        Verifiers.create(
            TestSettings.of(Collections.singletonList(issuer)).build(),
            counters,
            () -> NOW,
            ticker::get)) {
      String token = OLD.token("RS256", claims(""));
      assertThat(verifier.verify(token, UNLIMITED).outcome()).isEqualTo(Outcome.UNAVAILABLE);
      Verifiers.file(directory, "jwks", Signer.jwks(OLD));
      Await.until("it is there", () -> validAfter(1_000, token, verifier));
      Verifiers.file(directory, "jwks", Signer.jwks(OLD, NEW));
      String newer = NEW.token("RS256", claims(""));
      Await.until("it is read", () -> validAfter(10_000, newer, verifier));
    }
  }

  private boolean validAfter(long millis, String token, CachingTokenVerifier verifier) {
    ticker.addAndGet(millis);
    verifier.wake();
    return verifier.verify(token, UNLIMITED).outcome() == Outcome.VALID;
  }
}

package io.tokenrelay.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.meter.Counters;
import io.tokenrelay.agent.meter.Switch;
import io.tokenrelay.agent.relay.testing.CapturedLog;
import io.tokenrelay.agent.relay.testing.Inbounds;
import io.tokenrelay.agent.relay.testing.Settings;
import io.tokenrelay.agent.relay.testing.TestRequest;
import io.tokenrelay.agent.relay.testing.TestTokens;
import io.tokenrelay.agent.relay.token.Verdict;
import io.tokenrelay.agent.relay.token.Verdict.Reason;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenWarningsTest {
  private final AtomicLong now = new AtomicLong(1_790_000_000_000L);
  private Verdict verdict = Verdict.invalid(Reason.AUDIENCE);
  private final InboundRelay inbound =
      Inbounds.of(
          new Settings.Inbound().build(),
          (compact, by, admission) -> verdict,
          new Counters(),
          new Switch(),
          now::get);
  private CapturedLog log;

  @BeforeEach
  void listen() throws Exception {
    log = new CapturedLog();
  }

  @AfterEach
  void stopListening() throws Exception {
    log.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Bearer 2YotnFZFEjr1zCsic, tokenrelay.capture.opaque=introspect",
    "Bearer a  b, not a well-formed JWT",
    "DPoP eyJhbGciOiJ9.e30.x, the scheme DPoP",
  })
  void saysWhatArrivesInsteadOfAJwt(String header, String words) {
    for (int i = 0; i < 5; i++) {
      inbound.receive(TestRequest.authorized(header));
    }
    assertThat(log.text())
        .containsOnlyOnce(" WARN ")
        .contains(words)
        .doesNotContain("eyJ", "2Yotn");

    now.addAndGet(3_600_000);
    inbound.receive(TestRequest.authorized(header));
    assertThat(log.text().split(" WARN ", -1)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "MALFORMED, not a well-formed JWT",
    "TOO_LARGE, tokenrelay.verification.max-token-bytes",
    "INACTIVE, introspection-client-id",
    "REVOKED, revoked by its issuer",
  })
  void saysWhatIsNotAboutAnIssuer(Reason reason, String words) {
    verdict = Verdict.invalid(reason);
    inbound.receive(TestRequest.authorized("Bearer " + TestTokens.compact("alice")));

    assertThat(log.text()).containsOnlyOnce(" WARN ").contains(words);
  }

  @Test
  void saysThatAnAddressHasSentTooManyBadTokens() {
    verdict = Verdict.limited();
    inbound.receive(TestRequest.authorized("Bearer " + TestTokens.compact("alice")));

    assertThat(log.text()).contains("tokenrelay.rate-limit.failures");
  }

  @Test
  void doesNotRepeatWhatTheVerifierHasLogged() {
    inbound.receive(TestRequest.authorized("Bearer " + TestTokens.compact("alice")));

    assertThat(log.text()).doesNotContain(" WARN ");
  }
}

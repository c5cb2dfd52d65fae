package io.tokenrelay.smoke.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.instrumentation.testing.TestIssuer;
import io.tokenrelay.smoke.Jdk;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever an issuer, or a firewall before it, says of one token is said of that token. Junk makes
 * nobody else's token unverifiable, and is answered 401 and not 503.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SaidOfOneTokenIT {
  private static final int TIMES = 50;
  private static final String ATTACKER = "203.0.113.66";

  private final AtomicInteger tokens = new AtomicInteger();
  private final Issuer issuer = new Issuer();
  private final Program program =
      Program.start(
          Jdk.running(),
          "Door",
          List.of(
              // no slower than a machine may be
              "-Dtokenrelay.introspection.timeout=10s",
              "-Dtokenrelay.mode=enforce",
              "-Dtokenrelay.issuer=" + TestIssuer.ISSUER,
              "-Dtokenrelay.jwks-uri=" + issuer.url("/keys"),
              "-Dtokenrelay.introspection-uri=" + issuer.url("/introspect"),
              "-Dtokenrelay.capture.opaque=introspect",
              // one fetch for an unknown key, however long the test takes
              "-Dtokenrelay.jwks.unknown-kid-interval=1h"));

  SaidOfOneTokenIT() throws Exception {}

  @AfterAll
  void end() {
    program.close();
    issuer.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 413})
  void junkThatTheIssuerRefusesSpoilsNobodyElsesToken(int status) throws Exception {
    for (int i = 0; i < TIMES; i++) {
      assertThat(byAttacker(Issuer.JUNK + status + '-' + tokens.incrementAndGet())).isEqualTo(401);
      assertThat(byUser(Issuer.GOOD + tokens.incrementAndGet())).isEqualTo(200);
    }
  }

  @Test
  void junkThatTheIssuerDoesNotKnowSpoilsNobodyElsesToken() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      assertThat(byAttacker("unknown-" + tokens.incrementAndGet())).isEqualTo(401);
      assertThat(byUser(Issuer.GOOD + tokens.incrementAndGet())).isEqualTo(200);
    }
  }

  @Test
  void junkThatTakesLongLeavesOthersTheirShareOfQuestions() throws Exception {
    List<CompletableFuture<Integer>> attacks = new ArrayList<>();
    for (int i = 0; i < 3 * Issuer.SLOW_AT_ONCE; i++) {
      String slow = Issuer.SLOW + tokens.incrementAndGet();
      attacks.add(program.statusLater("/orders", slow, "X-Forwarded-For", ATTACKER));
    }
    issuer.awaitSlowQuestions();

    for (int i = 0; i < TIMES; i++) {
      assertThat(byUser(Issuer.GOOD + tokens.incrementAndGet())).isEqualTo(200);
    }
    issuer.answerSlowQuestions();
    for (CompletableFuture<Integer> attack : attacks) {
      assertThat(attack.join()).isIn(401, 503);
    }
  }

  @Test
  void madeUpKeysAreWrongAndNoOutage() throws Exception {
    while (byAttacker(withAMadeUpKey()) == 503) {
      // until the keys have been fetched once more
      assertThat(byUser(Users.ISSUER.token("bob"))).isEqualTo(200);
    }
    for (int i = 0; i < TIMES; i++) {
      assertThat(byAttacker(withAMadeUpKey())).isEqualTo(401);
      assertThat(byUser(Users.ISSUER.tokenSaying("bob", "\"jti\":\"" + i + '"'))).isEqualTo(200);
    }
  }

  private String withAMadeUpKey() {
    String header =
        "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + tokens.incrementAndGet() + "\"}";
    String good = Users.ISSUER.token("mallory");
    return Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8))
        + good.substring(good.indexOf('.'));
  }

  private int byAttacker(String token) throws Exception {
    return program.status("/orders", token, "X-Forwarded-For", ATTACKER);
  }

  private int byUser(String token) throws Exception {
    return program.status("/orders", token, "X-Forwarded-For", "198.51.100.7");
  }
}

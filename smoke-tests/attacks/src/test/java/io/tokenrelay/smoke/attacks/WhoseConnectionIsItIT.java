package io.tokenrelay.smoke.attacks;

import static io.tokenrelay.smoke.attacks.Users.NOBODY;
import static io.tokenrelay.smoke.attacks.World.ESTATE;
import static io.tokenrelay.smoke.attacks.World.STRANGER;
import static io.tokenrelay.smoke.attacks.World.STRANGERS_GREETING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.smoke.Jdk;
import java.net.URLEncoder;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A name may say one thing, and the bytes go to another: by a resolver of the client's own, a
 * connection that is older than the name's address, a proxy, a redirect. What counts is who reads
 * the bytes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhoseConnectionIsItIT {
  private static final String STRANGER_GOT_NOTHING = STRANGERS_GREETING + NOBODY;
  private static final AtomicInteger POOLS = new AtomicInteger();

  private final World world = new World();
  private final Program program =
      Program.start(
          Jdk.running(),
          "WhoseConnection",
          Program.issuer("-Dtokenrelay.propagation.deny=" + STRANGER));

  WhoseConnectionIsItIT() throws Exception {}

  @AfterAll
  void end() {
    try (world) {
      program.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"okhttp", "httpclient4", "httpclient5", "httpclient5-async"})
  void anInsideNameThatTheClientFindsAtAStrangersGetsNoToken(String client) {
    moveTo(STRANGER);
    assertThat(get("alice", client, newPool(), inside())).isEqualTo(STRANGER_GOT_NOTHING);

    moveTo(ESTATE);
    assertThat(get("alice", client, newPool(), inside())).isEqualTo("alice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"okhttp", "httpclient4", "httpclient5", "httpclient5-async"})
  void aConnectionThatWasOpenedToAStrangerGetsNoTokenWhereverTheNameIsNow(String client) {
    String pool = newPool();
    moveTo(STRANGER);
    get(NOBODY, client, pool, inside());

    moveTo(ESTATE);
    assertThat(get("alice", client, pool, inside())).isEqualTo(STRANGER_GOT_NOTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"okhttp", "httpclient4", "httpclient5", "httpclient5-async"})
  void aProxyThatReadsTheRequestGetsATokenOnlyInside(String client) {
    moveTo(ESTATE);
    assertThat(getBy(STRANGER, client)).isEqualTo(STRANGER_GOT_NOTHING);
    assertThat(getBy(ESTATE, client)).isEqualTo("alice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"okhttp", "httpclient4", "httpclient5", "httpclient5-async"})
  void aRedirectToAStrangerGetsNoTokenAndOneFromThereBackTheUsersOwn(String client) {
    moveTo(ESTATE);
    String pool = newPool();
    String stranger = world.urlAt(STRANGER) + "/alice/hop";

    assertThat(get("alice", client, pool, redirect(inside(), stranger)))
        .isEqualTo(STRANGER_GOT_NOTHING);
    assertThat(get("alice", client, pool, redirect(inside(), redirect(stranger, inside()))))
        .isEqualTo("alice");
    assertThat(world.seen("hop")).isNotEmpty().allMatch(Seen::hasNoToken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"httpclient4", "httpclient5"})
  void aCallThatAnInterceptorMakesInTheOuterCallsContextChangesNothingForTheOuter(String client) {
    String stranger = world.urlAt(STRANGER) + "/alice/nested-stranger";
    String estate = world.urlAt(ESTATE) + "/alice/nested-estate";

    assertThat(program.as("alice", "nested", "by", client, "to", stranger, "inner", estate))
        .isEqualTo(STRANGER_GOT_NOTHING);
    assertThat(program.as("alice", "nested", "by", client, "to", estate, "inner", stranger))
        .isEqualTo("alice");
    assertThat(world.seen("nested-stranger")).isNotEmpty().allMatch(Seen::hasNoToken);
    assertThat(world.seen("nested-estate")).isNotEmpty().noneMatch(Seen::hasNoToken);
  }

  @Test
  void aConnectionThatOutlivesItsRequestIsOpenedWithNothing() {
    program.as("alice", "upgrade", "to", world.urlAt(ESTATE) + "/alice/upgrade");

    assertThat(world.seen("upgrade")).hasSize(1).allMatch(Seen::hasNoToken);
  }

  private void moveTo(String address) {
    program.as(NOBODY, "move", "to", address);
  }

  private String inside() {
    return world.urlAt("orders.internal") + "/alice/order";
  }

  private static String redirect(String from, String to) {
    return from + "?Location=" + URLEncoder.encode(to, UTF_8);
  }

  private static String newPool() {
    return "pool-" + POOLS.incrementAndGet();
  }

  private String get(String user, String client, String pool, String url) {
    return program.as(user, "get", "by", client, "pool", pool, "proxy", "", "to", url);
  }

  private String getBy(String proxy, String client) {
    String address = proxy + ':' + world.port();
    return program.as(
        "alice", "get", "by", client, "pool", newPool(), "proxy", address, "to", inside());
  }
}

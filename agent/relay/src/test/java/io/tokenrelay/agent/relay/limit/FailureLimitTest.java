package io.tokenrelay.agent.relay.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenrelay.agent.net.Cidr;
import io.tokenrelay.agent.relay.testing.TestRequest;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureLimitTest {
  private static final String PROXY = "10.0.0.1";

  private final AtomicLong nanos = new AtomicLong(-TimeUnit.DAYS.toNanos(1));

  /** Ten a second, twenty at once. */
  private final FailureLimit limit =
      new FailureLimit(TimeUnit.MILLISECONDS.toNanos(100), 20, null, nanos::get, 1L);

  private static TestRequest from(String address) {
    return new TestRequest().from(address);
  }

  private boolean admits(TestRequest request) {
    return limit.admits(request);
  }

  private void fail(TestRequest request, int times) {
    for (int i = 0; i < times; i++) {
      limit.failed(request, 1);
    }
  }

  @Test
  void admitsEveryoneWhileNothingFails() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(admits(from("203.0.113.7"))).isTrue();
    }
  }

  @Test
  void admitsABurstAndNoMore() {
    TestRequest junk = from("203.0.113.7");
    fail(junk, 19);
    assertThat(admits(junk)).isTrue();
    fail(junk, 1);
    assertThat(admits(junk)).isFalse();
  }

  @Test
  void admitsAgainAtItsRate() {
    TestRequest junk = from("203.0.113.7");
    fail(junk, 20);
    int admitted = 0;
    for (int millis = 0; millis < 10_000; millis += 10) {
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
      if (admits(junk)) {
        admitted++;
        limit.failed(junk, 1);
      }
    }
    assertThat(admitted).isEqualTo(100);
  }

  @Test
  void recoversHoweverManyFailedAtOnce() {
    TestRequest junk = from("203.0.113.7");
    fail(junk, 10_000);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
    assertThat(admits(junk)).isTrue();
  }

  @Test
  void leavesTheOthersAlone() {
    fail(from("203.0.113.7"), 1_000);
    for (int i = 0; i < 256; i++) {
      assertThat(admits(from("198.51.100." + i))).isTrue();
    }
  }

  @Test
  void hitsHardlyAnyoneElseWhenManyFail() {
    for (int i = 0; i < 100; i++) {
      fail(from("203.0.113." + i), 20);
    }
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      refused += admits(from("100.64." + i / 250 + "." + i % 250)) ? 0 : 1;
    }
    assertThat(refused).isLessThan(100); // 1 in 1,700 is to be expected
  }

  @Test
  void knowsTheClientBehindAProxy() {
    fail(from(PROXY).with("X-Forwarded-For", "203.0.113.7"), 20);
    assertThat(admits(from(PROXY).with("X-Forwarded-For", "203.0.113.7"))).isFalse();
    assertThat(admits(from(PROXY).with("X-Forwarded-For", "203.0.113.8"))).isTrue();
    assertThat(admits(from(PROXY))).isTrue();
  }

  @Test
  void affectsNoClientBehindAnotherPeer() {
    fail(from("10.0.0.66").with("X-Forwarded-For", "203.0.113.7"), 20);
    assertThat(admits(from("10.0.0.66").with("X-Forwarded-For", "203.0.113.7"))).isFalse();
    assertThat(admits(from(PROXY).with("X-Forwarded-For", "203.0.113.7"))).isTrue();
    assertThat(admits(from("203.0.113.7"))).isTrue();
    fail(from("fd00::1:66").with("X-Forwarded-For", "203.0.113.8"), 20);
    assertThat(admits(from("fd00::1:1").with("X-Forwarded-For", "203.0.113.8")))
        .as("proxies of one network are different ones")
        .isTrue();
  }

  @Test
  void isNotEscapedByNamingAnotherClientEachTime() {
    int admitted = 0;
    for (int i = 0; i < 10_000; i++) {
      TestRequest junk =
          from("10.0.0.66").with("X-Forwarded-For", "2001:db8:" + Integer.toHexString(i) + "::1");
      if (admits(junk)) {
        admitted++;
        limit.failed(junk, 1);
      }
    }
    assertThat(admitted).isEqualTo(20 * 20);
    assertThat(admits(from("10.0.0.66").with("X-Forwarded-For", "203.0.113.7"))).isFalse();
    assertThat(admits(from("10.0.0.66"))).isFalse();
    assertThat(admits(from(PROXY).with("X-Forwarded-For", "203.0.113.7")))
        .as("behind the ingress")
        .isTrue();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    for (int i = 0; i < 200; i++) {
      TestRequest junk = from("10.0.0.66").with("X-Forwarded-For", "192.0.2." + i);
      assertThat(admits(junk)).as("20 times the rate").isTrue();
      limit.failed(junk, 1);
    }
    assertThat(admits(from("10.0.0.66").with("X-Forwarded-For", "192.0.2.200"))).isFalse();
  }

  @Test
  void doesNotMakeOneBucketOfAllWhoComeThroughAnIngress() {
    for (int attacker = 0; attacker < 19; attacker++) {
      for (int i = 0; i < 1_000; i++) {
        TestRequest junk = from(PROXY).with("X-Forwarded-For", "203.0.113." + attacker);
        if (admits(junk)) {
          limit.failed(junk, 1);
        }
      }
    }
    for (int i = 0; i < 250; i++) {
      assertThat(admits(from(PROXY).with("X-Forwarded-For", "198.51.100." + i))).isTrue();
    }
  }

  @ParameterizedTest(name = "{0} from {1}")
  @CsvSource({
    "'6.6.6.6, 203.0.113.7', 10.0.0.1, true, what stands further left the client has written",
    "'203.0.113.7, 10.0.0.9', 10.0.0.1, true, a chain of proxies",
    "'203.0.113.7:4711', 10.0.0.1, true, with a port",
    "'203.0.113.7', fd00::1, true, a proxy with IPv6",
    "'203.0.113.7, 203.0.113.8', 10.0.0.1, false, the last that is no proxy",
    "'203.0.113.7, unknown', 10.0.0.1, false, what is no address ends the search",
    "'', 10.0.0.1, false, an empty header",
    "',,,', 10.0.0.1, false, nothing but commas"
  })
  void readsTheHeaderFromTheRight(String header, String peer, boolean meant, String why) {
    fail(from(peer).with("X-Forwarded-For", "203.0.113.7"), 20);
    assertThat(admits(from(peer).with("X-Forwarded-For", header))).as(why).isEqualTo(!meant);
  }

  @Test
  void trustsNoPeerThatIsNotAConfiguredProxy() {
    fail(from("198.51.100.1").with("X-Forwarded-For", "203.0.113.7"), 20);
    assertThat(admits(from("198.51.100.1").with("X-Forwarded-For", "203.0.113.8"))).isFalse();
  }

  @Test
  void readsSeveralHeadersAsOne() {
    fail(from(PROXY).with("X-Forwarded-For", "203.0.113.7"), 20);
    TestRequest request =
        from(PROXY).with("X-Forwarded-For", "6.6.6.6").with("X-Forwarded-For", "203.0.113.7");
    assertThat(admits(request)).isFalse();
  }

  @Test
  void treatsAnIpv6NetworkAsOneClient() {
    fail(from("2001:db8:1:2:3:4:5:6"), 20);
    assertThat(admits(from("2001:db8:1:2:ffff::1"))).isFalse();
    assertThat(admits(from("[2001:db8:1:2::1]:4711"))).isFalse();
    assertThat(admits(from("2001:db8:1:3::1"))).isTrue();
  }

  @Test
  void readsAMappedAddressAsIpv4() {
    fail(from("::ffff:203.0.113.7"), 20);
    assertThat(admits(from("203.0.113.7"))).isFalse();
  }

  @Test
  void doesNotLimitSendersWithoutAnAddress() {
    for (String none : new String[] {null, "", "unix", "1.2.3", "1.2.3.4.5", "::g", "[", "a:b"}) {
      fail(from(none), 100);
      assertThat(admits(from(none))).as("%s", none).isTrue();
    }
  }

  @Test
  void trustsOtherProxiesIfConfigured() {
    FailureLimit other = limit.behind(new Cidr.OfProperty().parse("198.51.100.0/24"));
    for (int i = 0; i < 20; i++) {
      other.failed(proxied("198.51.100.1", "203.0.113.7"), 1);
    }
    assertThat(other.admits(proxied("198.51.100.1", "203.0.113.7"))).isFalse();
    assertThat(other.admits(proxied("198.51.100.1", "203.0.113.8"))).isTrue();
    for (int i = 0; i < 20; i++) {
      other.failed(proxied(PROXY, "203.0.113.7"), 1);
    }
    assertThat(other.admits(proxied(PROXY, "203.0.113.8"))).as("no proxy any more").isFalse();
    assertThatThrownBy(() -> new Cidr.OfProperty().parse("proxy.example"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("proxy.example");
  }

  private static TestRequest proxied(String peer, String client) {
    return from(peer).with("X-Forwarded-For", client);
  }

  @Test
  void limitsNothingWhenItIsOff() {
    for (int i = 0; i < 1_000; i++) {
      FailureLimit.NONE.failed(from("203.0.113.7"), 1);
    }
    assertThat(FailureLimit.NONE.admits(from("203.0.113.7"))).isTrue();
  }
}

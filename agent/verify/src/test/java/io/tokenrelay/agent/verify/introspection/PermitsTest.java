package io.tokenrelay.agent.verify.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenrelay.agent.relay.limit.Admission;
import io.tokenrelay.agent.relay.limit.FailureLimit;
import io.tokenrelay.agent.relay.limit.SenderAddress;
import io.tokenrelay.agent.verify.From;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may have an issuer asked when many want to. */
class PermitsTest {
  private final FailureLimit addresses = FailureLimit.of(1, 1);
  private final Permits permits = new Permits(16);

  private static SenderAddress address(Admission admission) {
    SenderAddress address = admission.address();
    assertThat(address).isNotNull();
    return address;
  }

  private int takeAll(@Nullable SenderAddress address) {
    int taken = 0;
    while (permits.take(address)) {
      taken++;
    }
    return taken;
  }

  @Test
  void oneAddressLeavesHalfOfThem() {
    assertThat(takeAll(address(From.address("203.0.113.7", addresses)))).isEqualTo(8);
    assertThat(takeAll(address(From.address("203.0.113.8", addresses)))).isEqualTo(4);
    assertThat(takeAll(address(From.address("203.0.113.9", addresses)))).isEqualTo(2);
    assertThat(permits.take(address(From.address("203.0.113.10", addresses)))).isTrue();
  }

  @Test
  void aPeerThatNamesManyAddressesLeavesAQuarter() {
    int taken = 0;
    for (int i = 0; i < 100; i++) {
      SenderAddress rotating = address(From.behind("10.0.0.66", "203.0.113." + i, addresses));
      taken += permits.take(rotating) ? 1 : 0;
    }
    assertThat(taken).isEqualTo(12);
    SenderAddress behindTheIngress = address(From.behind("10.0.0.1", "203.0.113.7", addresses));
    assertThat(permits.take(behindTheIngress)).isTrue();
  }

  @Test
  void allReleasedPermitsAreAvailableAgain() {
    SenderAddress one = address(From.behind("10.0.0.1", "203.0.113.7", addresses));
    List<SenderAddress> taken = new ArrayList<>();
    for (int round = 0; round < 100; round++) {
      while (permits.take(one)) {
        taken.add(one);
      }
      assertThat(taken).hasSize(8);
      taken.forEach(permits::release);
      taken.clear();
    }
    assertThat(takeAll(null)).as("where there is no address to go by").isEqualTo(16);
  }

  @Test
  void servesASingleAddressToo() {
    Permits one = new Permits(1);
    SenderAddress address = address(From.address("203.0.113.7", addresses));
    assertThat(one.take(address)).isTrue();
    assertThat(one.take(address)).isFalse();
    one.release(address);
    assertThat(one.take(address)).isTrue();
  }
}

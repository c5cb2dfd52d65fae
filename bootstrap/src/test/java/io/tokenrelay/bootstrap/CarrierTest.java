package io.tokenrelay.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarrierTest {
  @AfterEach
  void leavesNothing() {
    Carrier.clear();
  }

  @Test
  void goesOnWithTheRequestThatAnotherOneInterrupted() {
    Carrier.enter("bob's exchange", "bob");
    Carrier.enter("bob's exchange", "bob");

    Object suspended = Carrier.reenter("alice's exchange", "alice");
    assertThat(Carrier.snapshot()).isEqualTo("alice");
    assertThat(Carrier.exchange()).isEqualTo("alice's exchange");
    Carrier.resume(suspended);

    assertThat(Carrier.snapshot()).isEqualTo("bob");
    Carrier.exit("bob's exchange");
    assertThat(Carrier.exchange()).as("one level is left").isEqualTo("bob's exchange");
    Carrier.exit("bob's exchange");
    assertThat(Carrier.exchange()).isNull();
    assertThat(Carrier.snapshot()).isNull();
  }

  @Test
  void goesOnWithATaskThatARequestInterrupted() {
    Carrier.swap("bob");

    Object suspended = Carrier.reenter("alice's exchange", "alice");
    Carrier.enter("alice's exchange", "alice");
    Carrier.exit("alice's exchange");
    assertThat(Carrier.snapshot()).as("a nested dispatch is over").isEqualTo("alice");
    Carrier.resume(suspended);

    assertThat(Carrier.snapshot()).isEqualTo("bob");
    assertThat(Carrier.exchange()).isNull();
  }

  @Test
  void lendsNobodyTheTokenOfTheThread() {
    Carrier.swap("bob");

    Object suspended = Carrier.reenter("nobody's exchange", null);

    assertThat(Carrier.snapshot()).isNull();
    Carrier.resume(suspended);
    assertThat(Carrier.snapshot()).isEqualTo("bob");
  }

  @Test
  void leavesAFreeThreadFreeWhateverHappensInBetween() {
    Object suspended = Carrier.reenter("alice's exchange", "alice");
    Carrier.swap("left behind");
    Carrier.resume(suspended);

    assertThat(Carrier.snapshot()).isNull();
    assertThat(Carrier.exchange()).isNull();
  }
}

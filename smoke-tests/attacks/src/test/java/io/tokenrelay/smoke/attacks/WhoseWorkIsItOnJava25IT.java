package io.tokenrelay.smoke.attacks;

import io.tokenrelay.smoke.Jdk;
import io.tokenrelay.smoke.Jdks;

/** The same on a new Java, with virtual threads. */
class WhoseWorkIsItOnJava25IT extends WhoseWorkIsItIT {
  WhoseWorkIsItOnJava25IT() throws Exception {}

  @Override
  Jdk jdk() {
    return Jdks.require(25);
  }
}

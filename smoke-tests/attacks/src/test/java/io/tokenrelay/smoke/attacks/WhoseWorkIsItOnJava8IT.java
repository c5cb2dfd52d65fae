package io.tokenrelay.smoke.attacks;

import io.tokenrelay.smoke.Jdk;
import io.tokenrelay.smoke.Jdks;

/** The same on the oldest Java. */
class WhoseWorkIsItOnJava8IT extends WhoseWorkIsItIT {
  WhoseWorkIsItOnJava8IT() throws Exception {}

  @Override
  Jdk jdk() {
    return Jdks.require(8);
  }
}

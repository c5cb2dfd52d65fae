package io.tokenrelay.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class StackRoomTest {
  /** In every state that the compiler brings it into. */
  @Test
  void thereIsRoomOnAFreshStackAndNoneAtItsEnd() {
    for (int i = 0; i < 100; i++) {
      assertThatCode(StackRoom::need).doesNotThrowAnyException();
      assertThat(refusedAtTheEnd(0)).isEqualTo(1);
    }
  }

  /** How often it refuses on the way down: the frame that it is asked in is the last one. */
  private static int refusedAtTheEnd(int depth) {
    try {
      StackRoom.need();
    } catch (StackOverflowError none) {
      return 1;
    }
    return refusedAtTheEnd(depth + 1);
  }
}

package io.tokenrelay.smoke.maze;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Whose token each call brought, against whose it should have brought. */
final class Tally {
  /** Who a call names that is for nobody. */
  static final String NOBODY = "nobody";

  /** Before the name of a visitor whose call may have come too late for its request. */
  private static final String LATE = "~";

  private static final int MOST_NOTES = 20;

  private final Map<String, String> tokens;
  private final LongAdder right = new LongAdder();
  private final LongAdder rightlyNone = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final LongAdder strangers = new LongAdder();
  private final LongAdder wrong = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final LongAdder transactions = new LongAdder();
  private final Queue<String> notes = new ConcurrentLinkedQueue<>();

  /**
   * @param tokens of each visitor
   */
  Tally(Map<String, String> tokens) {
    this.tokens = tokens;
  }

  void sawCall(String path, String visitor, Received received) {
    if (visitor.equals(NOBODY)) {
      count(received.isNothing(), rightlyNone, wrong, path);
    } else if (visitor.startsWith(LATE)) {
      count(
          received.isNothing() || isOf(visitor.substring(LATE.length()), received),
          late,
          wrong,
          path);
    } else if (received.isNothing()) {
      count(false, right, lost, path);
    } else {
      count(isOf(visitor, received), right, wrong, path);
    }
    if (!received.transactions().isEmpty()) {
      transactions.increment();
    }
  }

  private boolean isOf(String visitor, Received received) {
    return received.authorization().equals(List.of("Bearer " + tokens.get(visitor)))
        && received.isAllOf(visitor, affinity(visitor));
  }

  /** As {@code tokenrelay.propagation.affinity-header} is documented. */
  private static String affinity(String visitor) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((Visitors.ISSUER + '\n' + visitor).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void sawStrangersCall(String path, Received received) {
    count(received.isNothing(), strangers, wrong, "stranger: " + path);
  }

  private void count(boolean good, LongAdder ifGood, LongAdder otherwise, String path) {
    (good ? ifGood : otherwise).increment();
    if (!good && notes.size() < MOST_NOTES) {
      notes.add(path);
    }
  }

  /** Calls with another user's token, with a token that should have none, or to a stranger. */
  long wrong() {
    return wrong.sum();
  }

  /** Calls of a user without any token. */
  long lost() {
    return lost.sum();
  }

  long right() {
    return right.sum();
  }

  long rightlyNone() {
    return rightlyNone.sum();
  }

  long strangers() {
    return strangers.sum();
  }

  /** Calls with a transaction token, whosever. */
  long transactions() {
    return transactions.sum();
  }

  /** The paths of the first bad ones: visitor, seed and branch are in them. */
  Iterable<String> notes() {
    return notes;
  }

  @Override
  public String toString() {
    return String.format(
        "%,d calls with their user's token, %,d rightly without, %,d after the answer with either,"
            + " %,d to strangers without; %,d wrong, %,d lost",
        right.sum(), rightlyNone.sum(), late.sum(), strangers.sum(), wrong.sum(), lost.sum());
  }
}

package io.tokenrelay.agent.relay.token;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Lets equal values be one object, where thousands of tokens say the same thing: of each slot of a
 * small fixed table the last value is kept. Neither blocks nor grows; a miss costs no more than the
 * sharing.
 */
final class Interner<T> {
  private static final int SLOTS = 256;

  private final AtomicReferenceArray<T> slots = new AtomicReferenceArray<>(SLOTS);

  /** The value that was kept when it equals this one, else this one, kept from now on. */
  T intern(T value) {
    int hash = value.hashCode() * 0x9E37_79B9;
    int slot = hash >>> 24;
    T kept = slots.get(slot);
    if (value.equals(kept)) {
      return kept;
    }
    slots.set(slot, value);
    return value;
  }
}

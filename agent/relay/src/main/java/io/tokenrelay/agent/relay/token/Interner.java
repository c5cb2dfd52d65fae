package io.tokenrelay.agent.relay.token;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Makes equal values share one object, since thousands of tokens say the same thing: a small fixed
 * table keeps the last value of each slot. Never blocks or grows; a miss only means that a value is
 * not shared.
 */
final class Interner<T> {
  private static final int SLOTS = 256;

  private final AtomicReferenceArray<T> slots = new AtomicReferenceArray<>(SLOTS);

  /** The kept value if it equals this one; otherwise this one, which is kept from now on. */
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

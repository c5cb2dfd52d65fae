package io.tokenrelay.agent.verify.issuer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys that one issuer publishes at one time. Immutable. */
public final class KeySet {
  static final KeySet NONE = published(Collections.<VerificationKey>emptyList());

  private static final int MAX_IN_SUMMARY = 8;

  private final List<VerificationKey> keys;
  private final Map<String, List<VerificationKey>> byKeyId = new HashMap<>();
  private final Set<String> refusedKeyIds;
  private final boolean anyKeyId;

  private KeySet(List<VerificationKey> keys, Set<String> refusedKeyIds, boolean anyKeyId) {
    this.keys = keys;
    this.refusedKeyIds = refusedKeyIds;
    this.anyKeyId = anyKeyId;
    for (VerificationKey key : keys) {
      String keyId = key.keyId();
      if (keyId != null) {
        byKeyId.computeIfAbsent(keyId, id -> new ArrayList<>(1)).add(key);
      }
    }
  }

  /** Published keys: a {@code kid} is matched exactly. */
  static KeySet published(List<VerificationKey> keys) {
    return published(keys, Collections.<String>emptySet());
  }

  /**
   * @param refusedKeyIds the ids of published keys that verify no token here
   */
  static KeySet published(List<VerificationKey> keys, Set<String> refusedKeyIds) {
    return new KeySet(keys, refusedKeyIds, false);
  }

  /** Keys configured by the operator: they apply whatever {@code kid} a token names. */
  static KeySet configured(List<VerificationKey> keys) {
    return new KeySet(keys, Collections.<String>emptySet(), true);
  }

  public boolean isEmpty() {
    return keys.isEmpty();
  }

  List<VerificationKey> keys() {
    return keys;
  }

  /**
   * The keys that may have signed a token with this {@code kid}, or with none. All of them: the
   * cost of trying many is charged to the sender of wrong signatures ({@code
   * tokenrelay.rate-limit.failures}).
   */
  public List<VerificationKey> candidates(@Nullable String keyId, String algorithm) {
    List<VerificationKey> named = named(keyId);
    List<VerificationKey> candidates = new ArrayList<>(1);
    for (VerificationKey key : named) {
      if (key.check(algorithm) != null) {
        candidates.add(key);
      }
    }
    return candidates;
  }

  /** Whether there is a key for this {@code kid}, of any kind. */
  public boolean knows(@Nullable String keyId) {
    return anyKeyId || (keyId != null && byKeyId.containsKey(keyId));
  }

  /** Whether there is a key for this {@code kid} that verifies no token. */
  public boolean refuses(String keyId) {
    return refusedKeyIds.contains(keyId);
  }

  Set<String> keyIdsNotIn(KeySet newer) {
    Set<String> keyIds = new HashSet<>(byKeyId.keySet());
    keyIds.removeAll(newer.byKeyId.keySet());
    return keyIds;
  }

  private List<VerificationKey> named(@Nullable String keyId) {
    return keyId == null || anyKeyId
        ? keys
        : byKeyId.getOrDefault(keyId, Collections.<VerificationKey>emptyList());
  }

  /** This set, with the older set's objects for the keys that both have. */
  KeySet keepingFrom(KeySet older) {
    List<VerificationKey> kept = new ArrayList<>(keys.size());
    for (VerificationKey key : keys) {
      kept.add(older.sameAs(key));
    }
    return new KeySet(Collections.unmodifiableList(kept), refusedKeyIds, anyKeyId);
  }

  private VerificationKey sameAs(VerificationKey wanted) {
    for (VerificationKey key : keys) {
      if (key.sameAs(wanted)) {
        return key;
      }
    }
    return wanted;
  }

  /** Withdraws the keys that the newer set no longer has; returns whether there were any. */
  boolean withdrawAllBut(KeySet newer) {
    boolean any = false;
    for (VerificationKey key : keys) {
      if (!newer.keys.contains(key)) {
        key.withdraw();
        any = true;
      }
    }
    return any;
  }

  /** {@code 2 keys: RS256.. a1, ES256 b2}: for the operator. */
  String summary() {
    StringBuilder summary = new StringBuilder();
    summary.append(keys.size()).append(keys.size() == 1 ? " key" : " keys");
    String separator = ": ";
    for (VerificationKey key : keys.subList(0, Math.min(keys.size(), MAX_IN_SUMMARY))) {
      summary.append(separator).append(String.join("/", key.algorithms()));
      if (key.keyId() != null) {
        summary.append(" kid ").append(key.keyId());
      }
      separator = ", ";
    }
    return summary.append(keys.size() > MAX_IN_SUMMARY ? ", ..." : "").toString();
  }
}

package io.tokenrelay.instrumentation.okhttp3;

import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** A call that was created for a user: its client and its snapshot. */
final class OwnedCall {
  final OkHttpClient client;
  final Object snapshot;

  private OwnedCall(OkHttpClient client, Object snapshot) {
    this.client = client;
    this.snapshot = snapshot;
  }

  /** Null for a call that was created for nobody. */
  static @Nullable OwnedCall by(OkHttpClient client, @Nullable Object snapshot) {
    return snapshot == null ? null : new OwnedCall(client, snapshot);
  }
}

package io.tokenrelay.agent.verify.revocation;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Claim {@code status} of a token (draft-ietf-oauth-status-list §6.1): which list, which entry. */
final class StatusClaim {
  private static final int MAX_URI = 2_048;

  private final String uri;
  private final long index;

  private StatusClaim(String uri, long index) {
    this.uri = uri;
    this.index = index;
  }

  /**
   * Null when the token names no list.
   *
   * @throws MalformedStatusException when it seems to, but the claim is unreadable
   */
  static @Nullable StatusClaim in(String payload) throws MalformedStatusException {
    try {
      Object status = JSONObjectUtils.parse(payload).get("status");
      Object list = status instanceof Map ? ((Map<?, ?>) status).get("status_list") : status;
      if (list == null) {
        return null;
      }
      if (list instanceof Map) {
        Object uri = ((Map<?, ?>) list).get("uri");
        Object index = ((Map<?, ?>) list).get("idx");
        if (uri instanceof String
            && ((String) uri).length() <= MAX_URI
            && index instanceof Long
            && (Long) index >= 0) {
          return new StatusClaim((String) uri, (Long) index);
        }
      }
    } catch (ParseException | RuntimeException e) {
      // reported below
    }
    throw new MalformedStatusException();
  }

  String uri() {
    return uri;
  }

  long index() {
    return index;
  }
}

package io.tokenrelay.agent.relay.capture;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.Enumeration;

/**
 * A source that is a header: every value of it is looked at, until two tokens are none. Of {@code
 * Authorization} there may be one (RFC 9110 §5.3, §11.6.2), whoever reads which line of two: lines
 * that differ in anything are several credentials, if one is empty or of another scheme, too.
 */
abstract class HeaderSource implements TokenSource {
  private final String header;
  private final boolean singleton;

  HeaderSource(String header) {
    this.header = header;
    this.singleton = header.equalsIgnoreCase("Authorization");
  }

  @Override
  public final Presented find(ServerRequest request, int maxBytes) {
    String first = request.header(header);
    if (first == null) {
      return Presented.NOTHING;
    }
    Enumeration<String> values = request.headers(header);
    if (values == null || !values.hasMoreElements()) {
      return read(first, maxBytes);
    }
    Presented presented = Presented.NOTHING;
    while (values.hasMoreElements() && presented.kind() != Presented.Kind.SEVERAL) {
      String value = values.nextElement();
      presented =
          singleton && !first.equals(value) // some servers say null for an empty line
              ? Presented.SEVERAL
              : presented.and(read(value, maxBytes));
    }
    return presented;
  }

  /** What one value of the header presents. */
  abstract Presented read(String value, int maxBytes);
}

package io.tokenrelay.agent.relay.capture;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.Enumeration;

/**
 * A source that is a header: all its values are examined, since two tokens count as none. {@code
 * Authorization} may occur only once (RFC 9110 §5.3, §11.6.2), and readers differ in which of two
 * lines they use: lines that differ at all are several credentials, even if one is empty or of
 * another scheme.
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
          singleton && !first.equals(value) // some servers return null for an empty line
              ? Presented.SEVERAL
              : presented.and(read(value, maxBytes));
    }
    return presented;
  }

  /** What one value of the header presents. */
  abstract Presented read(String value, int maxBytes);
}

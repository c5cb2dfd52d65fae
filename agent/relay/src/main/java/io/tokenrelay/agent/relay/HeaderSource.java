package io.tokenrelay.agent.relay;

import io.tokenrelay.instrumentation.spi.ServerRequest;
import java.util.Enumeration;

/** A source that is a header: every value of it is looked at, until two tokens are none. */
abstract class HeaderSource implements TokenSource {
  private final String header;

  HeaderSource(String header) {
    this.header = header;
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
      presented = presented.and(read(values.nextElement(), maxBytes));
    }
    return presented;
  }

  /** What one value of the header presents. */
  abstract Presented read(String value, int maxBytes);
}

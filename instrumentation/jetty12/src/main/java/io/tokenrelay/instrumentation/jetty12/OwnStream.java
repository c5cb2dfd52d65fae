package io.tokenrelay.instrumentation.jetty12;

import io.tokenrelay.instrumentation.spi.Exchange;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Scope;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Between a request and its connection. Whoever sends the connection's frames calls back for what
 * it has sent, also of requests that it does not serve: so each is called back as itself. It is
 * notified, too, when the response has been sent, or has failed.
 */
final class OwnStream extends HttpStream.Wrapper {
  private final Exchange exchange;

  OwnStream(HttpStream stream, Exchange exchange) {
    super(stream);
    this.exchange = exchange;
  }

  /** Whose request a stream is of, whatever the application has wrapped it in. */
  static Exchange exchangeOf(@Nullable HttpStream stream) {
    HttpStream inner = stream;
    while (inner instanceof HttpStream.Wrapper && !(inner instanceof OwnStream)) {
      inner = ((HttpStream.Wrapper) inner).getWrapped();
    }
    return Relay.kept(inner instanceof OwnStream ? ((OwnStream) inner).exchange : null);
  }

  @Override
  public void send(
      MetaData.Request request,
      MetaData.@Nullable Response response,
      boolean last,
      @Nullable ByteBuffer content,
      Callback callback) {
    super.send(request, response, last, content, new Sent(callback, exchange));
  }

  @Override
  public void succeeded() {
    exchange.completed();
    super.succeeded();
  }

  @Override
  public void failed(Throwable failure) {
    exchange.completed();
    super.failed(failure);
  }

  private static final class Sent extends Callback.Nested {
    private final Exchange exchange;

    Sent(Callback callback, Exchange exchange) {
      super(callback);
      this.exchange = exchange;
    }

    @Override
    public void succeeded() {
      try (Scope scope = Relay.serving(exchange)) {
        super.succeeded();
      }
    }

    @Override
    public void failed(Throwable failure) {
      try (Scope scope = Relay.serving(exchange)) {
        super.failed(failure);
      }
    }
  }
}

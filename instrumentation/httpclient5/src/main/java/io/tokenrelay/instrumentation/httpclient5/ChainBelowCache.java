package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.CachePass;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.CapacityChannel;

/**
 * What a user's call passes through below the async caching module. Each time it does, a pass
 * begins: the call's exchanges record their hops in it, and it is open whenever the module gets to
 * see the answer, on whichever thread.
 *
 * <p>What the module does for nobody through the same chain (refreshing an entry with a fork of the
 * call's runtime) has no pass.
 */
final class ChainBelowCache implements AsyncExecChain {
  private final AsyncExecChain chain;

  ChainBelowCache(AsyncExecChain chain) {
    this.chain = chain;
  }

  @Override
  public void proceed(
      HttpRequest request, AsyncEntityProducer body, Scope scope, AsyncExecCallback callback)
      throws HttpException, IOException {
    AsyncCall call = AsyncCall.of(scope.execRuntime);
    if (call == null) {
      chain.proceed(request, body, scope, callback);
    } else {
      chain.proceed(request, body, scope, new Answer(call.passesCache(), callback));
    }
  }

  private static final class Answer implements AsyncExecCallback {
    private final CachePass pass;
    private final AsyncExecCallback callback;

    Answer(CachePass pass, AsyncExecCallback callback) {
      this.pass = pass;
      this.callback = callback;
    }

    @Override
    public AsyncDataConsumer handleResponse(HttpResponse response, EntityDetails entity)
        throws HttpException, IOException {
      CachePass previous = pass.open();
      try {
        AsyncDataConsumer consumer = callback.handleResponse(response, entity);
        return consumer == null ? consumer : new Body(pass, consumer);
      } finally {
        CachePass.close(previous);
      }
    }

    @Override
    public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
      callback.handleInformationResponse(response);
    }

    @Override
    public void completed() {
      CachePass previous = pass.open();
      try {
        callback.completed();
      } finally {
        CachePass.close(previous);
      }
    }

    @Override
    public void failed(Exception cause) {
      CachePass previous = pass.open();
      try {
        callback.failed(cause);
      } finally {
        CachePass.close(previous);
      }
    }
  }

  private static final class Body implements AsyncDataConsumer {
    private final CachePass pass;
    private final AsyncDataConsumer consumer;

    Body(CachePass pass, AsyncDataConsumer consumer) {
      this.pass = pass;
      this.consumer = consumer;
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
      consumer.updateCapacity(channel);
    }

    @Override
    public void consume(ByteBuffer content) throws IOException {
      CachePass previous = pass.open();
      try {
        consumer.consume(content);
      } finally {
        CachePass.close(previous);
      }
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) throws HttpException, IOException {
      CachePass previous = pass.open();
      try {
        consumer.streamEnd(trailers);
      } finally {
        CachePass.close(previous);
      }
    }

    @Override
    public void releaseResources() {
      consumer.releaseResources();
    }
  }
}

package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.AwaitsPeer;
import io.tokenrelay.instrumentation.spi.CachePass;
import io.tokenrelay.instrumentation.spi.CookiePass;
import io.tokenrelay.instrumentation.spi.Relay;
import io.tokenrelay.instrumentation.spi.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of a call that was created for a user: asks for the token when the request is sent,
 * and runs every callback with the call's snapshot, on whichever thread.
 */
final class RelayingExchange implements AsyncClientExchangeHandler, AwaitsPeer {
  private final AsyncClientExchangeHandler exchange;
  private final Object snapshot;
  private final @Nullable Route route;
  private final @Nullable CachePass pass;
  private final @Nullable HttpContext clients;
  private volatile boolean connected;
  private volatile @Nullable InetAddress peer;
  private volatile @Nullable AsyncRequestHop waiting;
  private volatile @Nullable AsyncRequestHop relayed;
  private volatile @Nullable HttpRequest original;

  /**
   * @param route the call's route; null if the request decides it
   * @param pass the call's pass through a cache; null without one
   * @param clients the context that the client was given; the connection may have another
   */
  RelayingExchange(
      AsyncClientExchangeHandler exchange,
      Object snapshot,
      @Nullable Route route,
      @Nullable CachePass pass,
      @Nullable HttpContext clients) {
    this.exchange = exchange;
    this.snapshot = snapshot;
    this.route = route;
    this.pass = pass;
    this.clients = clients;
  }

  @Override
  public void connectedTo(@Nullable InetAddress peer) {
    this.peer = peer;
    connected = true;
    AsyncRequestHop hop = waiting;
    if (hop != null) {
      waiting = null;
      hop.connectedTo(peer);
      relayed = isWritten(hop) ? hop : null;
    }
  }

  @Override
  public void produceRequest(RequestChannel channel, HttpContext context)
      throws HttpException, IOException {
    try (Scope scope = Relay.as(snapshot)) {
      exchange.produceRequest(
          (request, entity, given) -> {
            try {
              channel.sendRequest(relay(request), entity, given);
            } finally {
              hideFrom(context);
            }
          },
          context);
    }
  }

  @Override
  public void consumeResponse(HttpResponse response, EntityDetails entity, HttpContext context)
      throws HttpException, IOException {
    AsyncRequestHop hop = relayed;
    if (hop != null) {
      Relay.outbound().answered(hop, response.getCode());
      hideFrom(context); // minimal clients send it later than they get it
    }
    try (Scope scope = Relay.as(snapshot)) {
      CookiePass cookies = CookiePass.answered(hop);
      try {
        exchange.consumeResponse(response, entity, context);
      } finally {
        cookies.end();
      }
    }
  }

  @Override
  public void consumeInformation(HttpResponse response, HttpContext context)
      throws HttpException, IOException {
    try (Scope scope = Relay.as(snapshot)) {
      exchange.consumeInformation(response, context);
    }
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    try (Scope scope = Relay.as(snapshot)) {
      exchange.produce(channel);
    }
  }

  @Override
  public void updateCapacity(CapacityChannel channel) throws IOException {
    try (Scope scope = Relay.as(snapshot)) {
      exchange.updateCapacity(channel);
    }
  }

  @Override
  public void consume(ByteBuffer content) throws IOException {
    try (Scope scope = Relay.as(snapshot)) {
      exchange.consume(content);
    }
  }

  @Override
  public void streamEnd(List<? extends Header> trailers) throws HttpException, IOException {
    try (Scope scope = Relay.as(snapshot)) {
      exchange.streamEnd(trailers);
    }
  }

  @Override
  public void failed(Exception failure) {
    try (Scope scope = Relay.as(snapshot)) {
      exchange.failed(failure);
    }
  }

  @Override
  public void cancel() {
    try (Scope scope = Relay.as(snapshot)) {
      exchange.cancel();
    }
  }

  @Override
  public void releaseResources() {
    try (Scope scope = Relay.as(snapshot)) {
      exchange.releaseResources();
    }
  }

  @Override
  public int available() {
    return exchange.available();
  }

  /** The application must find its own request in its context. */
  private void hideFrom(@Nullable HttpContext context) {
    HttpRequest hidden = original;
    if (hidden != null && context != null) {
      SentRequest.set(context, hidden);
    }
  }

  private boolean isWritten(AsyncRequestHop hop) {
    boolean written = Relay.outbound().relay(snapshot, hop);
    if (pass != null) {
      pass.passed(written);
    }
    return written;
  }

  private static @Nullable Route straight(HttpRequest request) {
    HttpHost named = Route.named(request);
    return named == null ? null : Route.straightTo(named);
  }

  /** What to send; the unchanged request if we fail. */
  private HttpRequest relay(HttpRequest request) {
    try {
      Route way = route == null ? straight(request) : route;
      if (way == null) {
        return request;
      }
      AsyncRequestHop hop = new AsyncRequestHop(request, way, peer, clients);
      if (!connected) { // a minimal client: decided once there is a connection
        original = request;
        waiting = hop;
        return hop.copy();
      }
      if (!isWritten(hop)) {
        return request;
      }
      RelayedRequest copy = hop.relayed();
      if (copy == null) {
        return request;
      }
      original = request;
      relayed = hop;
      return copy;
    } catch (RuntimeException | LinkageError failure) {
      Relay.failed(failure);
      return request;
    }
  }
}

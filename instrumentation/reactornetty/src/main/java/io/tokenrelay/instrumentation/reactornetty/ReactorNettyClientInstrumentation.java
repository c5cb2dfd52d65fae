package io.tokenrelay.instrumentation.reactornetty;

import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;

/**
 * Reactor Netty 0.8 to 1.3, HTTP client. A call carries the token of whoever subscribed to it,
 * whichever event loop makes it; each hop is decided anew.
 *
 * <p>A call is one subscription, for which Reactor Netty has one handler through all redirects and
 * retries. Netty's codecs write the heads, below whatever an application has put into a
 * connection's pipeline.
 */
public final class ReactorNettyClientInstrumentation extends Instrumentation {
  private static final String CLIENT = "reactor.netty.http.client.";
  private static final String CONTEXT = "io.netty.channel.ChannelHandlerContext";

  public ReactorNettyClientInstrumentation() {
    super("reactornetty-client");
  }

  @Override
  protected void weave(Weave weave) {
    weave
        .type(CLIENT + "HttpClientConnect$HttpClientHandler")
        .constructors()
        .carries("NewCallAdvice")
        .method("get")
        .writes("TargetAdvice")
        .method("requestWithBody", CLIENT + "HttpClientOperations")
        .with("SendAdvice");
    weave
        .type(CLIENT + "HttpClientOperations")
        .method("authenticationPredicate", "java.util.function.BiPredicate") // since 1.3
        .writes("AuthenticatorAdvice")
        .method("setNettyResponse", "io.netty.handler.codec.http.HttpResponse")
        .writes("AnsweredAdvice");
    hooks(weave, CLIENT + "HttpClientDoOn"); // 0.8 and 0.9
    hooks(weave, CLIENT + "HttpClientConfig$HttpClientDoOn"); // since 1.0
    connectionHooks(weave, "reactor.netty.tcp.TcpClientDoOn"); // 0.8 and 0.9
    connectionHooks(weave, "reactor.netty.transport.ClientTransportConfig$ClientTransportDoOn");
    weave
        .type("io.netty.handler.codec.http.HttpClientCodec$Encoder")
        .method("encode", CONTEXT, "java.lang.Object", "java.util.List")
        .writes("WriteHeadAdvice");
    weave
        .type("io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec")
        .method("encode", CONTEXT, "io.netty.handler.codec.http.HttpObject", "java.util.List")
        .writes("WriteHeadAdvice");
  }

  private static void hooks(Weave weave, String observer) {
    weave
        .type(observer)
        .methods("onStateChange")
        .carries("HookAdvice")
        .methods("onUncaughtException")
        .carries("HookAdvice");
  }

  /** Hooks of a connection, which serves one call after another. */
  private static void connectionHooks(Weave weave, String observer) {
    weave.type(observer).methods("onStateChange").beginsWithNothing();
  }

  /** Its pools and their drain loops, which serve whoever is waiting. */
  @Override
  public String[] ownTasks() {
    return new String[] {"reactor.netty."};
  }

  @Override
  public String[] standsOn() {
    return new String[] {"io.netty."};
  }
}
